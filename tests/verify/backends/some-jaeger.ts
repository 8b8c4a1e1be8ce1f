/** A Collector with a Jaeger behind it, of this repository's own parts, at one address; it can be slow, lose, and die. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import type { Span } from '../../../sandbox/schemas/trace.ts';
import { receive } from '../../../sandbox/store/otlp-receiver.ts';
import { createStore } from '../../../sandbox/store/store.ts';

export interface SomeJaeger {
  address: string;
  /** Every span as it came in. */
  spans: Span[];
  /** Paths that were asked for. */
  asked: string[];
  /** The next so many questions find nothing of what is there. */
  hideFor(questions: number): void;
  /** Takes every span and keeps none. */
  loseAll(): void;
  /** Refuses every export with this status. */
  refuseWith(status: number): void;
  stop(): Promise<void>;
}

export async function startSomeJaeger(): Promise<SomeJaeger> {
  const store = createStore();
  const spans: Span[] = [];
  const asked: string[] = [];
  let hidden = 0;
  let loses = false;
  let refusal: number | undefined;
  const server = createServer(async (request, response) => {
    const path = request.url ?? '/';
    asked.push(path);
    const headers = Object.entries(request.headers).map(([name, value]): [string, string] => [
      name,
      String(value),
    ]);
    if (request.method === 'POST') {
      const body = new Uint8Array(await buffer(request));
      if (refusal !== undefined) return void response.writeHead(refusal).end('no room');
      const receipt = await receive({ method: 'POST', path, headers, body });
      spans.push(...receipt.accepted);
      if (!loses) store.ingest(receipt.accepted);
      return void response.writeHead(receipt.status, receipt.headers.flat()).end(receipt.body);
    }
    if (path.startsWith('/api/v3/traces/') && hidden > 0) {
      hidden -= 1;
      return void response.writeHead(404).end('{}');
    }
    const { status, body } = store.query(path);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  onTestFinished(stop);
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    asked,
    hideFor(questions) {
      hidden = questions;
    },
    loseAll() {
      loses = true;
    },
    refuseWith(status) {
      refusal = status;
    },
    stop,
  };
}
