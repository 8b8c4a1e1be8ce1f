import type { Page } from '@playwright/test';
import { axeFindings } from '../axe-findings.ts';
import { expect, stateOf, test } from './pages/pages-harness.ts';

const rows = (page: Page) => page.getByRole('grid').getByRole('row');
const results = (page: Page) => page.locator('.sr-row');
const count = (page: Page) => page.locator('.sb-count');

test.describe('searching traces in this browser', () => {
  test('finds as one types, and says in the address what was asked', async ({ page, scene }) => {
    await scene();
    await expect(count(page)).toHaveText('60 traces');
    await page.getByLabel('Tags').fill('error=true');
    await expect(count(page)).toHaveText(/^[1-5]?\d traces$/u);
    expect((await stateOf(page)).query?.tags).toBe('error=true');
    await page.getByLabel('At least').fill('0.3 s');
    expect((await stateOf(page)).query?.minDurationNs).toBe(300_000_000);
    await page.getByLabel('Service').selectOption('storefront');
    await expect(page.getByLabel('Operation').getByRole('option', { name: 'GET /basket' })).toBeAttached();
    await expect(page.getByRole('button', { name: 'Search' })).toHaveCount(0);
    await page.getByRole('button', { name: 'Clear' }).click();
    await expect(count(page)).toHaveText('60 traces');
    await expect(page.getByLabel('At least')).toHaveValue('');
    await expect(page.getByLabel('Tags')).toHaveValue('');
  });

  test('says at the field what cannot be read, and searches for the rest', async ({ page, scene }) => {
    await scene();
    await page.getByLabel('At most').fill('soon');
    await expect(page.getByLabel('At most')).toHaveAccessibleDescription(
      /“soon” is no duration: write 100ms/u,
    );
    await page.getByLabel('At most').fill('1s');
    await expect(page.getByLabel('At most')).toHaveAccessibleDescription('');
    await page.getByLabel('At least').fill('2s');
    await expect(page.getByLabel('At most')).toHaveAccessibleDescription(/nothing lies between/u);
    await page.getByLabel('At least').fill('');
    await page.getByLabel('Tags').fill('error');
    await expect(page.getByLabel('Tags')).toHaveAccessibleDescription(/Found error with no comparison/u);
    await expect(count(page)).toHaveText(/traces/u);
  });

  test('shows what a search of an address asks for, also a service that is not here', async ({
    page,
    scene,
  }) => {
    await scene({ state: { query: { service: 'nobody', lookbackMs: 180_000, maxDurationNs: 1_500_000 } } });
    await expect(page.getByLabel('Service')).toHaveValue('nobody');
    await expect(page.getByLabel('Start', { exact: true })).toHaveValue('180000');
    await expect(page.getByLabel('At most')).toHaveValue('1.5 ms');
  });

  test('that finds nothing says what to take away', async ({ page, scene }) => {
    await scene();
    await page.getByLabel('Tags').fill('no.such.key=1');
    await page.getByRole('button', { name: 'Without tags no.such.key=1' }).click();
    await expect(count(page)).toHaveText('60 traces');
  });

  test('of an empty library says how traces come here', async ({ page, scene }) => {
    await scene({ library: 'none' });
    await expect(page.getByText('Press Run.')).toBeVisible();
  });

  test('follows the library: says what is new and moves nothing', async ({ page, scene }) => {
    await scene({ library: 'many', state: { query: { limit: 10_000 } } });
    await page.getByRole('grid').evaluate((grid) => grid.scrollTo(0, 54_000));
    const topmost = () =>
      page.getByRole('grid').evaluate((grid) => {
        const { top, left } = grid.getBoundingClientRect();
        return document.elementFromPoint(left + 200, top + 20)?.closest('[role=row]')?.textContent;
      });
    await expect.poll(topmost).toContain('GET /');
    const before = await topmost();
    await page.evaluate(() => window.addTraces(3));
    await expect(page.getByRole('button', { name: '3 new' })).toBeVisible();
    await expect.poll(topmost).toBe(before);
    await page.getByRole('button', { name: '3 new' }).click();
    await expect(page.getByRole('button', { name: '3 new' })).toHaveCount(0);
  });
});

