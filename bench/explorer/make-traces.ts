/**
 * Traces to measure the explorer with: of any size, over eight services, the same on every machine.
 *
 *     node bench/explorer/make-traces.ts 200000 trace.json     about 125 MB of OTLP JSON
 */
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { pathToFileURL } from 'node:url';
import type { Attributes, Resource, Scope, Span } from '../../sandbox/schemas/trace.ts';
import { encodeTracesJson } from '../../sandbox/store/otlp/encode-json.ts';

const services = ['storefront', 'checkout', 'cart', 'payment', 'catalogue', 'stock', 'shipping', 'mail'];
const operations = [
  'GET /cart',
  'POST /orders',
  'SELECT orders',
  'charge card',
  'reserve items',
  'render page',
];
/** Children of one span: 200,000 spans are eight levels. */
const fanOut = 6;
/** 2023-11-14T22:13:20Z. */
const startTime = 1_700_000_000_000_000_000n;
/** Of the root. */
const longestNs = 60_000_000_000;
/** Spans of one export. */
const exported = 4_000;

export interface TraceSize {
  spans: number;
  /** Attributes of each span, at most 10; 6 make 625 bytes of JSON a span. */
  attributes?: number;
  /** Tells traces apart, from 1. They start a second after each other. */
  number?: number;
}

/** A wide trace in the order its spans start, parents first. Each 50th span fails, each 20th has an event. */
export function* wideTrace({ spans, attributes = 6, number = 1 }: TraceSize): Generator<Span> {
  const traceId = number.toString(16).padStart(32, '0');
  const starts = new Float64Array(spans);
  const durations = new Float64Array(spans);
  durations[0] = longestNs;
  const traceStart = startTime + BigInt(number) * 1_000_000_000n;
  for (let index = 0; index < spans; index++) {
    const parent = Math.floor((index - 1) / fanOut);
    if (index > 0) {
      const slot = (durations[parent] ?? 0) / fanOut;
      starts[index] = (starts[parent] ?? 0) + Math.floor(((index - 1) % fanOut) * slot + slot * 0.05);
      durations[index] = Math.floor(slot * (0.5 + scatter(index, 40) / 100));
    }
    const start = traceStart + BigInt(starts[index] ?? 0);
    const failed = index % 50 === 49;
    yield {
      traceId,
      spanId: spanId(number, index),
      parentSpanId: index === 0 ? '' : spanId(number, parent),
      traceState: '',
      flags: 257,
      name: pick(operations, index),
      kind: index % 2 === 0 ? 'SERVER' : 'CLIENT',
      startTimeUnixNano: start,
      endTimeUnixNano: start + BigInt(durations[index] ?? 0),
      attributes: attributesOf(index, failed).slice(0, attributes),
      droppedAttributesCount: 0,
      events: index % 20 === 19 ? [{ name: 'retry', timeUnixNano: start + 1_000n, attributes: [] }] : [],
      droppedEventsCount: 0,
      links: [],
      droppedLinksCount: 0,
      status: failed ? { code: 'ERROR', message: 'card declined' } : { code: 'UNSET', message: '' },
      resource: pick(resources, index === 0 ? 0 : scatter(index, services.length)),
      scope,
    };
  }
}

/** Many small traces, one after the other. */
export function* manyTraces(traces: number, size: Omit<TraceSize, 'number'>): Generator<Span> {
  for (let number = 1; number <= traces; number++) yield* wideTrace({ ...size, number });
}

/** The spans as exporters would send them: bodies of OTLP requests, in order. */
export function* otlpRequests(spans: Iterable<Span>): Generator<ReturnType<typeof encodeTracesJson>> {
  let batch: Span[] = [];
  for (const span of spans) {
    batch.push(span);
    if (batch.length < exported) continue;
    yield encodeTracesJson(batch);
    batch = [];
  }
  if (batch.length > 0) yield encodeTracesJson(batch);
}

/** One OTLP JSON document of all of them, in pieces. */
export function* otlpDocument(spans: Iterable<Span>): Generator<string> {
  let separator = '{"resourceSpans":[';
  for (const { resourceSpans } of otlpRequests(spans)) {
    for (const each of resourceSpans) {
      yield separator + JSON.stringify(each);
      separator = ',';
    }
  }
  yield ']}';
}

export async function writeOtlpFile(path: string, spans: Iterable<Span>): Promise<void> {
  await pipeline(Readable.from(otlpDocument(spans)), createWriteStream(path));
}

const resources = services.map(
  (service): Resource => ({
    attributes: [
      { key: 'service.name', value: service },
      { key: 'service.version', value: '1.4.2' },
      { key: 'host.name', value: `${service}-1` },
      { key: 'telemetry.sdk.language', value: 'nodejs' },
    ],
  }),
);
const scope: Scope = { name: '@opentelemetry/instrumentation-http', version: '0.223.0', attributes: [] };

/** Ten: of few values and of many, texts, numbers and truths. */
function attributesOf(index: number, failed: boolean): Attributes {
  return [
    { key: 'http.request.method', value: index % 3 === 0 ? 'POST' : 'GET' },
    { key: 'url.path', value: `/api/v2/orders/${scatter(index, 100_000)}` },
    { key: 'http.response.status_code', value: failed ? 500n : 200n },
    { key: 'user.id', value: `customer-${scatter(index, 5_000)}@mail.shop.example` },
    { key: 'thread.id', value: BigInt(scatter(index, 64)) },
    { key: 'cache.hit', value: index % 4 === 0 },
    { key: 'server.address', value: `${pick(services, scatter(index, 97))}.shop.internal` },
    { key: 'server.port', value: 8_080n },
    { key: 'db.query.text', value: `SELECT * FROM orders WHERE region = ${scatter(index, 200)}` },
    { key: 'queue.wait', value: scatter(index, 10_000) / 16 },
  ];
}

/** A number below `below` that looks like chance. */
function scatter(index: number, below: number): number {
  return (Math.imul(index + 1, 2_654_435_761) >>> 8) % below;
}

function spanId(number: number, index: number): string {
  const high = Math.imul(number ^ (index + 1), 2_654_435_761) >>> 0;
  return high.toString(16).padStart(8, '0') + (index + 1).toString(16).padStart(8, '0');
}

function pick<Item>(items: readonly Item[], index: number): Item {
  const item = items[index % items.length];
  if (item === undefined) throw new RangeError('nothing to pick from');
  return item;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [, , spans = '1000', path = 'trace.json', attributes = '6'] = process.argv;
  await writeOtlpFile(path, wideTrace({ spans: Number(spans), attributes: Number(attributes) }));
}
