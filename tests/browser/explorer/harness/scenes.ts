/** What the harness can show, by name: `?scene=lesson&theme=dark`. */
import type { Exchange, SourceLocation } from '@spanlab/sandbox/schemas/run-event.ts';
import type { Span } from '@spanlab/sandbox/schemas/trace.ts';
import { type CollectorScene, collectorScenes } from './collector-scenes.ts';
import { evilExchanges, exchange, lessonExchanges, manyExchanges } from './exchanges.ts';
import { evilSpans, fourSpans, lessonServices, linkedTraces, oddSpans } from './lesson-spans.ts';
import { shopServices, shopTrace } from './shop.ts';

export interface TraceScene {
  panel: 'trace';
  spans: () => Span[];
  services: readonly string[];
  sources?: Readonly<Record<string, SourceLocation>>;
}
export interface WireScene {
  panel: 'wire';
  exchanges: () => Exchange[];
  services: readonly string[];
}
export interface RequestScene {
  panel: 'request';
  servers: readonly { service: string; address: string }[];
  services: readonly string[];
}
export type Scene = TraceScene | WireScene | RequestScene | CollectorScene;

const trace = (spans: () => Span[], services: readonly string[] = lessonServices): TraceScene => ({
  panel: 'trace',
  spans,
  services,
});
const wire = (exchanges: () => Exchange[]): WireScene => ({
  panel: 'wire',
  exchanges,
  services: lessonServices,
});

export const scenes: Readonly<Record<string, Scene>> = {
  lesson: {
    ...trace(fourSpans),
    sources: { d4cda95b652f4a15: { file: 'store.ts', line: 12, column: 3 } },
  },
  linked: trace(linkedTraces),
  odd: trace(oddSpans),
  shop: trace(() => shopTrace(11, 300), shopServices),
  traces: trace(
    () => Array.from({ length: 400 }, (_, index) => shopTrace(index + 1, 12)).flat(),
    shopServices,
  ),
  long: trace(() => shopTrace(5, 5_000), shopServices),
  evil: trace(evilSpans),
  'no-spans': trace(() => []),
  wire: wire(lessonExchanges),
  'wire-many': wire(() => manyExchanges(5_000)),
  'wire-evil': wire(evilExchanges),
  'no-exchanges': wire(() => []),
  request: {
    panel: 'request',
    servers: [{ service: 'grocery-store', address: 'localhost:5000' }],
    services: lessonServices,
  },
  ...collectorScenes,
  'no-server': { panel: 'request', servers: [], services: lessonServices },
};

/** A server that answers with what it was asked, and refuses `/refused`. */
export function answerTo(input: { method: string; url: string }): Exchange {
  const asked = exchange({
    id: 'answer',
    from: 'you',
    method: input.method,
    url: input.url,
    requestHeaders: [],
  });
  if (!input.url.endsWith('/refused')) return asked;
  const { response: _, to: __, ...rest } = asked;
  return { ...rest, failure: 'TypeError: fetch failed (connect ECONNREFUSED localhost:5000)' };
}
