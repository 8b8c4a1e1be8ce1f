/** A span's detail where it stands: beside the rows of its trace. What is in it: span.spec.ts. */
import { expect, test } from './harness.ts';

test('the parent is a step away, and the source a click', async ({ page, scene }) => {
  await scene('lesson');
  await page.getByRole('row', { name: /welcome message/u }).click();
  await expect(page.getByRole('region', { name: 'Span welcome message' })).toContainText('shelf reached');
  await page.getByRole('button', { name: 'store.ts:12' }).click();
  await expect(page.locator('body')).toHaveAttribute(
    'data-opened',
    '{"file":"store.ts","line":12,"column":3}',
  );
  await page.getByRole('button', { name: 'grocery-store · GET /' }).click();
  await expect(page.getByRole('region', { name: 'Span GET /' })).toBeVisible();
  await expect(page.getByRole('row', { name: /GET \//u, selected: true })).toBeVisible();
});

test('links are followed to other traces, and say when their target is not here', async ({ page, scene }) => {
  await scene('linked');
  await page.getByRole('button', { name: /^pack the order/u }).click();
  await page.getByRole('row', { name: /pack the order/u }).click();
  const detail = page.getByRole('region', { name: 'Span pack the order' });
  await expect(detail.getByText('out of paper bags').first()).toBeVisible();
  await expect(detail.getByText('not received here')).toBeVisible();
  await detail.getByRole('button', { name: 'shopper · going to the grocery store' }).click();
  await expect(page.getByRole('region', { name: 'Span going to the grocery store' })).toBeVisible();
});
