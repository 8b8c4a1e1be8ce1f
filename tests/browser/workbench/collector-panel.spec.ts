/** The Collector panel alone, over a Collector that is made up: what it shows, and how it is operated. */
import type { Page } from '@playwright/test';
import { axeFindings } from '../axe-findings.ts';
import { expect, test } from '../explorer/harness.ts';

const box = (page: Page, name: RegExp) =>
  page.getByRole('group', { name: 'Pipelines' }).getByRole('button', { name });
const pane = (page: Page, name: string) => page.getByRole('region', { name: `Spans at ${name}` });

for (const theme of ['dark', 'light'] as const) {
  test.describe(`axe finds nothing in the ${theme} theme`, () => {
    test.slow();
    for (const scene of [
      'collector',
      'collector-joined',
      'collector-failed',
      'collector-loading',
      'collector-empty',
    ]) {
      test(`with ${scene}`, async ({ page, scene: open }) => {
        await open(scene, { theme });
        expect(await axeFindings(page)).toEqual([]);
        await page.getByRole('button', { name: /^Log/u }).click();
        expect(await axeFindings(page)).toEqual([]);
      });
    }

    test('with the spans of a hop, beside the pipelines and on a phone', async ({ page, scene: open }) => {
      for (const width of [1000, 375]) {
        await open('collector', { theme, width, height: 667 });
        await box(page, /^attributes\/till/u).click();
        await expect(pane(page, 'attributes/till').getByText('shop.till').first()).toBeVisible();
        expect(await axeFindings(page)).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      }
    });
  });
}

test('every component says what passed it, and what was refused, dropped or is held', async ({
  page,
  scene,
}) => {
  await scene('collector-joined', { width: 1200 });
  await expect(box(page, /^otlp, receiver: 14,204 received, 4 refused/u)).toBeVisible();
  await expect(
    box(page, /^filter\/errors, processor in traces\/errors: 14,200 in, 50 out, 14,150 dropped/u),
  ).toBeVisible();
  await expect(
    box(page, /^otlphttp, exporter: 14,000 of 14,250 sent, 50 dropped, 200 queued/u),
  ).toBeVisible();
  await expect(box(page, /^Between filter\/errors and batch in traces\/errors: 50 items/u)).toBeVisible();
});

test('a component shows the spans before and after it, and its line without taking the focus', async ({
  page,
  scene,
}) => {
  await scene('collector');
  await box(page, /^attributes\/till/u).click();
  const spans = pane(page, 'attributes/till');
  await expect(spans.getByText('attributes/till: 3 changed, 1 not passed on, 1 new.')).toBeVisible();
  const row = spans.getByRole('row', { name: 'changed: name' });
  await expect(row.getByRole('cell')).toHaveText(['GET', 'GET grocery-store']);
  await expect(spans.getByRole('row', { name: /removed: attribute url\.full/u }).first()).toContainText(
    'http://localhost:5000/',
  );
  await expect(page.locator('body')).toHaveAttribute('data-line', '{"line":8,"quiet":true}');
  await spans.getByRole('button', { name: 'line 8' }).click();
  await expect(page.locator('body')).toHaveAttribute('data-line', '{"line":8,"quiet":false}');
});

test('a batch processor is shown by how spans are grouped', async ({ page, scene }) => {
  await scene('collector');
  await box(page, /^batch, processor/u).click();
  await expect(pane(page, 'batch').getByText('in 3 batches of 1, 2, 1')).toBeAttached();
  await expect(pane(page, 'batch').getByText('in 1 batch of 3')).toBeAttached();
});

