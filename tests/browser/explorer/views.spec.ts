import { axeFindings } from '../axe-findings.ts';
import { expect, test } from './harness.ts';

test.use({ folder: 'views-harness' });

const views = ['graph', 'flame', 'statistics', 'table', 'events', 'raw'] as const;

for (const theme of ['dark', 'light'] as const) {
  test.describe(`axe finds nothing in the ${theme} theme`, () => {
    test.slow();
    for (const view of views) {
      test(`with ${view}`, async ({ page, scene }) => {
        await scene(`${view}.shop`, { theme });
        await expect(page.locator('.vw-bar')).toBeVisible();
        expect(await axeFindings(page)).toEqual([]);
      });
    }
  });
}

for (const view of views) {
  test(`${view} keeps within the width of a phone`, async ({ page, scene }) => {
    await scene(`${view}.shop`, { width: 390, height: 844 });
    await expect(page.locator('.vw-bar')).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    expect(await axeFindings(page)).toEqual([]);
  });

  test(`markup and script in every string are text in ${view}`, async ({ page, scene }) => {
    await scene(`${view}.evil`);
    await expect(page.locator('.vw-bar')).toBeVisible();
    await expect(page.locator('.ex')).toContainText('<img src=x onerror=');
    expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
    await expect(page.locator('.ex').locator('img, script, a[href^="javascript"]')).toHaveCount(0);
  });
}

