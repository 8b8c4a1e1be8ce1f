import { addresses } from './addresses.ts';
import { expect, lesson, test } from './bench.ts';

const screen = { width: 375, height: 812 };

test.use({ viewport: screen, hasTouch: true, isMobile: true });

test('on a phone the prose comes first, and the workbench waits at the bottom', async ({ page, bench }) => {
  await bench.open(lesson(7).slug);
  await expect(page.getByRole('heading', { level: 1 })).toBeInViewport();
  await expect(bench.root.locator('.wb-body')).toBeHidden();
  await expect(page.getByRole('button', { name: /^Workbench/u })).toBeInViewport();
});

test('on a phone the sheet opens, code is edited in a plain editor, and Run is under the thumb', async ({
  page,
  bench,
}) => {
  const { slug, exercises } = lesson(7);
  await bench.open(slug);
  await page.getByRole('button', { name: /^Workbench/u }).tap();
  await bench.root.getByRole('tab', { name: 'tracing.ts' }).tap();
  const area = bench.root.getByRole('textbox', { name: 'Code of tracing.ts' });
  await area.tap();
  await area.fill(exercises.main.solution['tracing.ts'] ?? '');

  const run = bench.runButton;
  const box = await run.boundingBox();
  expect(box?.height).toBeGreaterThanOrEqual(40);
  expect((box?.y ?? 0) + (box?.height ?? 0)).toBeGreaterThan(screen.height - 60);
  expect((box?.x ?? 0) + (box?.width ?? 0)).toBeGreaterThan(screen.width / 2);
  await run.tap();
  expect(await bench.ended()).toBe('finished');

  // What the run has to show gets the room: all four rows of the trace.
  await bench.tab(/^Trace/u).tap();
  await expect(bench.panel('Trace').getByRole('row', { name: /welcome message/u })).toBeInViewport();

  for (const name of ['Console', 'Wire', 'Trace', 'Checks'] as const) {
    await bench.tab(new RegExp(`^${name}`, 'u')).tap();
    await expect(bench.panel(name)).toBeInViewport();
    expect(await page.evaluate(() => document.documentElement.scrollWidth), name).toBe(screen.width);
  }
  await bench.expectAllMet();
  await expect(bench.panel('Checks').getByText('Both services send their spans to Jaeger')).toBeInViewport();
  await expect(bench.root.locator('.monaco-editor')).toHaveCount(0);

  await page.getByRole('button', { name: /^Close/u }).tap();
  await expect(bench.root.locator('.wb-body')).toBeHidden();
  const inProse = page.locator('[data-exercise="main"] [data-check][data-state="met"]');
  await expect(inProse).toHaveCount(exercises.main.expectation.checks.length);
});

test('on a phone no page scrolls sideways', async ({ page }) => {
  const wide: string[] = [];
  for (const address of addresses) {
    await page.goto(address);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    if (width > screen.width) wide.push(`${address}: ${width} px`);
  }
  expect(wide).toEqual([]);
});