test('it is operated by keyboard, and Escape leads back', async ({ page, scene }) => {
  await scene('collector', { width: 375 });
  await box(page, /^otlp, receiver/u).focus();
  await page.keyboard.press('Tab');
  await expect(box(page, /^attributes\/till/u)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Back to the pipelines' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(box(page, /^attributes\/till/u)).toBeFocused();
});

test('what the Collector says is there in its own words, with its line', async ({ page, scene }) => {
  await scene('collector-failed');
  await expect(page.getByRole('alert')).toContainText('references processor "bacth" which is not configured');
  await expect(box(page, /^bacth, processor in traces: not defined/u)).toBeVisible();
  await expect(box(page, /^batch, processor: defined, in no pipeline/u)).toBeVisible();
  await page.getByRole('button', { name: 'Go to line 23' }).click();
  await expect(page.locator('body')).toHaveAttribute('data-line', '{"line":23,"quiet":false}');
});

test('while the text is no YAML the last pipelines stay', async ({ page, scene }) => {
  await scene('collector');
  const type = (text: string) =>
    page.evaluate((detail) => dispatchEvent(new CustomEvent('config', { detail })), text);
  await type('service: [');
  await expect(box(page, /^attributes\/till/u)).toBeVisible();
  await type(
    'receivers: { zipkin: }\nservice: { pipelines: { traces: { receivers: [zipkin], exporters: [debug] } } }',
  );
  await expect(box(page, /^zipkin, receiver/u)).toBeVisible();
  await expect(box(page, /^attributes\/till/u)).toHaveCount(0);
});

test('loading shows how far it is', async ({ page, scene }) => {
  await scene('collector-loading');
  const bar = page.getByRole('progressbar', { name: 'Loading the Collector' });
  await expect(bar).toHaveAttribute('value', '412');
  await expect(bar).toHaveAttribute('max', '950');
  await expect(page.getByText('412 of 950 packages compiled')).toBeVisible();
});

test('loading of which nobody knows how long it takes shows that it goes on', async ({ page, scene }) => {
  await scene('collector-fetching');
  const bar = page.getByRole('progressbar', { name: 'Loading the Collector' });
  await expect(bar).toBeVisible();
  await expect(bar).not.toHaveAttribute('value');
  await expect(page.getByText('Asking for it')).toBeVisible();
});

test('what passes lights up its way, and only counts for readers who want less motion', async ({
  page,
  scene,
}) => {
  const pass = () => page.evaluate(() => dispatchEvent(new Event('passed')));
  await scene('collector');
  await pass();
  await expect(page.locator('.co-pulse').first()).toBeAttached();
  await expect(page.locator('.co-pulse')).toHaveCount(0);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await pass();
  await expect(box(page, /^attributes\/till, processor in traces: 6 in, 6 out/u)).toBeVisible();
  await expect(page.locator('.co-pulse')).toHaveCount(0);
});

test('the log is filtered by level, cleared, and keeps the lines of one record together', async ({
  page,
  scene,
}) => {
  await scene('collector');
  await expect(page.getByText('1 error, 1 warning')).toBeVisible();
  await page.getByRole('button', { name: /^Log/u }).click();
  const rows = page.getByRole('log').locator('.co-line');
  await expect(rows).toHaveCount(6);
  await expect(rows.filter({ hasText: 'ResourceSpans #0' })).toContainText(/Trace ID\s+: 5b8e/u);
  await page.getByRole('button', { name: 'debug', exact: true }).click();
  await expect(rows).toHaveCount(7);
  await page.getByRole('button', { name: 'error', exact: true }).click();
  await expect(rows).toHaveText([/Dropping data/u]);
  await page.getByRole('button', { name: 'Clear' }).click();
  await expect(page.getByText('What the Collector writes to its console appears here.')).toBeVisible();
});

test('Jaeger is stopped and started, the Collector restarted, the file saved', async ({ page, scene }) => {
  await scene('collector');
  await page.getByRole('button', { name: 'Stop Jaeger' }).click();
  await page.getByRole('button', { name: 'Start Jaeger' }).click();
  await expect(page.getByRole('button', { name: 'Stop Jaeger' })).toBeVisible();
  await page.getByRole('button', { name: 'Restart' }).click();
  await expect(page.locator('body')).toHaveAttribute('data-restarted', 'true');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download collector.yaml' }).click();
  expect((await download).suggestedFilename()).toBe('collector.yaml');
});
