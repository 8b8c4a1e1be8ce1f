import { expect, test } from './harness.ts';

test('Enter sends the request, and the answer is shown with status, body and headers', async ({
  page,
  scene,
}) => {
  await scene('request');
  await page.getByRole('textbox', { name: 'Headers' }).fill('accept: text/plain');
  await page.getByRole('textbox', { name: 'Path' }).fill('/shelves');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Welcome to the grocery store')).toBeVisible();
  await expect(page.locator('.rq-status')).toContainText('200');
  await expect(page.getByRole('table', { name: 'Response headers' })).toContainText(
    'text/plain;charset=UTF-8',
  );
  await expect(page.locator('body')).toHaveAttribute(
    'data-sent',
    '{"method":"GET","url":"http://localhost:5000/shelves","headers":[["accept","text/plain"]]}',
  );
});

test('a request sent before can be taken up again', async ({ page, scene }) => {
  await scene('request');
  await page.getByRole('combobox', { name: 'Method' }).selectOption('POST');
  await page.getByRole('textbox', { name: 'Body' }).fill('bread');
  await page.getByRole('button', { name: 'Send' }).click();
  await page.getByRole('combobox', { name: 'Method' }).selectOption('GET');
  await expect(page.getByRole('textbox', { name: 'Body' })).toHaveCount(0);
  await page.getByRole('button', { name: 'POST /' }).click();
  await expect(page.getByRole('textbox', { name: 'Body' })).toHaveValue('bread');
});

test('a header that is none is named, and nothing is sent', async ({ page, scene }) => {
  await scene('request');
  await page.getByRole('textbox', { name: 'Headers' }).fill('nonsense');
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(page.getByRole('alert')).toContainText('Header line 1 is “nonsense”');
  await expect(page.locator('body')).not.toHaveAttribute('data-sent', /.*/u);
});

test('no answer is told in the words the program would see', async ({ page, scene }) => {
  await scene('request');
  await page.getByRole('textbox', { name: 'Path' }).fill('/refused');
  await page.keyboard.press('Enter');
  await expect(page.getByText('TypeError: fetch failed (connect ECONNREFUSED localhost:5000)')).toBeVisible();
});

test('without a server the box is off and says why', async ({ page, scene }) => {
  await scene('no-server');
  await expect(page.getByRole('button', { name: 'Send' })).toBeDisabled();
  await expect(page.getByRole('textbox', { name: 'Path' })).toBeDisabled();
  await expect(page.getByText('No server is running, so there is nobody to ask.')).toBeVisible();
});
