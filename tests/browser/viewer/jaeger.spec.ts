import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { encodeTracesJson } from '@spanlab/sandbox/store/otlp/encode-json.ts';
import { createStore } from '@spanlab/sandbox/store/store.ts';
import { shopTrace } from '../explorer/harness/shop.ts';
import { drop, expect, test } from './viewer.ts';

const one = shopTrace(1, 40);
const two = shopTrace(2, 60);

test('a Jaeger is searched and its traces opened; a file beside it is a choice', async ({
  page,
  view,
  complaints,
}) => {
  const store = createStore();
  // They are searched by when they were: yesterday's are not among the last hour's.
  const shift = BigInt(Date.now()) * 1_000_000n - (one[0]?.startTimeUnixNano ?? 0n) - 60_000_000_000n;
  store.ingest(
    one.map((span) => ({
      ...span,
      startTimeUnixNano: span.startTimeUnixNano + shift,
      endTimeUnixNano: span.endTimeUnixNano + shift,
    })),
  );
  const server = createServer((request, response) => {
    const { status, body } = store.query(request.url ?? '');
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { url } = await view('--jaeger', address);
  await page.goto(url);
  await expect(page.getByText(`Jaeger at ${address}`)).toBeVisible();
  await page.getByLabel('Service').selectOption('storefront');
  await page.getByRole('button', { name: 'Search', exact: true }).click();
  await page.getByRole('row', { name: /40 spans/u }).click();
  await expect(page.locator('.tl-row').first()).toBeVisible();

  await drop(page, 'two.json', JSON.stringify(encodeTracesJson(two)));
  await expect(page.getByText('60 spans', { exact: true }).first()).toBeVisible();
  await page.getByRole('button', { name: 'Jaeger', exact: true }).click();
  await page.goto(`${url}#id=${one[0]?.traceId}`);
  await expect(page.getByText('40 spans', { exact: true }).first()).toBeVisible();
  expect(complaints).toEqual([]);
  server.closeAllConnections();
  server.close();
});

test('a Jaeger that is not there is said to be missing', async ({ page, view }) => {
  const { url } = await view('--jaeger', 'http://127.0.0.1:1');
  await page.goto(url);
  await expect(page.locator('.app-page')).toContainText('nothing listens there');
});
