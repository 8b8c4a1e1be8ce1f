/** The lab strip: counts, faults, and the way to what it counts. */
import { expect, lesson, test } from '../site/bench.ts';

test('counts requests, exports and stored spans, and leads to them', async ({ page, bench }) => {
  await bench.open(lesson(7).slug);
  await bench.root.getByRole('button', { name: 'Solution' }).click();
  await page.getByRole('button', { name: 'Use the solution' }).click();
  const strip = bench.root.getByRole('group', { name: 'The lab' });
  await expect(strip.getByRole('button', { name: 'jaeger', exact: true })).toBeVisible();
  await bench.run();
  await expect(strip.getByRole('button', { name: /^jaeger 4 stored/u })).toBeVisible();
  await expect(strip.getByRole('button', { name: /^shopper 2 spans/u })).toBeVisible();
  await strip.getByRole('button', { name: '1 request from shopper to grocery-store' }).click();
  await expect(bench.panel('Wire')).toBeVisible();
  await strip.getByRole('button', { name: /^grocery-store/u }).click();
  await expect(bench.tab('store.ts')).toHaveAttribute('aria-selected', 'true');
});

test('says with a word where nobody listened', async ({ page, bench }) => {
  await bench.open(lesson(1).slug);
  await page.locator('[data-variant="wrong-port"]').click();
  await bench.run();
  const strip = bench.root.getByRole('group', { name: 'The lab' });
  await expect(strip.getByRole('button', { name: /^localhost:5001 refused/u })).toBeVisible();
  await expect(strip.getByText('✕ refused')).toBeVisible();
});

test('shows no store where the lesson has none', async ({ bench }) => {
  await bench.open(lesson(1).slug);
  const strip = bench.root.getByRole('group', { name: 'The lab' });
  await expect(strip.getByRole('button')).toHaveText(['grocery-store', 'shopper']);
});
