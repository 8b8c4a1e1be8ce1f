/** How fast the embedded store takes spans in and answers, and how fast OTLP is read. */
import type { Resource, Scope, Span } from '../sandbox/schemas/trace.ts';
import { decodeTracesJson } from '../sandbox/store/otlp/decode-json.ts';
import { decodeTracesProtobuf } from '../sandbox/store/otlp/decode-protobuf.ts';
import { encodeTracesJson } from '../sandbox/store/otlp/encode-json.ts';
import { createStore } from '../sandbox/store/store.ts';
import { protobufOf } from './otlp-protobuf.ts';
import { quantile, type Row } from './row.ts';

const held = 100_000;
const spansInTrace = 10;
const services = ['shopper', 'grocery-store', 'stock', 'payment'];
const startTime = 1_700_000_000_000_000_000n;
const window = 'query.start_time_min=2023-11-01T00:00:00Z&query.start_time_max=2023-12-01T00:00:00Z';

/** 100,000 spans in 10,000 traces of four services, with the attributes an HTTP span has. */
function manySpans(): Span[] {
  const scope: Scope = { name: '@hono/otel', version: '1.1.2', attributes: [] };
  const resources = services.map(
    (service): Resource => ({ attributes: [{ key: 'service.name', value: service }] }),
  );
  return Array.from({ length: held }, (_, index): Span => {
    const trace = Math.floor(index / spansInTrace);
    const start = startTime + BigInt(index) * 1_000_000n;
    return {
      traceId: (trace + 1).toString(16).padStart(32, '0'),
      spanId: (index + 1).toString(16).padStart(16, '0'),
      parentSpanId: index % spansInTrace === 0 ? '' : index.toString(16).padStart(16, '0'),
      traceState: '',
      flags: 257,
      name: `GET /${index % 7}`,
      kind: index % 2 === 0 ? 'SERVER' : 'CLIENT',
      startTimeUnixNano: start,
      endTimeUnixNano: start + 5_000_000n,
      attributes: [
        { key: 'http.request.method', value: 'GET' },
        { key: 'url.full', value: `http://localhost:5000/${index % 7}` },
        { key: 'http.response.status_code', value: BigInt(index % 50 === 0 ? 500 : 200) },
      ],
      droppedAttributesCount: 0,
      events: [],
      droppedEventsCount: 0,
      links: [],
      droppedLinksCount: 0,
      status: { code: index % 50 === 0 ? 'ERROR' : 'UNSET', message: '' },
      resource: resources[index % 4] ?? { attributes: [] },
      scope,
    };
  });
}

/** @returns ingest and decode rates, and query times with 100,000 spans held */
export async function benchStore(): Promise<Row[]> {
  const spans = manySpans();
  const store = createStore({ maxSpans: held });
  store.ingest(spans);
  const search = (rest: string) => () => store.query(`/api/v3/traces?${window}&${rest}`);
  const query = (name: string, run: () => unknown) =>
    timed(`query at ${held.toLocaleString('en')} spans: ${name}`, run, runs, {
      value: 20,
      p95: 20,
      better: 'lower',
    });
  const dump = search(`query.service_name=stock&query.search_depth=${held / spansInTrace}`);
  const json = JSON.stringify(encodeTracesJson(spans.slice(0, 10_000)));
  const protobuf = protobufOf(spans.slice(0, 10_000));
  return [
    rate(
      'store: ingest of decoded spans',
      held,
      () => createStore({ maxSpans: held }).ingest(spans),
      100_000,
    ),
    rate(
      'store: ingest while evicting',
      held,
      () => createStore({ maxSpans: 10_000 }).ingest(spans),
      100_000,
    ),
    rate('OTLP/JSON decoded', 10_000, () => decodeTracesJson(json)),
    rate('OTLP/protobuf decoded', 10_000, () => decodeTracesProtobuf(protobuf)),
    query('one service, newest 20 traces', search('query.service_name=stock&query.search_depth=20')),
    query(
      'one service, an attribute no span has',
      search('query.service_name=stock&query.attributes={"url.full":"x"}'),
    ),
    query('one service, a duration no span has', search('query.service_name=stock&query.duration_min=1h')),
    query('every service, an attribute no span has', search('query.attributes={"url.full":"x"}')),
    query('one trace', () => store.query('/api/v3/traces/1f')),
    query('services', () => store.query('/api/v3/services')),
    query('operations of one service', () => store.query('/api/v3/operations?service=stock')),
    timed('query at 100,000 spans: one service, all 10,000 traces answered in full', dump, 10),
  ];
}

const runs = 60;
const warmUps = 5;

function samplesMs(run: () => unknown, count: number): number[] {
  for (let index = 0; index < warmUps; index++) run();
  return Array.from({ length: count }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  });
}

function timed(name: string, run: () => unknown, times: number, target?: NonNullable<Row['target']>): Row {
  const samples = samplesMs(run, times);
  const figures = { value: quantile(samples, 0.5), p95: quantile(samples, 0.95), runs: times };
  return { name, unit: 'ms', ...figures, ...(target && { target }) };
}

function rate(name: string, spans: number, run: () => unknown, target?: number): Row {
  const samples = samplesMs(run, 15);
  return {
    name,
    unit: 'spans/s',
    value: Math.round(spans / (quantile(samples, 0.5) / 1_000)),
    runs: samples.length,
    ...(target !== undefined && { target: { value: target, better: 'higher' } }),
  };
}
