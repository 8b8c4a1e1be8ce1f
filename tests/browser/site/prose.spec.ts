import { expect, type Page, test } from '@playwright/test';

const lesson = 'grocery-store/instrumentation-libraries/';

async function openLesson(page: Page): Promise<void> {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(lesson);
  await page.locator('.bench astro-island:not([ssr])').waitFor();
}

const run = (page: Page) => page.getByRole('button', { name: 'Run', exact: true }).first().click();

test('a prediction is committed to, and the next run answers it', async ({ page }) => {
  await openLesson(page);
  const box = page.locator('[data-predict]').first();
  const commit = box.getByRole('button', { name: 'That is my guess' });
  await expect(commit).toBeDisabled();
  await box.getByRole('radio').first().check();
  await commit.click();
  await expect(box).toContainText('Now run it');
  await expect(box.locator('.predict-right')).toBeHidden();
  await run(page);
  await expect(box.locator('.predict-status')).toHaveText('It went another way.');
  await expect(box.locator('.predict-right')).toBeVisible();
  await page.reload();
  await expect(box.locator('.predict-status')).toHaveText('It went another way.');
});

test('the checks of the box turn with a run, and say why', async ({ page }) => {
  await openLesson(page);
  const checks = page.locator('[data-exercise="main"] [data-check]');
  await expect(checks.first().locator('.check-mark')).toHaveAccessibleName('not run yet');
  await run(page);
  await expect(checks.last().locator('.check-mark')).toHaveAccessibleName('not met');
  await expect(checks.last().locator('.check-reason')).not.toBeEmpty();
});

test('a "break it" button loads its files and runs them', async ({ page }) => {
  await openLesson(page);
  await page.getByRole('button', { name: 'Remove the propagation setting' }).click();
  await expect(page.locator('.bench')).toContainText('Remove the propagation setting');
  await expect(page.getByRole('button', { name: 'Run', exact: true }).first()).toBeVisible();
});

test('a file named in the text opens in the workbench', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto('grocery-store/your-first-span/');
  await page.locator('.lesson-prose').getByRole('button', { name: 'tracing.ts' }).first().click();
  await expect(page.locator('.bench').getByRole('tab', { name: 'tracing.ts' })).toHaveAttribute(
    'aria-selected',
    'true',
  );
});
