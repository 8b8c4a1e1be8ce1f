/** A page that stayed open while a new release came: what it has yet to load is gone. */
import { expect, lesson, test } from '../site/bench.ts';

const sentence = 'Spanlab has been updated since this page was opened. Reload to go on; your edits are kept.';

for (const [part, chunk] of [
  ['a panel', /\/ConsolePanel\.[^/]+\.js$/u],
  ['the big editor', /\/monaco\.[^/]+\.js$/u],
  ['the lab', /\/browser\.[^/]+\.js$/u],
] as const) {
  test(`says that there is a new release when ${part} is gone, and reloads with the edits kept`, async ({
    page,
    bench,
  }) => {
    await page.route(chunk, (route) => route.fulfill({ status: 404, body: 'Not found' }));
    await bench.open(lesson(1).slug);
    await bench.root.getByRole('textbox', { name: /^Code of/u }).press('Control+Home');
    await page.keyboard.insertText('// mine\n');
    const notice = bench.root.locator('.wb-notice').filter({ hasText: sentence });
    await expect(notice).toBeVisible();
    await expect(bench.root.getByRole('status').filter({ hasText: sentence })).toBeAttached();
    await page.unroute(chunk);
    await notice.getByRole('button', { name: 'Reload' }).click();
    await expect(bench.runButton).toBeEnabled();
    await expect(notice).toBeHidden();
    expect(await bench.code()).toContain('// mine');
    expect(await bench.run()).not.toBe('not-started');
  });
}

test('says so on Run, and the panel that is gone leaves the others alone', async ({ page, bench }) => {
  await page.route(/\/(?:browser|ConsolePanel)\.[^/]+\.js$/u, (route) => route.abort());
  await bench.open(lesson(1).slug);
  expect(await bench.run()).toBe('not-started');
  await expect(bench.status).toHaveText(sentence);
  await expect(await bench.openPanel('Console')).toContainText('What the programs print appears here');
  await expect(await bench.openPanel('Checks')).toContainText('Run, and these are checked:');
});

test('speaks of the connection where the page itself cannot be had', async ({ bench, context }) => {
  await bench.open(lesson(1).slug);
  await context.setOffline(true);
  expect(await bench.run()).toBe('not-started');
  await expect(bench.status).toContainText('Check the connection');
});
