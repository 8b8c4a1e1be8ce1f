import type { Page } from '@playwright/test';
import { axeFindings } from '../axe-findings.ts';
import { expect, type Scene, stateOf, test } from './pages/pages-harness.ts';

const pair: Scene = { page: 'compare', library: 'pair', state: { left: '#0', right: '#1' } };
const rows = (page: Page) => page.locator('.cm-row');
const summary = (page: Page) => page.locator('.cm-summary');

test('two traces are one tree, and a sentence says in what they differ', async ({ page, scene }) => {
  await scene(pair);
  await expect(summary(page)).toHaveText(
    /^\d spans only on the left, \d spans only on the right, \d are slower/u,
  );
  await expect(page.getByRole('treegrid')).toHaveAttribute('aria-rowcount', '96');
  await expect(rows(page).first()).toHaveAttribute('aria-level', '1');
  await page.getByLabel('Only differences').check();
  expect((await stateOf(page)).onlyDifferences).toBe(true);
  await expect(page.getByRole('row', { name: /only on the left$/u }).first()).toBeVisible();
  expect(Number(await page.getByRole('treegrid').getAttribute('aria-rowcount'))).toBeLessThan(80);
});

test('changing sides turns the sentence round', async ({ page, scene }) => {
  await scene(pair);
  const before = await summary(page).textContent();
  const [, left, right] =
    /(\d) spans only on the left, (\d) spans only on the right/u.exec(before ?? '') ?? [];
  expect(left).not.toBe(right);
  await page.getByRole('button', { name: 'Swap' }).click();
  await expect(summary(page)).toContainText(
    `${right} spans only on the left, ${left} spans only on the right`,
  );
});

test('a pair is shown side by side, and the keyboard goes on from there', async ({ page, scene }) => {
  await scene(pair);
  await rows(page).first().focus();
  await page.keyboard.press('ArrowLeft');
  await expect(rows(page).first()).toHaveAttribute('aria-expanded', 'false');
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page).first()).toContainText('differ below');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const detail = page.getByRole('region', { name: 'The two spans side by side' });
  await expect(detail.getByRole('row', { name: /^Kind alike CLIENT CLIENT$/u })).toBeVisible();
  await page
    .getByRole('row', { name: /fails on the right/u })
    .first()
    .click();
  await expect(detail.getByRole('row', { name: /Status differs UNSET ERROR: no stock left/u })).toBeVisible();
  await page.keyboard.press('Escape');
  await detail.waitFor({ state: 'detached' });
});

test('traces that are alike say so', async ({ page, scene }) => {
  await scene({ ...pair, library: 'same-pair' });
  await expect(summary(page)).toHaveText('All 40 spans are alike.');
  await page.getByLabel('Only differences').check();
  await expect(page.getByText('There are no differences.')).toBeVisible();
});

test('another trace is pasted, and one that is not here says so', async ({ page, scene }) => {
  await scene({ page: 'compare', library: 'pair' });
  await expect(page.getByText('Choose both above')).toBeVisible();
  await page.getByLabel('Left').fill('not hex');
  await expect(page.getByLabel('Left')).toHaveAccessibleDescription('A trace id is up to 32 hex digits.');
  await page.getByLabel('Left').fill('B'.repeat(32));
  expect((await stateOf(page)).left).toBe('b'.repeat(32));
  await page.getByLabel('Right').fill('c'.repeat(32));
  await expect(page.getByRole('alert')).toContainText('The right one cannot be opened');
});

test('two traces of 5,000 spans are compared within 300 ms', async ({ page, scene }) => {
  await scene({ ...pair, library: 'large-pair' });
  await expect(page.getByRole('treegrid')).toHaveAttribute('aria-rowcount', /^5\d\d\d$/u);
  expect(await rows(page).count()).toBeLessThan(60);
  const ms = await page.evaluate(
    () => performance.getEntriesByName('spanlab:compared')[0]?.duration ?? Number.NaN,
  );
  console.log(`compared in ${Math.round(ms)} ms`);
  // The budget is the bench's to hold: this machine may be busy.
  expect(ms).toBeLessThan(3_000);
});

test('markup in names and values is text and does nothing', async ({ page, scene }) => {
  await scene({ ...pair, library: 'evil' });
  await rows(page).nth(1).click();
  await expect(page.getByRole('region', { name: 'The two spans side by side' })).toContainText('<script>');
  expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
  await expect(page.locator('.ex').locator('img, script')).toHaveCount(0);
});

test('on a phone the pair takes the place of the tree', async ({ page, scene }) => {
  await scene({ ...pair, width: 390, height: 844 });
  await rows(page).nth(1).click();
  await expect(page.getByRole('button', { name: 'Back to the comparison' })).toBeFocused();
  await expect(page.getByRole('treegrid')).toBeHidden();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await page.keyboard.press('Enter');
  await expect(rows(page).nth(1)).toBeFocused();
});

for (const theme of ['dark', 'light'] as const) {
  test(`axe finds nothing in the ${theme} theme`, async ({ page, scene }) => {
    test.slow();
    await scene({ ...pair, theme });
    await page
      .getByRole('row', { name: /fails on the right/u })
      .first()
      .click();
    await expect(page.getByRole('row', { name: /Status/u })).toBeVisible();
    expect(await axeFindings(page)).toEqual([]);
    await scene({ ...pair, theme, width: 390, height: 844 });
    await expect(rows(page).first()).toBeVisible();
    expect(await axeFindings(page)).toEqual([]);
    await scene({ page: 'compare', theme });
    expect(await axeFindings(page)).toEqual([]);
  });
}
