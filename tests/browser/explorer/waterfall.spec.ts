/** The waterfall in the page around it: what only the two together do. The rest is in timeline.spec.ts. */
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './harness.ts';

const row = (page: Page, name: string | RegExp): Locator => page.getByRole('row', { name });
const current = (page: Page): Locator => page.locator('.tl-row[tabindex="0"]');

test('opens a span with Enter, follows the arrows while it is open, and gives the focus back on Escape', async ({
  page,
  scene,
}) => {
  await scene('lesson');
  await current(page).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Span going to the grocery store' })).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('region', { name: 'Span GET' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('region', { name: /^Span/u })).toHaveCount(0);
  await expect(row(page, /shopper GET/u)).toBeFocused();
});

test('a row chosen from elsewhere is unfolded and brought into view', async ({ page, scene }) => {
  await scene('odd');
  await row(page, /GET \/skewed/u).click();
  await page.getByRole('button', { name: 'Fold all' }).click();
  await expect(row(page, /shopper GET/u)).toHaveCount(0);
  await page.getByRole('button', { name: 'shopper · GET' }).click();
  await expect(row(page, /shopper GET/u)).toHaveAttribute('aria-selected', 'true');
  await expect(row(page, /shopper GET/u)).toBeInViewport();
  await expect(row(page, /GET \/skewed/u)).toHaveCount(0);
});

test('oddities are marked by a shape and a word, and explained in the detail', async ({ page, scene }) => {
  await scene('odd');
  const grid = page.getByRole('treegrid');
  for (const words of [
    'starts before parent',
    'ends before start',
    'no end time',
    'no parent here',
    'own parent',
  ]) {
    await expect(grid.getByText(words, { exact: true })).toBeVisible();
  }
  await expect(grid.getByText('id used twice')).toHaveCount(2);
  await expect(grid.getByText('in a circle')).toHaveCount(2);
  await row(page, /GET \/skewed/u).click();
  await expect(page.getByText(/starts 8 ms before its parent/u)).toBeVisible();
  await expect(row(page, /grocery-store orphan error/u)).toBeVisible();
});

test('either of two spans with one id can be opened', async ({ page, scene }) => {
  await scene('odd');
  await row(page, /twin/u).nth(2).click();
  await expect(page.locator('.tl-row[aria-selected="true"]')).toHaveAttribute('aria-posinset', '3');
});

test('next error leads from one to the next, and zoom and find stay as they are', async ({ page, scene }) => {
  await scene('shop');
  await current(page).focus();
  await page.keyboard.press('e');
  await expect(page.locator('.tl-row[data-at]').getByText('error', { exact: true })).toBeInViewport();
  const first = await page.locator('.tl-row[data-at]').getAttribute('aria-rowindex');
  await page.keyboard.press('e');
  await expect(page.locator('.tl-row[data-at]')).not.toHaveAttribute('aria-rowindex', first ?? '');
});

test('on a phone the detail takes the place of the rows, and gives it back', async ({ page, scene }) => {
  await scene('lesson', { width: 375, height: 667 });
  await row(page, /welcome message/u).click();
  await expect(page.getByRole('button', { name: 'Back to the trace' })).toBeFocused();
  await expect(page.getByRole('treegrid')).toBeHidden();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(375);
  await page.keyboard.press('Enter');
  await expect(row(page, /welcome message/u)).toBeFocused();
});