test('the table is sorted by a click, and its rows are chosen with the keys', async ({ page, scene }) => {
  await scene('table.shop');
  await page.getByRole('button', { name: 'Duration' }).click();
  await expect(page.getByRole('columnheader', { name: 'Duration' })).toHaveAttribute(
    'aria-sort',
    'descending',
  );
  await expect(page.getByRole('row').nth(1)).toContainText('place order');
  await page.getByRole('button', { name: 'Duration' }).click();
  await expect(page.getByRole('columnheader', { name: 'Duration' })).toHaveAttribute(
    'aria-sort',
    'ascending',
  );
  await expect(page.getByRole('row').nth(1)).not.toContainText('place order');
  await page.getByRole('row').nth(1).focus();
  await page.keyboard.press('End');
  await expect(page.getByRole('row', { name: 'place order' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('body')).toHaveAttribute('data-selected', '"place order"');
  await expect(page.getByRole('row', { name: 'place order' })).toHaveAttribute('aria-selected', 'true');
});

test('the table goes to what was found, and then to what was chosen', async ({ page, scene }) => {
  await scene('table.shop');
  const rows = page.getByRole('row');
  await expect(rows.nth(1)).toBeVisible();
  await page.evaluate(() => window.dispatchEvent(new CustomEvent('go', { detail: 340 })));
  const stop = page.locator('.lg-row[tabindex="0"]');
  await expect(stop).toHaveAttribute('aria-rowindex', /^3\d\d$/u);
  await page.evaluate(() => window.dispatchEvent(new CustomEvent('choose', { detail: 0 })));
  await expect(stop).toHaveAttribute('aria-rowindex', '2');
  await expect(stop).toBeInViewport();
});

test('an attribute is a column of the table for as long as it is wanted', async ({ page, scene }) => {
  await scene('table.shop');
  await page.getByRole('combobox', { name: 'Add a column' }).selectOption('span:app.rule');
  await page.getByRole('button', { name: 'app.rule', exact: true }).click();
  await expect(page.getByRole('row').nth(1)).toContainText('address');
  await page.getByRole('button', { name: 'Remove column app.rule' }).click();
  await expect(page.getByRole('columnheader', { name: 'app.rule' })).toHaveCount(0);
});

test('the table shows what the find field matches, or marks it', async ({ page, scene }) => {
  await scene('table.shop&find=lock');
  await expect(page.getByText('1 of 349 spans')).toBeVisible();
  await expect(page.getByRole('row').nth(1)).toContainText('UPDATE levels');
  await page.getByLabel('Only what the find field matches').uncheck();
  await expect(page.getByText('349 spans', { exact: true })).toBeVisible();
});

test('200,000 spans are a table that stays short in the document', async ({ page, scene }) => {
  test.slow();
  await scene('table.huge');
  await expect(page.getByText('200,000 spans')).toBeVisible();
  await page.getByRole('row').nth(1).focus();
  await page.keyboard.press('End');
  await expect(page.locator('[aria-rowindex="200001"]')).toBeFocused();
  expect(await page.getByRole('row').count()).toBeLessThan(60);
});

for (const [view, rows, most, left] of [
  ['table', '.lg-row', 500, '199,500 more rows not printed.'],
  ['raw', '.rw-row', 2_000, /more lines not printed\.$/u],
] as const) {
  test(`on paper ${view} has ${most} rows below each other, and says what is left out`, async ({
    page,
    scene,
  }) => {
    test.slow();
    await scene(`${view}.huge`);
    const lines = page.locator(rows);
    await expect(lines.nth(5)).toBeVisible();
    await page.emulateMedia({ media: 'print' });
    await expect(lines).toHaveCount(most, { timeout: 30_000 });
    await expect(page.locator('.vw-unprinted')).toHaveText(left);
    await expect(page.locator('.vw-unprinted')).toBeVisible();
    const tops = await lines.evaluateAll((all) =>
      [all[0], all[1], all.at(-1)].map((row) => row?.getBoundingClientRect().top ?? 0),
    );
    expect(tops[1]).toBeGreaterThan(tops[0] ?? 0);
    expect(tops[2]).toBeGreaterThan(most * 10);
    await page.emulateMedia({ media: 'screen' });
    await expect.poll(() => lines.count(), { timeout: 30_000 }).toBeLessThan(100);
  });
}

test('statistics group by one thing and by another below it', async ({ page, scene }) => {
  await scene('statistics.shop');
  const row = (name: RegExp) => page.getByRole('row', { name });
  await expect(row(/payments/u)).toContainText('15 %');
  await expect(page.getByText('adds up to 555 ms, more than the 333 ms of the trace')).toBeVisible();
  await page.getByLabel('then by').selectOption('name');
  await expect(page.locator('body')).toHaveAttribute('data-state', '{"groupBy":"service/name"}');
  await expect(row(/payments/u).first()).toHaveAttribute('aria-expanded', 'true');
  await expect(row(/POST bank/u)).toHaveAttribute('aria-level', '2');
  await row(/payments/u)
    .first()
    .focus();
  await page.keyboard.press('ArrowLeft');
  await expect(row(/POST bank/u)).toHaveCount(0);
});

test('a line of the statistics opens its spans, the slowest first', async ({ page, scene }) => {
  await scene('statistics.shop');
  await page.getByLabel('Group by').selectOption('span:db.query.summary');
  await page.getByRole('row', { name: /UPDATE levels/u }).click();
  const list = page.getByRole('region', { name: 'Spans of UPDATE levels' });
  await expect(list.getByRole('heading')).toHaveText('37 spans of UPDATE levels');
  await list.getByRole('row').nth(1).click();
  await expect(page.locator('body')).toHaveAttribute('data-selected', '"UPDATE levels"');
  await expect(list.getByRole('row').nth(1)).toContainText('error');
});

test('arrows walk the graph along its calls, Enter shows the spans of one', async ({ page, scene }) => {
  await scene('graph.shop');
  const card = (name: RegExp) => page.getByRole('treeitem', { name });
  await card(/^place order browser 1 call total 259 ms self 5.5 ms/u).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await expect(card(/^POST browser/u)).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(card(/^POST \/checkout/u)).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await expect(card(/^POST browser/u)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('body')).toHaveAttribute('data-selected', '"POST"');
  await card(/UPDATE levels/u).click();
  await expect(page.getByRole('region', { name: 'Spans of UPDATE levels of stock' })).toBeVisible();
});

test('the graph is moved by drag and wheel, and a drag chooses nothing', async ({ page, scene }) => {
  await scene('graph.shop');
  const plane = page.locator('.gc-plane');
  const card = page.getByRole('treeitem', { name: /^POST \/checkout/u });
  const box = await card.boundingBox();
  if (box === null) throw new Error('the card is not drawn');
  const before = await plane.getAttribute('style');
  await page.mouse.move(box.x + 20, box.y + 20);
  await page.mouse.down();
  await page.mouse.move(box.x - 80, box.y - 10, { steps: 4 });
  await page.mouse.up();
  const dragged = await plane.getAttribute('style');
  expect(dragged).not.toBe(before);
  await expect(page.locator('.vw-list')).toHaveCount(0);
  await page.mouse.wheel(0, 300);
  await expect.poll(() => plane.getAttribute('style')).not.toBe(dragged);
  await page.getByRole('button', { name: 'Show all' }).click();
  await expect(card).toBeInViewport();
});

test('a graph of 200,000 paths has the heaviest, and the rest as one', async ({ page, scene }) => {
  test.slow();
  await scene('graph.huge');
  await expect(page.getByText('200,000 paths of calls: the 80 with the most time in them')).toBeVisible();
  await expect(page.getByRole('treeitem')).toHaveCount(81);
  await expect(page.getByRole('treeitem', { name: /^199,920 more paths/u })).toBeAttached();
});

test('a frame of the flame graph tells its figures, grows when chosen, and leads back', async ({
  page,
  scene,
}) => {
  await scene('flame.shop');
  const frame = (name: RegExp) => page.getByRole('treeitem', { name });
  await frame(/payments POST \/charges/u).hover();
  await expect(page.locator('.fl-told')).toContainText('payments POST /charges, 1 call, total 91.7 ms, self');
  await frame(/payments POST \/charges/u).click();
  await expect(frame(/stock UPDATE levels/u)).toHaveCount(0);
  const trail = page.getByRole('navigation', { name: 'Zoomed to' });
  await expect(trail).toContainText('place order›POST›POST /checkout›POST›POST /charges');
  await trail.getByRole('button', { name: 'All of the trace' }).click();
  await expect(frame(/stock UPDATE levels/u)).toHaveCount(1);
});

test('the flame graph does not move for those who want no motion', async ({ page, scene }) => {
  const seconds = () =>
    page
      .locator('.fl-frame')
      .first()
      .evaluate((frame) => getComputedStyle(frame).transitionDuration);
  await scene('flame.shop');
  expect(await seconds()).not.toMatch(/^0s/u);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  expect(await seconds()).toMatch(/^0m?s(, 0m?s)*$/u);
});

test('the flame graph is a tree for the keyboard', async ({ page, scene }) => {
  await scene('flame.shop&find=lock');
  const frame = (name: RegExp) => page.getByRole('treeitem', { name });
  await expect(frame(/stock UPDATE levels.*1 found/u)).toHaveClass(/fl-lit/u);
  await frame(/^browser place order/u).focus();
  for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowRight']) await page.keyboard.press(key);
  await expect(frame(/^storefront POST, 3 calls/u)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(frame(/^storefront POST, 3 calls/u)).toBeFocused();
  await expect(frame(/^mailer/u)).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(frame(/^mailer/u).first()).toBeAttached();
});

test('an event shows its attributes and leads to its span', async ({ page, scene }) => {
  await scene('events.shop');
  await page.getByRole('button', { name: 'Event', exact: true }).click();
  await page
    .getByRole('row', { name: /exception/u })
    .first()
    .click();
  const detail = page.getByRole('region', { name: 'Event exception' });
  await expect(detail).toContainText('LockTimeout');
  await detail.getByRole('button', { name: 'Show its span' }).click();
  await expect(page.locator('body')).toHaveAttribute('data-selected', '"UPDATE levels"');
});

test('a trace without events says what an event is', async ({ page, scene }) => {
  await scene('events.huge');
  await expect(page.getByText('No span of this trace has an event.')).toBeVisible();
});

test('raw text is found in, stepped through, and saved', async ({ page, scene }) => {
  await scene('raw.shop');
  await page.getByRole('searchbox', { name: 'Find in the text' }).fill('locktimeout');
  await expect(page.getByText('1 of 1')).toBeVisible();
  await expect(page.locator('.rw mark')).toHaveText('LockTimeout');
  await expect(page.locator('.rw mark')).toBeInViewport();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save as a file' }).click(),
  ]);
  expect(file.suggestedFilename()).toBe('trace-5ba1e9c0de7f4a2b8c3d6e5f40718293.otlp.json');
  await page.getByRole('button', { name: 'Jaeger JSON' }).click();
  await expect(page.locator('.rw')).toContainText('"data"');
});

test('of a huge trace the first megabytes are shown, with line breaks', async ({ page, scene }) => {
  test.slow();
  await scene('raw.huge');
  await expect(page.getByText(/^the first 4 MB of/u)).toBeVisible();
  await expect(page.locator('.rw-row').nth(1)).toContainText('"resourceSpans": [');
  await expect(page.getByRole('button', { name: 'Copy all' })).toHaveCount(0);
});

test('hidden services are left out everywhere, and can be had back', async ({ page, scene }) => {
  for (const view of ['graph', 'flame', 'statistics', 'table']) {
    await scene(`${view}.shop&hidden=payments`);
    await expect(page.getByText('Without 1 hidden service')).toBeVisible();
    await expect(page.getByText('payments')).toHaveCount(0);
    await page.getByRole('button', { name: 'Show all' }).first().click();
    await expect(page.getByText('Without 1 hidden service')).toHaveCount(0);
  }
});

test('a histogram marks one of its durations, and its bars are read and chosen with the keys', async ({
  page,
  scene,
}) => {
  await scene('histogram.shop');
  const figure = page.getByRole('figure', { name: 'How long any operation takes' });
  await expect(figure).toContainText('349 spans, 261 µs to 259 ms. Half take at most 1.44 ms (p50)');
  await expect(figure).toContainText('This one takes 246 ms, longer than 347 others.');
  const marked = figure.getByRole('button', { name: '200 ms to 250 ms: 2 spans, with this one' });
  await marked.focus();
  await page.keyboard.press('ArrowRight');
  await expect(figure.getByRole('button', { name: '250 ms to 320 ms: 1 span' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('body')).toHaveAttribute('data-selected', '"place order"');
  await figure.getByText('As a table').click();
  await expect(figure.getByRole('row', { name: '200 ms 250 ms 2' })).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);
});