test.describe('what was found', () => {
  test('is gone through with arrows, opened with Enter and ticked with Space', async ({ page, scene }) => {
    await scene();
    await results(page).first().focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await expect(results(page).nth(2)).toBeFocused();
    await page.keyboard.press(' ');
    await expect(results(page).nth(2)).toHaveAttribute('aria-selected', 'true');
    await page.keyboard.press('End');
    await expect(page.locator('[aria-rowindex="61"]')).toBeFocused();
    await page.keyboard.press('Enter');
    const state = await stateOf(page);
    expect(state.page).toBe('trace');
    expect(state.traceId).toMatch(/^[\da-f]{32}$/u);
  });

  test('keeps ticks and focus while traces arrive', async ({ page, scene }) => {
    await scene();
    await results(page).first().focus();
    await page.keyboard.press(' ');
    const name = await results(page).first().textContent();
    await page.evaluate(() => window.addTraces(2));
    await expect(count(page)).toHaveText(/62 traces/u);
    await expect(page.locator('.sr-row[aria-selected="true"]')).toBeFocused();
    await expect(page.locator('.sr-row[aria-selected="true"]')).toHaveText(name ?? '');
    await expect(page.locator('.sr-row[aria-selected="true"]')).toHaveAttribute('aria-rowindex', '4');
  });

  test('is compared when two are ticked', async ({ page, scene }) => {
    await scene();
    const compare = page.getByRole('button', { name: 'Compare', exact: true });
    await expect(page.getByText('Tick two traces to compare them.')).toBeVisible();
    await results(page).nth(0).getByRole('checkbox').check();
    await expect(page.getByText('Tick one more')).toBeVisible();
    await results(page).nth(1).getByRole('checkbox').check();
    await results(page).nth(2).getByRole('checkbox').check();
    await expect(page.getByText('3 traces are ticked: untick one.')).toBeVisible();
    // It says that it does nothing now, and yet can be reached.
    await expect(compare).toBeDisabled();
    await compare.click({ force: true });
    expect((await stateOf(page)).page).toBe('search');
    await results(page).nth(0).getByRole('checkbox').uncheck();
    await compare.click();
    const state = await stateOf(page);
    expect(state.page).toBe('compare');
    expect(state.left).not.toBe(state.right);
    await expect(page.getByRole('treegrid')).toBeVisible();
  });

  test('is sorted by the heads of the table', async ({ page, scene }) => {
    await scene({ state: { results: 'table' } });
    await page.getByRole('columnheader', { name: 'Duration' }).getByRole('button').click();
    await expect(page.getByRole('columnheader', { name: 'Duration' })).toHaveAttribute(
      'aria-sort',
      'descending',
    );
    await expect(results(page).first().locator('.sr-duration')).toHaveText('790 ms');
    await page.getByRole('columnheader', { name: 'Duration' }).getByRole('button').click();
    expect((await stateOf(page)).query?.sort).toBe('shortest');
    await page.getByRole('button', { name: 'List' }).click();
    expect((await stateOf(page)).results).toBe('list');
    await expect(page.getByRole('columnheader')).toHaveCount(0);
  });

  test('keeps few rows in the document when it is 10,000 traces', async ({ page, scene }) => {
    await scene({ library: 'many', state: { query: { limit: 10_000 } } });
    await expect(page.getByRole('grid')).toHaveAttribute('aria-rowcount', '10001');
    expect(await rows(page).count()).toBeLessThan(60);
    await results(page).first().focus();
    await page.keyboard.press('End');
    await expect(page.locator('[aria-rowindex="10001"]')).toBeInViewport();
  });
});

test.describe('the plot of start and duration', () => {
  test('tells each trace to the keyboard, and opens it', async ({ page, scene }) => {
    await scene();
    const plot = page.getByRole('slider');
    await plot.focus();
    await expect(plot).toHaveAttribute('aria-valuetext', /^shopper: go shopping, .* spans/u);
    await page.keyboard.press('End');
    await expect(plot).toHaveAttribute('aria-valuenow', '60');
    await expect(page.locator('.sc-tip')).toBeVisible();
    await page.keyboard.press('Enter');
    expect((await stateOf(page)).page).toBe('trace');
  });

  test('narrows the search to what a drag covers', async ({ page, scene }) => {
    await scene();
    const box = await page.getByRole('slider').boundingBox();
    if (box === null) throw new Error('There is no plot.');
    await page.mouse.move(box.x + box.width * 0.25, box.y + 60);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.5, box.y + 70, { steps: 4 });
    await page.mouse.up();
    await expect(count(page)).toHaveText(/^1\d traces$/u);
    await expect(page.getByLabel('From')).not.toHaveValue('');
    await page.getByLabel('Start', { exact: true }).selectOption('Any time');
    await expect(count(page)).toHaveText('60 traces');
  });

  test('opens the trace nearest to a click', async ({ page, scene }) => {
    await scene();
    const at = await page.locator('.sc-traces').evaluate((path) =>
      /^M([\d.]+),([\d.]+)/u
        .exec(path.getAttribute('d') ?? '')
        ?.slice(1)
        .map(Number),
    );
    const box = await page.getByRole('slider').boundingBox();
    await page.mouse.click((box?.x ?? 0) + (at?.[0] ?? 0) + 2, (box?.y ?? 0) + (at?.[1] ?? 0));
    expect((await stateOf(page)).page).toBe('trace');
  });
});

