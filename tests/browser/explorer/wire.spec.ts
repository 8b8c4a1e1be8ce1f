import type { Page } from '@playwright/test';
import { expect, test } from './harness.ts';

const open = (page: Page, name: RegExp) => page.getByRole('row', { name }).click();

test('every exchange is a row, and filters say how many each shows', async ({ page, scene }) => {
  await scene('wire');
  const rows = page.locator('.wi-row');
  await expect(rows).toHaveCount(6);
  await expect(rows.first()).toContainText(/shopper.*grocery-store.*GET.*\/.*200.*28 B.*9\.2 ms/u);
  await page.getByRole('button', { name: 'Telemetry 2' }).click();
  await expect(rows).toHaveCount(2);
  await page.getByRole('button', { name: 'App 4' }).click();
  await expect(rows).toHaveCount(4);
});

test('traceparent explains the field that is selected, and leads to its span', async ({ page, scene }) => {
  await scene('wire');
  await open(page, /GET \/ 200/u);
  await page.getByRole('button', { name: '5b8efff798038103d269b633813fc60c' }).click();
  await expect(page.getByText('The trace this request is part of.')).toBeVisible();
  await page.getByRole('button', { name: 'b7ad6b7169203331' }).click();
  await expect(page.getByText('The span that made this request.')).toBeVisible();
  await page.getByRole('button', { name: 'Show that span' }).click();
  await expect(page.locator('body')).toHaveAttribute('data-opened', /"spanId":"b7ad6b7169203331"/u);
});

test('a traceparent nobody can read says why', async ({ page, scene }) => {
  await scene('wire');
  await open(page, /POST \/list/u);
  await expect(page.getByText(/A receiver ignores it and starts a new trace/u)).toBeVisible();
});

test('OTLP is shown as spans, from JSON and from protobuf, with what was sent below', async ({
  page,
  scene,
}) => {
  await scene('wire');
  await open(page, /shopper jaeger POST/u);
  const detail = page.getByRole('region', { name: /v1\/traces/u });
  await expect(detail.getByText('2 spans in OTLP')).toBeVisible();
  await detail.getByText('going to the grocery store').click();
  await expect(detail.getByText('00f067aa0ba902b7').last()).toBeVisible();
  await detail.getByRole('button', { name: 'Show what was sent' }).click();
  await expect(detail.getByText('"resourceSpans"')).toBeVisible();
  await open(page, /grocery-store jaeger POST/u);
  await expect(detail.getByText('1 span in OTLP')).toBeVisible();
  await expect(detail.locator('summary')).toContainText(/grocery-store.*GET \/.*SERVER/u);
});

test('a failure is given in the words the program saw', async ({ page, scene }) => {
  await scene('wire');
  await open(page, /failed/u);
  await expect(page.getByText('TypeError: fetch failed (connect ECONNREFUSED localhost:5001)')).toBeVisible();
});

test('a body that was cut says so', async ({ page, scene }) => {
  await scene('wire');
  await open(page, /POST \/list/u);
  await expect(page.getByText('Only the first 240 B of 1.2 MB were kept.')).toBeVisible();
});

test('a request is copied as curl', async ({ page, scene, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await scene('wire');
  await open(page, /GET \/ 200/u);
  await page.getByRole('button', { name: 'Copy request as curl' }).click();
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toContain("curl http://localhost:5000/ -H 'accept: */*'");
});

test('arrows, Home, End, Enter and Escape work as in any grid, over 5,000 rows', async ({ page, scene }) => {
  await scene('wire-many');
  expect(await page.locator('.wi-row').count()).toBeLessThan(60);
  await page.locator('.wi-row[tabindex="0"]').focus();
  await page.keyboard.press('ArrowDown');
  await expect(page.locator('.wi-row[aria-rowindex="3"]')).toBeFocused();
  await page.keyboard.press('End');
  await expect(page.locator('.wi-row[aria-rowindex="5001"]')).toBeInViewport();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'GET http://localhost:5000/visits/4999' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.locator('.wi-row[aria-rowindex="5001"]')).toBeFocused();
});
