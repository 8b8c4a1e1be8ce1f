import { axeFindings } from '../axe-findings.ts';
import { expect, stateOf, test } from './pages/pages-harness.ts';

test('a table says who calls whom, and leads to those traces', async ({ page, scene }) => {
  await scene({ page: 'dependencies', state: { dependenciesAs: 'table' } });
  await expect(page.getByRole('status')).toHaveText('8 services, 37 pairs of caller and called');
  const first = page.getByRole('row').nth(1);
  await expect(first).toHaveText(/shopperstorefront460.*2 errors.*ms/u);
  await page.getByRole('button', { name: 'Called' }).click();
  await expect(page.getByRole('columnheader', { name: 'Called' })).toHaveAttribute('aria-sort', 'ascending');
  await page.getByRole('button', { name: /^Traces with 88 calls of stock by storefront$/u }).click();
  const state = await stateOf(page);
  expect(state.page).toBe('search');
  expect(state.query?.service).toBe('stock');
  expect(state.query?.tags).toBe('parent.service=storefront');
  await expect(page.locator('.sb-count')).toHaveText(/^[1-5]?\d traces$/u);
});

test('counts the calls of all traces, or of those searched for', async ({ page, scene }) => {
  await scene({
    page: 'dependencies',
    state: { dependenciesAs: 'table', query: { minDurationNs: 500_000_000 } },
  });
  await expect(page.getByRole('status')).toContainText('8 services');
  await page.getByRole('button', { name: 'Those searched for' }).click();
  await expect(page.getByText('of at least 500 ms')).toBeVisible();
  await expect(page.getByRole('row').nth(1)).not.toContainText('460');
});

test('arrows of the graph are buttons that lead to the traces', async ({ page, scene }) => {
  await scene({ page: 'dependencies', library: 'pair' });
  const label = page.getByRole('button', { name: /^shopper calls storefront: \d+ calls/u });
  await expect(label).toBeVisible();
  await label.focus();
  await page.keyboard.press('Enter');
  expect((await stateOf(page)).query?.tags).toBe('parent.service=shopper');
});

test('cells of the matrix are named by their row and column', async ({ page, scene }) => {
  await scene({ page: 'dependencies', state: { dependenciesAs: 'matrix' } });
  await page
    .getByRole('row', { name: /^shopper/u })
    .getByRole('button', { name: /^460 calls, 2 errors/u })
    .click();
  expect((await stateOf(page)).query?.service).toBe('storefront');
});

test('nothing yet says what will appear', async ({ page, scene }) => {
  await scene({ page: 'dependencies', library: 'none' });
  await expect(page.getByText('Calls from one service to another appear here.')).toBeVisible();
});

test('calls that come are counted', async ({ page, scene }) => {
  await scene({ page: 'dependencies', state: { dependenciesAs: 'table' } });
  await expect(page.getByRole('row').nth(1)).toContainText('460');
  await page.evaluate(() => window.addTraces(5));
  await expect(page.getByRole('row').nth(1)).not.toContainText('460');
});

for (const theme of ['dark', 'light'] as const) {
  test(`axe finds nothing in the ${theme} theme`, async ({ page, scene }) => {
    test.slow();
    for (const dependenciesAs of ['graph', 'table', 'matrix'] as const) {
      await scene({ page: 'dependencies', library: 'pair', theme, state: { dependenciesAs } });
      await expect(page.getByRole('button', { name: /calls/u }).first()).toBeVisible();
      expect(await axeFindings(page)).toEqual([]);
    }
    await scene({ page: 'dependencies', theme, width: 390, height: 844, state: { dependenciesAs: 'table' } });
    await expect(page.getByRole('table')).toBeVisible();
    expect(await axeFindings(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  });
}
