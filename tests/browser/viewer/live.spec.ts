import { writeFile } from 'node:fs/promises';
import { encodeTracesJson } from '@spanlab/sandbox/store/otlp/encode-json.ts';
import { freePorts } from '../../../verify/lesson/free-ports.ts';
import { shopTrace } from '../explorer/harness/shop.ts';
import { expect, test, writeTraces } from './viewer.ts';

const one = shopTrace(1, 40);
const two = shopTrace(2, 60);
const rows = '.tl-row';
const json = (...spans: Parameters<typeof encodeTracesJson>) => JSON.stringify(encodeTracesJson(...spans));

test('spans are shown as they come, and a reload shows them again', async ({ page, view, complaints }) => {
  const [port] = await freePorts(1);
  const { url } = await view('--listen', String(port));
  const send = (body: string) =>
    fetch(`http://127.0.0.1:${port}/v1/traces`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
  await page.goto(url);
  await expect(page.getByRole('heading', { name: 'Waiting for spans' })).toBeVisible();
  await expect(page.getByText(`OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:${port}`)).toBeVisible();
  await send(json(one.slice(0, 10)));
  await expect(page.getByText('1 trace', { exact: true })).toBeVisible();
  await send(json(two));
  await expect(page.getByText('2 traces', { exact: true })).toBeVisible();
  await page.getByRole('row', { name: /10 spans/u }).click();
  await expect(page.locator(rows).first()).toBeVisible();
  // The trace on show grows.
  await send(json(one.slice(10)));
  await expect(page.getByText('40 spans', { exact: true }).first()).toBeVisible();
  await page.reload();
  await expect(page.getByText('40 spans', { exact: true }).first()).toBeVisible();
  expect(complaints).toEqual([]);
});

test('a file that changes is read again, and the view stays', async ({ page, view, folder }) => {
  const file = await writeTraces(folder, 'growing.json', one.slice(0, 20));
  const { url } = await view(file);
  await page.goto(url);
  await expect(page.getByText('20 spans', { exact: true }).first()).toBeVisible();
  await page.locator('.fb-input').fill('shopping');
  await writeFile(file, json(one));
  await expect(page.getByText('40 spans', { exact: true }).first()).toBeVisible();
  await expect(page.locator('.fb-input')).toHaveValue('shopping');
  // A file that is broken takes nothing away.
  await writeFile(file, '{"resourceSpans": [');
  await expect(page.locator('.app-strip')).toContainText('What was read before is still shown.');
  await expect(page.getByText('40 spans', { exact: true }).first()).toBeVisible();
});

test('that the server has ended is said', async ({ page, view, folder }) => {
  const { url, end } = await view(await writeTraces(folder, 'one.json', one));
  await page.goto(url);
  await expect(page.locator(rows).first()).toBeVisible();
  await end();
  await expect(page.getByRole('alert')).toContainText('does not answer');
  await expect(page.locator(rows).first()).toBeVisible();
});
