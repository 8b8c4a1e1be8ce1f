import type { Page } from '@playwright/test';
import { axeFindings } from '../axe-findings.ts';
import { expect, test } from './harness.ts';

const firstRow = (page: Page) => page.locator('.tl-row, .wi-row').first();

for (const theme of ['dark', 'light'] as const) {
  test.describe(`axe finds nothing in the ${theme} theme`, () => {
    // Axe computes the contrast of every text twice here; a busy machine takes its time over that.
    test.slow();
    for (const scene of [
      'lesson',
      'linked',
      'odd',
      'shop',
      'no-spans',
      'wire',
      'no-exchanges',
      'request',
      'no-server',
    ]) {
      test(`with ${scene}`, async ({ page, scene: open }) => {
        await open(scene, { theme });
        expect(await axeFindings(page)).toEqual([]);
        if ((await firstRow(page).count()) === 0) return;
        await firstRow(page).click();
        expect(await axeFindings(page)).toEqual([]);
      });
    }

    for (const scene of ['odd', 'wire']) {
      test(`with ${scene} on a phone, list and detail`, async ({ page, scene: open }) => {
        await open(scene, { theme, width: 375, height: 667 });
        expect(await axeFindings(page)).toEqual([]);
        await firstRow(page).click();
        expect(await axeFindings(page)).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(375);
      });
    }

    test('with an answer in the request box', async ({ page, scene: open }) => {
      await open('request', { theme });
      await page.getByRole('button', { name: 'Send' }).click();
      await expect(page.getByText('Welcome to the grocery store')).toBeVisible();
      expect(await axeFindings(page)).toEqual([]);
    });

    test('with a field of traceparent selected and OTLP unfolded', async ({ page, scene: open }) => {
      await open('wire', { theme });
      await firstRow(page).click();
      await page.locator('.wd-field').nth(1).click();
      expect(await axeFindings(page)).toEqual([]);
      await page.locator('.wi-row').nth(1).click();
      await page.locator('.dp summary').first().click();
      expect(await axeFindings(page)).toEqual([]);
    });
  });
}

test.describe('markup and script in every string', () => {
  test('of a span are shown as text and do nothing', async ({ page, scene }) => {
    await scene('evil');
    await firstRow(page).click();
    await expect(page.getByRole('heading', { level: 3 })).toContainText('<script>window.hacked=1</script>');
    await expectInert(page);
  });

  test('of an exchange are shown as text and do nothing', async ({ page, scene }) => {
    await scene('wire-evil');
    await firstRow(page).click();
    await expect(page.locator('.wd-body').first()).toContainText('<img src=x');
    await page.locator('.wi-row').nth(1).click();
    await expect(page.locator('.dp')).toContainText('onerror');
    await expectInert(page);
  });
});

async function expectInert(page: Page): Promise<void> {
  expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
  await expect(page.locator('.ex').locator('img, script, a[href^="javascript"]')).toHaveCount(0);
}

test('an empty panel says what will appear and how', async ({ page, scene }) => {
  await scene('no-spans');
  await expect(page.getByText(/Spans appear here.*Press Run/su)).toBeVisible();
  await scene('no-exchanges');
  await expect(page.getByText(/Every HTTP request of the lab appears here.*Press Run/su)).toBeVisible();
});
