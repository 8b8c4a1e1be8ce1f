import { expect, test } from '@playwright/test';

const lesson = 'grocery-store/instrumentation-libraries/';

test('a lesson stands on the left and its workbench fills the right', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(lesson);
  const prose = await page.locator('.lesson-prose .sl-markdown-content').boundingBox();
  const bench = await page.locator('.bench').boundingBox();
  expect(prose?.width).toBeGreaterThan(500);
  expect(prose?.width).toBeLessThan(600);
  expect(bench?.x).toBeGreaterThan((prose?.x ?? 0) + (prose?.width ?? 0));
  expect((bench?.y ?? 0) + (bench?.height ?? 0)).toBe(900);
  await page.mouse.move(300, 600);
  await page.mouse.wheel(0, 2_000);
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(500);
  expect((await page.locator('.bench').boundingBox())?.y).toBe(bench?.y);
});

test('the menu lists all lessons, by number, and marks those that are done', async ({ page }) => {
  await page.goto(lesson);
  await page.evaluate(() => {
    localStorage.setItem('spanlab:progress', JSON.stringify({ 'grocery-store/your-first-span': ['main'] }));
  });
  await page.reload();
  await page.getByRole('button', { name: /Menu/u }).click();
  const menu = page.locator('#starlight__sidebar');
  await expect(menu.getByRole('link', { name: 'Your first span (done)' })).toBeVisible();
  await expect(menu.getByRole('link', { name: 'Instrumentation libraries' })).toHaveAttribute(
    'aria-current',
    'page',
  );
  await expect(page.getByRole('img', { name: /^Lesson 6 of \d+; 1 done$/u })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(menu).toBeHidden();
});

test('the theme follows the system until somebody chooses, and the choice is kept', async ({
  browser,
  baseURL,
}) => {
  const page = await browser.newPage({ colorScheme: 'light', baseURL: baseURL ?? '' });
  await page.goto('');
  const root = page.locator('html');
  await expect(root).toHaveAttribute('data-theme', 'light');
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect(root).toHaveAttribute('data-theme', 'dark');
  await page.getByRole('button', { name: 'Dark theme', pressed: true }).click();
  await expect(root).toHaveAttribute('data-theme', 'light');
  await page.goto(lesson);
  await expect(root).toHaveAttribute('data-theme', 'light');
  await page.close();
});

test('search opens with Ctrl+K, finds a lesson and goes there', async ({ page }) => {
  await page.goto('reference/glossary/');
  await page.keyboard.press('Control+k');
  await page.getByRole('searchbox').pressSequentially('waterfall');
  await expect(page.locator('.search-status')).toContainText('for “waterfall”');
  await page
    .locator('.search-results')
    .getByRole('link', { name: /Into Jaeger/u })
    .click();
  await expect(page).toHaveURL(/grocery-store\/into-jaeger\//u);
});

test('without scripts the lesson, its code and its answers can be read', async ({ browser, baseURL }) => {
  const page = await browser.newPage({ javaScriptEnabled: false, baseURL: baseURL ?? '' });
  await page.goto(lesson);
  for (const file of ['shopper.ts', 'store.ts', 'tracing.ts']) {
    await expect(page.locator('.starting-files').getByRole('figure', { name: file })).toBeVisible();
  }
  await expect(page.locator('.starting-files')).toContainText("startTracing('shopper');");
  await expect(page.locator('.bench .wb')).toBeHidden();
  await expect(page.locator('[data-exercise="main"] [data-check]')).not.toHaveCount(0);
  await page.getByText('Hint 1 of 3').click();
  await expect(page.getByText('Hint 2 of 3')).toBeVisible();
  await page.getByText('What happens').click();
  await expect(page.locator('.predict-right')).toBeVisible();
  const solution = page.locator('[data-exercise="main"] details').filter({ hasText: 'Solution' });
  await solution.getByText('Solution', { exact: true }).click();
  await expect(solution).toContainText('FetchInstrumentation');
  await page.close();
});
