import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeTracesJson } from '@spanlab/sandbox/store/otlp/encode-json.ts';
import { axeFindings } from '../axe-findings.ts';
import { shopTrace } from '../explorer/harness/shop.ts';
import { drop, expect, paste, test, writeTraces } from './viewer.ts';

const one = shopTrace(1, 40);
const two = shopTrace(2, 60);
const json = (...spans: Parameters<typeof encodeTracesJson>) => JSON.stringify(encodeTracesJson(...spans));
const rows = '.tl-row';

test('a file with one trace is shown at once', async ({ page, view, folder, complaints }) => {
  const { url } = await view(await writeTraces(folder, 'one.json', one));
  await page.goto(url);
  await expect(page.locator(rows).first()).toContainText('go shopping');
  await expect(page.getByRole('button', { name: 'one.json, 40 spans' })).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`#id=${one[0]?.traceId}$`, 'u'));
  // It was opened by itself: there is nothing before it to go back to.
  expect(await page.evaluate(() => history.length)).toBe(2);
  expect(complaints).toEqual([]);
});

test('files with several traces are listed', async ({ page, view, folder, complaints }) => {
  const { url } = await view(
    await writeTraces(folder, 'one.json', one),
    await writeTraces(folder, 'two.json', two),
  );
  await page.goto(url);
  await expect(page.getByText('2 traces', { exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: '2 files, 100 spans' })).toBeVisible();
  expect(complaints).toEqual([]);
});

test('what was read of each file, and what was odd, is said in one place', async ({ page, view, folder }) => {
  const broken = join(folder, 'broken.json');
  await writeFile(broken, json(one).slice(0, -200));
  const { url } = await view(broken, await writeTraces(folder, 'two.json', two));
  await page.goto(url);
  const strip = page.locator('.app-strip');
  await expect(strip).toContainText('broken.json');
  await strip.getByText('1 problem').click();
  await expect(strip.getByRole('listitem').first()).toBeVisible();
  // The other file is well and needs no words there.
  await expect(strip).not.toContainText('two.json');
  await strip.getByRole('button', { name: 'Dismiss' }).click();
  await expect(strip).toBeEmpty();
  await page.getByRole('button', { name: /^2 files/u }).click();
  await expect(page.locator('#app-files')).toContainText('OTLP JSON, 1 trace, 60 spans');
});

test('without traces it says how they come here', async ({ page, view, complaints }) => {
  const { url } = await view();
  await page.goto(url);
  await expect(page.getByRole('heading', { name: 'Open a trace' })).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Open an example' }).click();
  await expect(page.locator(rows).first()).toBeVisible();
  await expect(page.getByText('example: a web shop').first()).toBeVisible();
  await page.goBack();
  await expect(page.getByText('1 trace', { exact: true })).toBeVisible();
  expect(complaints).toEqual([]);
});

test('files are chosen, several at once', async ({ page, view, folder }) => {
  const { url } = await view();
  await page.goto(url);
  const chosen = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Open files' }).click();
  await (await chosen).setFiles([
    await writeTraces(folder, 'one.json', one),
    await writeTraces(folder, 'two.json', two),
  ]);
  await expect(page.getByText('2 traces', { exact: true })).toBeVisible();
  await expect(page.locator('.app-strip')).toContainText('OTLP JSON, 1 trace, 40 spans');
});

test('a file is dropped anywhere, and its trace is a step that can be taken back', async ({
  page,
  view,
  folder,
}) => {
  const { url } = await view(await writeTraces(folder, 'one.json', one));
  await page.goto(url);
  await expect(page.locator(rows).first()).toBeVisible();
  await drop(page, 'two.json', json(two));
  await expect(page).toHaveURL(new RegExp(`#id=${two[0]?.traceId}`, 'u'));
  await page.goBack();
  await expect(page).toHaveURL(new RegExp(`#id=${one[0]?.traceId}`, 'u'));
  await expect(page.getByText('40 spans', { exact: true }).first()).toBeVisible();
});

test('text is pasted, but not into a field', async ({ page, view }) => {
  const { url } = await view();
  await page.goto(url);
  await expect(page.getByRole('heading', { name: 'Open a trace' })).toBeVisible();
  await paste(page, json(one), 'body');
  await expect(page.locator(rows).first()).toContainText('go shopping');
  await paste(page, json(two), '.fb-input');
  await paste(page, json(two), 'body');
  await expect(page.locator('.app-strip .app-reading')).toHaveCount(2);
});

test('what is no trace is said to be none, and nothing of it executes', async ({
  page,
  view,
  complaints,
}) => {
  const { url } = await view();
  await page.goto(url);
  await expect(page.getByRole('heading', { name: 'Open a trace' })).toBeVisible();
  await drop(page, '<img src=x onerror=alert(1)>.json', '{"name": "not a trace"}');
  const strip = page.locator('.app-strip');
  await expect(strip).toContainText('<img src=x onerror=alert(1)>.json');
  await expect(strip.locator('img')).toHaveCount(0);
  await expect(page.getByRole('heading', { name: 'Open a trace' })).toBeVisible();
  expect(complaints).toEqual([]);
});

test('a big file shows how far it is, and can be stopped', async ({ page, view }) => {
  const { url } = await view();
  await page.goto(url);
  await expect(page.getByRole('heading', { name: 'Open a trace' })).toBeVisible();
  // Made in the page: 60 MB and more need not pass through the test.
  await page.evaluate(
    (line) => {
      const file = new File(
        Array.from({ length: 1_500 }, () => `${line}\n`),
        'big.jsonl',
      );
      const transfer = new DataTransfer();
      transfer.items.add(file);
      for (const type of ['dragenter', 'drop'])
        document.body.dispatchEvent(
          new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }),
        );
    },
    json(shopTrace(3, 100)),
  );
  const stop = page.getByRole('button', { name: 'Stop reading big.jsonl' });
  await expect(page.getByRole('progressbar', { name: 'Reading big.jsonl' })).toBeVisible();
  await stop.click();
  await expect(page.locator('.app-strip')).toContainText('You stopped it.');
  await expect(stop).toHaveCount(0);
});

test('the page never scrolls, only the rows do', async ({ page, view, folder }) => {
  const { url } = await view(await writeTraces(folder, 'many.json', shopTrace(1, 3_000)));
  await page.goto(url);
  await expect(page.locator(rows).first()).toContainText('go shopping');
  const heights = await page.evaluate(() => ({
    page: document.documentElement.scrollHeight,
    window: innerHeight,
    rows: document.querySelectorAll('.tl-row').length,
  }));
  expect(heights.page).toBe(heights.window);
  expect(heights.rows).toBeLessThan(100);
});
