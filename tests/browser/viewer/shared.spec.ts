import { traceLink } from '../../../src/explorer/files/trace-link.ts';
import { shopTrace } from '../explorer/harness/shop.ts';
import { expect, test } from './viewer.ts';

test('a trace in a link is opened, stays in the address, and leaves it with another', async ({
  page,
  view,
  complaints,
}) => {
  const link = await traceLink(shopTrace(1, 40));
  if (!link.ok) throw new Error(link.problem);
  const { url } = await view();
  await page.goto(`${url}${link.fragment}`);
  await expect(page.locator('.tl-row').first()).toContainText('go shopping');
  await page.getByRole('tab', { name: 'Table' }).click();
  await expect(page).toHaveURL(/#trace=v1\.[^&]+&id=\w+&view=table$/u);
  await page.reload();
  await expect(page.getByRole('tab', { name: 'Table' })).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByText('40 spans', { exact: true }).first()).toBeVisible();
  await page.getByRole('link', { name: 'Search' }).click();
  await expect(page.getByText('1 trace', { exact: true })).toBeVisible();
  expect(complaints).toEqual([]);
});

test('a link that was cut says so, and how to get another', async ({ page, view }) => {
  const link = await traceLink(shopTrace(1, 40));
  if (!link.ok) throw new Error(link.problem);
  const { url } = await view();
  await page.goto(`${url}${link.fragment.slice(0, -40)}`);
  await expect(page.locator('.app-strip')).toContainText('Was it cut at the end');
});
