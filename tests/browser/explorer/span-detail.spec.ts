import { expect, test } from './harness.ts';

test.beforeEach(async ({ context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
});

test('a span shows its fields in words', async ({ page, scene }) => {
  await scene('lesson');
  await page.getByRole('row', { name: /welcome message/u }).click();
  const detail = page.getByRole('region', { name: 'Span welcome message' });
  await expect(detail.getByText('INTERNAL')).toBeVisible();
  await expect(
    detail.getByRole('table', { name: 'Attributes of the span' }).getByRole('row', { name: 'store.shelves' }),
  ).toContainText('12');
  await expect(detail.getByText('shelf reached')).toBeVisible();
  await expect(detail.getByRole('table', { name: 'Attributes of the resource' })).toContainText(
    'telemetry.sdk.language',
  );
  await expect(detail.getByRole('heading', { name: 'Scope shop 1.4.0' })).toBeVisible();
});

test('the parent is a step away, and the source a click', async ({ page, scene }) => {
  await scene('lesson');
  await page.getByRole('row', { name: /welcome message/u }).click();
  await page.getByRole('button', { name: 'store.ts:12' }).click();
  await expect(page.locator('body')).toHaveAttribute(
    'data-opened',
    '{"file":"store.ts","line":12,"column":3}',
  );
  await page.getByRole('button', { name: 'grocery-store · GET /' }).click();
  await expect(page.getByRole('region', { name: 'Span GET /' })).toBeVisible();
  await expect(page.locator('.wf-selected')).toContainText('GET /');
});

test('ids, values and the span as OTLP JSON can be copied', async ({ page, scene }) => {
  await scene('lesson');
  await page.getByRole('row', { name: /welcome message/u }).click();
  const detail = page.getByRole('region', { name: 'Span welcome message' });
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  await detail.getByRole('button', { name: 'Copy span id' }).click();
  await expect(detail.getByText('Copied')).toHaveCount(1);
  expect(await copied()).toBe('d4cda95b652f4a15');
  await detail.getByRole('button', { name: 'Copy value of store.shelves' }).click();
  await expect.poll(copied).toBe('12');
  await detail.getByRole('button', { name: 'Copy span as OTLP JSON' }).click();
  await expect.poll(copied).toContain('"resourceSpans"');
});

test('links are followed to other traces, and say when their target is not here', async ({ page, scene }) => {
  await scene('linked');
  await expect(page.getByRole('heading', { name: '2 traces' })).toBeVisible();
  await page.getByRole('button', { name: /^pack the order/u }).click();
  await page.getByRole('row', { name: /pack the order/u }).click();
  const detail = page.getByRole('region', { name: 'Span pack the order' });
  await expect(detail.getByText('out of paper bags').first()).toBeVisible();
  await expect(detail.getByText('not received here')).toBeVisible();
  await detail.getByRole('button', { name: 'shopper · going to the grocery store' }).click();
  await expect(page.getByRole('region', { name: 'Span going to the grocery store' })).toBeVisible();
  await expect(page.getByRole('button', { name: /^going to the grocery store/u })).toHaveAttribute(
    'aria-current',
    'true',
  );
});

test('a list of 400 traces stays short in the document and scrolls', async ({ page, scene }) => {
  await scene('traces');
  await expect(page.getByRole('heading', { name: '400 traces' })).toBeVisible();
  expect(await page.locator('.tp-row').count()).toBeLessThan(40);
  await page.locator('.tp-list').evaluate((list) => list.scrollTo(0, list.scrollHeight));
  const last = page.getByRole('listitem').last();
  await expect(last).toHaveAttribute('aria-posinset', '400');
  await last.getByRole('button').click();
  await expect(last.getByRole('button')).toHaveAttribute('aria-current', 'true');
});