test('the latency of an operation narrows the search by its bars', async ({ page, scene }) => {
  await scene({ state: { query: { service: 'storefront', operation: 'GET /basket' } } });
  await page.getByText('Latency of this operation').click();
  await page.locator('.hg-bar:not(.hg-none)').last().click();
  expect((await stateOf(page)).query?.minDurationNs).toBeGreaterThan(0);
  await expect(count(page)).toHaveText(/traces?$/u);
});

test('the latency of an operation marks the trace one comes back from', async ({ page, scene }) => {
  await scene({ state: { query: { service: 'storefront', operation: 'GET /basket' } } });
  await page.getByText('Latency of this operation').click();
  await expect(page.locator('.hg-bar').first()).toBeVisible();
  await expect(page.locator('.hg-selected')).toHaveCount(0);
  await page.locator('.sr-row').first().click();
  await page.getByRole('button', { name: 'Back' }).click();
  await page.getByText('Latency of this operation').click();
  await expect(page.locator('.hg-selected')).toHaveCount(1);
});

test.describe('searching a Jaeger', () => {
  test('waits for Enter or the button', async ({ page, scene }) => {
    await scene({ library: 'jaeger' });
    await expect(page.locator('body')).toHaveAttribute('data-searches', '1');
    await page.getByLabel('Tags').fill('http.response.status_code=200');
    await expect(page.locator('body')).toHaveAttribute('data-searches', '1');
    await page.keyboard.press('Enter');
    await expect(page.locator('body')).toHaveAttribute('data-searches', '2');
    await page.getByRole('button', { name: 'Search' }).click();
    await expect(page.locator('body')).toHaveAttribute('data-searches', '3');
    await expect(page.getByLabel('Tags')).toHaveAccessibleDescription(/A Jaeger searches by key=value/u);
  });

  test('that does not answer can be called off', async ({ page, scene }) => {
    await scene({ library: 'silent' });
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect(page.getByText('Searching…')).toHaveCount(0);
  });

  test('that fails says so, and is tried again', async ({ page, scene }) => {
    await scene({ library: 'broken' });
    await expect(page.getByRole('alert')).toContainText('did not answer: is it running?');
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(count(page)).toHaveText('12 traces');
    await expect(page.getByRole('alert')).toHaveCount(0);
  });
});

test('markup in names is text and does nothing', async ({ page, scene }) => {
  await scene({ library: 'evil', state: { results: 'table' } });
  await expect(results(page).first()).toBeVisible();
  await page.getByRole('slider').focus();
  expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
  await expect(page.locator('.ex').locator('img, script')).toHaveCount(0);
});

test('the form is folded on a phone, and nothing is wider than it', async ({ page, scene }) => {
  await scene({ width: 390, height: 844 });
  await expect(page.getByLabel('Tags')).toBeHidden();
  await page.getByText('Search', { exact: true }).click();
  await expect(page.getByLabel('Tags')).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
});

test('a low panel shows traces in place of the plot', async ({ page, scene }) => {
  await scene({ width: 740, height: 300 });
  await expect(results(page).nth(2)).toBeInViewport();
  await expect(page.getByRole('slider')).toHaveCount(0);
});

for (const theme of ['dark', 'light'] as const) {
  test(`axe finds nothing in the ${theme} theme`, async ({ page, scene }) => {
    test.slow();
    await scene({ theme });
    await results(page).nth(1).getByRole('checkbox').check();
    expect(await axeFindings(page)).toEqual([]);
    await scene({
      theme,
      state: { results: 'table', query: { tags: 'error', operation: 'GET /', service: 'storefront' } },
    });
    await expect(count(page)).toHaveText(/traces/u);
    expect(await axeFindings(page)).toEqual([]);
    await scene({ theme, library: 'broken', width: 390, height: 844 });
    await expect(page.getByRole('alert')).toBeVisible();
    expect(await axeFindings(page)).toEqual([]);
    await scene({ theme, state: { query: { tags: 'a=b' } } });
    await expect(page.getByText('No trace fits.')).toBeVisible();
    expect(await axeFindings(page)).toEqual([]);
  });
}
