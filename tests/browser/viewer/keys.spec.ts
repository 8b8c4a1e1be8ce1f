import { axeFindings } from '../axe-findings.ts';
import { shopTrace } from '../explorer/harness/shop.ts';
import { expect, test, writeTraces } from './viewer.ts';

const rows = '.tl-row';

test.beforeEach(async ({ page, view, folder }) => {
  const { url } = await view(await writeTraces(folder, 'one.json', shopTrace(1, 40)));
  await page.goto(url);
  await expect(page.locator(rows).first()).toBeVisible();
});

test('? shows all keys, Escape closes them, and the focus is where it was', async ({ page }) => {
  await page.getByRole('link', { name: 'Compare' }).focus();
  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Keys' });
  await expect(help).toBeVisible();
  await expect(help.getByRole('heading', { name: 'The waterfall' })).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(help).toHaveCount(0);
  await expect(page.getByRole('link', { name: 'Compare' })).toBeFocused();
});

test('no key fires while somebody types', async ({ page }) => {
  await page.keyboard.press('/');
  const find = page.locator('.fb-input');
  await expect(find).toBeFocused();
  await page.keyboard.type('?o/');
  await expect(find).toHaveValue('?o/');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('keys of the trace work before anything was clicked, and from the bar', async ({ page }) => {
  await page.keyboard.press('c');
  await expect(page).toHaveURL(/path=critical/u);
  await page.keyboard.press('ArrowDown');
  await expect(page.locator(`${rows}[tabindex="0"]`)).toBeFocused();
  await page.getByRole('link', { name: 'Compare' }).focus();
  await page.keyboard.press('t');
  await expect(page).toHaveURL(/times=absolute/u);
  await expect(page.getByRole('link', { name: 'Compare' })).toBeFocused();
  for (const [key, name] of [
    ['2', 'Graph'],
    ['5', 'Table'],
    ['1', 'Waterfall'],
  ] as const) {
    await page.getByRole('tab', { selected: true }).focus();
    await page.keyboard.press(key);
    await expect(page.getByRole('tab', { name })).toHaveAttribute('aria-selected', 'true');
    await expect(page.getByRole('tab', { name })).toBeFocused();
  }
});

test('o opens files', async ({ page }) => {
  const chosen = page.waitForEvent('filechooser');
  // By now the browser knows that somebody waits for it.
  await page.evaluate(() => undefined);
  await page.keyboard.press('o');
  expect((await chosen).isMultiple()).toBe(true);
});

test('single keys can be turned off, and stay off', async ({ page }) => {
  await page.getByRole('button', { name: 'Keys', exact: true }).click();
  await page.getByRole('checkbox', { name: /Listen to/u }).uncheck();
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('c');
  await expect(page).not.toHaveURL(/path=critical/u);
  await page.reload();
  await expect(page.locator(rows).first()).toBeVisible();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('a trace is found, opened and left by keyboard alone', async ({ page }) => {
  await page.getByRole('link', { name: 'Search' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('1 trace', { exact: true })).toBeVisible();
  for (let step = 0; step < 60; step += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate(() => document.activeElement?.closest('[role=row]') !== null)) break;
  }
  await page.keyboard.press('Enter');
  await expect(page.locator(rows).first()).toBeVisible();
  await page.goBack();
  await expect(page.getByText('1 trace', { exact: true })).toBeVisible();
});
