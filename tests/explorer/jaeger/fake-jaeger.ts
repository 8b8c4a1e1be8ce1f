/** A Jaeger to ask without a network: the embedded store behind `fetch`. */
import type { Span } from '../../../sandbox/schemas/trace.ts';
import { createStore, type Store } from '../../../sandbox/store/store.ts';
import type { Fetch } from '../../../src/explorer/jaeger/jaeger-api.ts';

export const base = 'http://jaeger.example';

export interface FakeJaeger {
  fetch: Fetch;
  /** Paths with searches, in the order they were asked. */
  asked: string[];
}

/** @param instead what is answered in place of the store, for some paths */
export function fakeJaeger(
  spans: readonly Span[],
  instead: (path: string) => Response | Promise<Response> | undefined = () => undefined,
): FakeJaeger {
  const store = createStoreOf(spans);
  const asked: string[] = [];
  return {
    asked,
    async fetch(url) {
      const path = url.replace(base, '');
      asked.push(path);
      const other = await instead(path);
      if (other !== undefined) return other;
      const { status, body } = store.query(path);
      return json(body, status);
    },
  };
}

export function createStoreOf(spans: readonly Span[]): Store {
  const store = createStore();
  store.ingest(spans);
  return store;
}

export function json(body: unknown, status = 200): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'text/plain; charset=utf-8' },
  });
}

/** What a Jaeger answers to paths it does not know. */
export function itsPage(): Response {
  return new Response('<!doctype html>\n<title>Jaeger UI</title>', {
    headers: { 'content-type': 'text/html; charset=utf-8' },
  });
}

export function notFound(): Response {
  return new Response('404 page not found\n', { status: 404, headers: { 'content-type': 'text/plain' } });
}
