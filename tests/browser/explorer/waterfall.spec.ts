import type { Locator, Page } from '@playwright/test';
import { expect, test } from './harness.ts';

const row = (page: Page, name: string | RegExp): Locator => page.getByRole('row', { name });

test.describe('the tree grid', () => {
  test('says of each row its level, its place, and whether it is open', async ({ page, scene }) => {
    await scene('lesson');
    await expect(page.getByRole('treegrid')).toHaveAttribute('aria-rowcount', '5');
    await expect(row(page, /shopper going to the grocery store/u)).toHaveAttribute('aria-level', '1');
    const server = row(page, /grocery-store GET \//u);
    await expect(server).toHaveAttribute('aria-level', '3');
    await expect(server).toHaveAttribute('aria-expanded', 'true');
    await expect(server).toHaveAttribute('aria-setsize', '1');
    await expect(row(page, /welcome message/u)).not.toHaveAttribute('aria-expanded', /.*/u);
    await expect(server.getByRole('gridcell').last()).toHaveText('4.3 ms');
  });

  test('is one stop of the Tab key, and arrows, Home and End move within it', async ({ page, scene }) => {
    await scene('lesson');
    await expect(page.locator('.wf-row[tabindex="0"]')).toHaveCount(1);
    await page.locator('.wf-row[tabindex="0"]').focus();
    await page.keyboard.press('ArrowDown');
    await expect(row(page, /shopper GET/u)).toBeFocused();
    await page.keyboard.press('End');
    await expect(row(page, /welcome message/u)).toBeFocused();
    await page.keyboard.press('ArrowLeft');
    await expect(row(page, /grocery-store GET \//u)).toBeFocused();
    await page.keyboard.press('Home');
    await expect(row(page, /going to the grocery store/u)).toBeFocused();
  });

  test('folds and unfolds with Left and Right', async ({ page, scene }) => {
    await scene('lesson');
    await page.locator('.wf-row[tabindex="0"]').focus();
    await page.keyboard.press('ArrowLeft');
    await expect(page.getByRole('treegrid')).toHaveAttribute('aria-rowcount', '2');
    await expect(row(page, /3 folded/u)).toBeFocused();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await expect(row(page, /shopper GET/u)).toBeFocused();
  });

  test('folds by a click on the mark without opening the detail, and all at once by the button', async ({
    page,
    scene,
  }) => {
    await scene('lesson');
    await row(page, /shopper GET/u)
      .locator('.wf-toggle')
      .click();
    await expect(page.getByRole('treegrid')).toHaveAttribute('aria-rowcount', '3');
    await expect(page.getByRole('region', { name: /^Span/u })).toHaveCount(0);
    await page.getByRole('button', { name: 'Unfold all' }).click();
    await expect(page.getByRole('treegrid')).toHaveAttribute('aria-rowcount', '5');
    await page.getByRole('button', { name: 'Fold all' }).click();
    await expect(page.getByRole('treegrid')).toHaveAttribute('aria-rowcount', '2');
  });

  test('opens a span with Enter, follows the arrows while it is open, and gives the focus back on Escape', async ({
    page,
    scene,
  }) => {
    await scene('lesson');
    await page.locator('.wf-row[tabindex="0"]').focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('region', { name: 'Span going to the grocery store' })).toBeVisible();
    await page.keyboard.press('ArrowDown');
    await expect(page.getByRole('region', { name: 'Span GET' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('region', { name: /^Span/u })).toHaveCount(0);
    await expect(row(page, /shopper GET/u)).toBeFocused();
  });
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
  for (const words of [
    'starts before parent',
    'ends before start',
    'no end time',
    'no parent here',
    'own parent',
  ]) {
    await expect(page.getByRole('treegrid').getByText(words, { exact: true })).toBeVisible();
  }
  await expect(page.getByText('id used twice')).toHaveCount(2);
  await expect(page.getByText('in a circle')).toHaveCount(2);
  await row(page, /GET \/skewed/u).click();
  await expect(page.getByText(/starts 8 ms before its parent.*not corrected/u)).toBeVisible();
  await expect(row(page, /grocery-store orphan error/u)).toBeVisible();
});

test('either of two spans with one id can be opened', async ({ page, scene }) => {
  await scene('odd');
  await row(page, /twin/u).nth(2).click();
  await expect(page.locator('.wf-selected')).toHaveAttribute('aria-posinset', '3');
});

test.describe('a trace of 5,000 spans', () => {
  test('keeps few rows in the document, and any of them can be reached', async ({ page, scene }) => {
    await scene('long');
    const grid = page.getByRole('treegrid');
    await expect(grid).toHaveAttribute('aria-rowcount', '5001');
    expect(await page.locator('.wf-row').count()).toBeLessThan(60);
    await page.locator('.wf-row[tabindex="0"]').focus();
    await page.keyboard.press('End');
    await expect(page.locator('.wf-row[aria-rowindex="5001"]')).toBeFocused();
    await expect(page.locator('.wf-row[aria-rowindex="5001"]')).toBeInViewport();
    expect(await page.locator('.wf-row').count()).toBeLessThan(60);
  });

  test('keeps the focused row when it is scrolled out of view', async ({ page, scene }) => {
    await scene('long');
    await page.locator('.wf-row[tabindex="0"]').focus();
    await page.keyboard.press('ArrowDown');
    await page.getByRole('treegrid').evaluate((grid) => grid.scrollTo(0, 60_000));
    await expect(page.locator('.wf-row[aria-rowindex="2150"]')).toBeInViewport();
    await expect(page.locator('.wf-row[aria-rowindex="3"]')).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await expect(page.locator('.wf-row[aria-rowindex="4"]')).toBeInViewport();
  });
});

test('rows have two lines on a phone, and the detail takes their place', async ({ page, scene }) => {
  await scene('lesson', { width: 375, height: 667 });
  expect((await row(page, /welcome message/u).boundingBox())?.height).toBe(46);
  await row(page, /welcome message/u).click();
  await expect(page.getByRole('button', { name: 'Back to the trace' })).toBeFocused();
  await expect(page.getByRole('treegrid')).toBeHidden();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(375);
  await page.keyboard.press('Enter');
  await expect(row(page, /welcome message/u)).toBeFocused();
});
