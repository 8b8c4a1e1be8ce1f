import { addresses } from './addresses.ts';
import { expect, lesson, lessons, test, wrongWith } from './bench.ts';

test('a paste of 1 MB is kept, and the page goes on answering', async ({ page, bench, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await bench.open(lesson(2).slug);
  const line = `// ${'spans '.repeat(16)}\n`;
  const text = `${line.repeat(Math.ceil(1_000_000 / line.length))}console.log('still here');\n`;
  await page.evaluate((long) => navigator.clipboard.writeText(long), text);
  await bench.type('');
  await page.keyboard.press('Control+V');
  await expect(bench.root.getByRole('tab', { name: 'shopper.ts (changed)' })).toBeVisible();
  await bench.run();
  await expect(await bench.openPanel('Console')).toContainText(/still here|too (?:large|long|big)/u);
  await page.reload();
  await expect(bench.root.getByRole('tab', { name: 'shopper.ts (changed)' })).toBeVisible();
  await bench.root.getByRole('button', { name: 'Reset to the starting files' }).click();
  expect(await bench.run()).toBe('finished');
});

test('imports in a circle are an error that shows the circle', async ({ bench }) => {
  await bench.open(lesson(2).slug);
  await bench.openFile('tracing.ts');
  await bench.type("import './shopper.ts';\nexport function startTracing() {}\n");
  expect(await bench.run()).toBe('not-started');
  await expect(bench.panel('Console')).toContainText(
    /shopper\.ts → (?:\.\/)?tracing\.ts → (?:\.\/)?shopper\.ts|tracing\.ts → (?:\.\/)?shopper\.ts → (?:\.\/)?tracing\.ts/u,
  );
});

test('no address starts a run by itself, whatever it carries', async ({ page, bench }) => {
  const code = encodeURIComponent("console.log('ran');");
  await bench.open(lesson(1).slug);
  for (const tail of [`?run=1&autorun=true&code=${code}`, `#run&code=${code}`, '#share=eyJydW4iOnRydWV9']) {
    await page.goto(`${lesson(1).slug}/${tail}`);
    await page.reload();
    await expect(bench.runButton).toHaveText('Run');
    await bench.bigEditor();
    await expect(bench.runButton).toHaveText('Run');
    await expect(bench.panel('Console')).toContainText('Press Run.');
    expect(await page.evaluate(() => window.labEvents)).toEqual([]);
  }
});

// Lessons have tests of their own that open them and run them, and hold the same.
const lessonAddresses = new Set(lessons.map(({ slug }) => `${slug}/`));
for (const address of addresses.filter((each) => !lessonAddresses.has(each))) {
  test(`/${address} works without an error, and from its own origin alone`, async ({
    page,
    bench,
    baseURL,
  }) => {
    const wrong = wrongWith(page, baseURL, address === 'no-such-page/' ? 'status of 404' : undefined);
    await page.goto(address);
    await page.waitForLoadState('load');
    if ((await bench.root.count()) > 0) {
      await bench.bigEditor();
      await bench.runButton.click();
      // A lab without programs goes on until Stop.
      const endless = bench.status.filter({ hasText: 'until Stop' });
      await expect(page.locator('.wb-status[data-reason]').or(endless)).toBeVisible({ timeout: 60_000 });
      if ((await endless.count()) > 0) await bench.runButton.click();
      await bench.ended();
    }
    expect(wrong).toEqual([]);
  });
}
