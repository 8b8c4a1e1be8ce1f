/** The trace explorer as a page of the site. */
import { expect, test } from '@playwright/test';
import { traceLink } from '../../../src/explorer/files/trace-link.ts';
import { axeFindings } from '../axe-findings.ts';
import { shopTrace } from '../explorer/harness/shop.ts';

const rows = '.tl-row';

test('opens an example, with nothing for axe to find in either theme', async ({ page }) => {
  const errors: string[] = [];
  page.on('pageerror', ({ message }) => errors.push(message));
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.goto('explore/');
    await expect(page.getByRole('button', { name: /example/iu })).toBeVisible();
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole('button', { name: /example/iu }).click();
    await expect(page.locator(rows).first()).toBeVisible();
    expect(await axeFindings(page)).toEqual([]);
  }
  expect(errors).toEqual([]);
});

test('opens the trace of a link, and leads back to the lessons', async ({ page }) => {
  const link = await traceLink(shopTrace(1, 40));
  if (!link.ok) throw new Error(link.problem);
  await page.goto(`explore/${link.fragment}`);
  await expect(page.getByText('40 spans', { exact: true }).first()).toBeVisible();
  await page.getByRole('link', { name: 'Lessons' }).click();
  await expect(page).not.toHaveURL(/explore/u);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
});
