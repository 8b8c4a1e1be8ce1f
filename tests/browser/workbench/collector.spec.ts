/** A lesson with a Collector in the built site: the real one, in the page. */
import type { Page } from '@playwright/test';
import { type Bench, expect, lessons, test } from '../site/bench.ts';
import { openOnPhone } from './phone.ts';

const slug = 'a-collector-in-front/point-the-app-at-it';
const config = lessons.find((each) => each.slug === slug)?.exercises.main.files['collector.yaml'] ?? '';

const strip = (bench: Bench) => bench.root.getByRole('group', { name: 'The lab' });
const box = (bench: Bench, name: RegExp) =>
  bench.panel('Collector').getByRole('group', { name: 'Pipelines' }).getByRole('button', { name });

/** Open the lesson and wait until its Collector runs. */
async function start(bench: Bench): Promise<void> {
  await bench.open(slug);
  await bench.root.hover();
  const panel = await bench.openPanel('Collector');
  await expect(panel.getByText('Running on 0.0.0.0:6004, 0.0.0.0:6006')).toBeVisible({ timeout: 60_000 });
}

/** Write the file as a paste does: Monaco indents what is typed by itself. */
async function paste(page: Page, bench: Bench, text: string): Promise<void> {
  await bench.openFile('collector.yaml');
  const editor = await bench.bigEditor();
  await editor.locator('.view-lines').click();
  await page.keyboard.press('ControlOrMeta+A');
  await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
  await page.keyboard.press('ControlOrMeta+V');
}

// It is fetched, compiled and started, and a busy machine takes its time over that.
test.slow();
test.beforeEach(({ context }) => context.grantPermissions(['clipboard-read', 'clipboard-write']));

test('nothing of the Collector is fetched before somebody shows interest', async ({ page, bench }) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await bench.open(slug);
  await page.waitForLoadState('networkidle');
  expect(asked.filter((url) => /collector[^/]*\.(?:json|wasm|js)/iu.test(url))).toEqual([]);
  await expect(strip(bench).getByRole('button', { name: 'collector', exact: true })).toBeVisible();
});

test('a run goes through it: counts in strip and panel, the spans at each place', async ({ bench }) => {
  await start(bench);
  await bench.loadSolution();
  await bench.run();
  await expect(strip(bench).getByRole('button', { name: /^collector 4 in · 4 out/u })).toBeVisible();
  await expect(
    strip(bench).getByRole('button', { name: /exports? from collector to jaeger/u }),
  ).toBeVisible();
  await expect(
    strip(bench).getByRole('button', { name: /^2 exports from shopper to collector/u }),
  ).toBeVisible();
  await strip(bench)
    .getByRole('button', { name: /^collector/u })
    .click();
  await expect(bench.tab(/^collector\.yaml/u)).toHaveAttribute('aria-selected', 'true');
  await expect(box(bench, /^otlp, receiver: 4 received/u)).toBeVisible();
  await box(bench, /^debug, exporter: 4 sent/u).click();
  const spans = bench.panel('Collector').getByRole('region', { name: 'Spans at debug' });
  await expect(spans.getByText('4 spans')).toBeVisible();
  await expect(spans.getByText('going to the grocery store').first()).toBeVisible();
});

test('what is typed is checked by the Collector itself, and runs as soon as it likes it', async ({
  page,
  bench,
}) => {
  await start(bench);
  await paste(
    page,
    bench,
    config.replace('exporters: [debug, otlp_grpc/jaeger]', 'exporters: [debug, otlp_grpc/jager]'),
  );
  const panel = bench.panel('Collector');
  await expect(panel.getByRole('alert')).toContainText(
    'references exporter "otlp_grpc/jager" which is not configured',
  );
  await expect(panel.getByText('The last configuration it took still runs.')).toBeVisible();
  await expect(box(bench, /^otlp_grpc\/jager, exporter: not defined/u)).toBeVisible();
  await expect(bench.root.locator('.wb-editor .squiggly-error')).toBeVisible();
  await paste(page, bench, config.replace('0.0.0.0:6006', '0.0.0.0:6016'));
  await expect(panel.getByText(/^restarted in [\d.]+ m?s · nothing was in flight$/u)).toBeVisible();
  await expect(panel.getByText('Running on 0.0.0.0:6004, 0.0.0.0:6016')).toBeVisible();
  await expect(panel.getByRole('alert')).toHaveCount(0);
});

test('while Jaeger is down spans are held, and go out when it is back', async ({ page, bench }) => {
  await start(bench);
  await bench.loadSolution();
  const panel = bench.panel('Collector');
  await panel.getByRole('button', { name: 'Stop Jaeger' }).click();
  await bench.run();
  await bench.openPanel('Collector');
  await expect(box(bench, /^otlp_grpc\/jaeger, exporter: 0 of 4 sent, 4 queued/u)).toBeVisible();
  await panel.getByRole('button', { name: 'Start Jaeger' }).click();
  await expect(box(bench, /^otlp_grpc\/jaeger, exporter: 4 sent/u)).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole('status').getByText('Jaeger is back.')).toBeAttached();
});

test('the editor completes and explains from the Collector’s own schema', async ({ page, bench }) => {
  await start(bench);
  await paste(page, bench, `${config}\nprocessors:\n  batch:\n    timeout: 1s\n    `);
  await page.keyboard.press('Control+Space');
  const list = page.locator('.suggest-widget');
  await expect(list.getByText('send_batch_max_size')).toBeVisible();
  await page.keyboard.press('Escape');
  await bench.root
    .locator('.view-line span', { hasText: /^batch$/u })
    .last()
    .hover();
  await expect(page.locator('.monaco-hover-content').getByText('send_batch_size')).toBeVisible();
});

test('on a phone, what the Collector says stands below the plain editor, with its line', async ({
  browser,
}) => {
  const page = await openOnPhone(browser, slug);
  await page.getByRole('button', { name: /Workbench/u }).click();
  await page.getByRole('tab', { name: /^collector\.yaml/u }).click();
  const broken = config.replace('receivers: [otlp]', 'receivers: [otpl]');
  await page.getByRole('textbox', { name: 'Code of collector.yaml' }).fill(broken);
  const said = page.locator('.wb-plain-problem');
  await expect(said).toContainText('references receiver "otpl" which is not configured', { timeout: 60_000 });
  await expect(said.getByRole('button', { name: /^line \d+$/u })).toBeVisible();
  await page.getByRole('tab', { name: /^Collector/u }).click();
  await expect(page.getByRole('button', { name: /^otpl, receiver: not defined/u })).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(375);
  await page.context().close();
});
