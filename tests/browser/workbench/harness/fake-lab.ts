/** A lab that plays what a real one said: enough to see and test the workbench without one. */
import type {
  ConsoleValue,
  Exchange,
  RunEvent,
  RunEventBody,
} from '../../../../sandbox/schemas/run-event.ts';
import type { Span, SpanKind } from '../../../../sandbox/schemas/trace.ts';
import type { LabSession } from '../../../../src/workbench/state/lab-session.ts';

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const startNs = 1_764_000_000_000_000_000n;

function span(
  id: string,
  parent: string,
  name: string,
  kind: SpanKind,
  service: string,
  fromMs: number,
  ms: number,
): Span {
  const start = startNs + BigInt(Math.round(fromMs * 1e6));
  return {
    traceId,
    spanId: id,
    parentSpanId: parent,
    traceState: '',
    flags: 1,
    name,
    kind,
    startTimeUnixNano: start,
    endTimeUnixNano: start + BigInt(Math.round(ms * 1e6)),
    attributes: kind === 'CLIENT' ? [{ key: 'http.request.method', value: 'GET' }] : [],
    droppedAttributesCount: 0,
    events: [],
    droppedEventsCount: 0,
    links: [],
    droppedLinksCount: 0,
    status: { code: 'UNSET', message: '' },
    resource: { attributes: [{ key: 'service.name', value: service }], droppedAttributesCount: 0 },
    scope: { name: service, version: '1.0.0', attributes: [] },
  } as Span;
}

const trip = span('00f067aa0ba902b7', '', 'going to the grocery store', 'INTERNAL', 'shopper', 0, 12.4);
const client = span('a3ce929d0e0e4736', '00f067aa0ba902b7', 'GET', 'CLIENT', 'shopper', 1.1, 9.2);
const server = span('b7ad6b7169203331', 'a3ce929d0e0e4736', 'GET /', 'SERVER', 'grocery-store', 3.2, 4.6);
const welcome = span(
  'c7ad6b7169203332',
  'b7ad6b7169203331',
  'welcome message',
  'INTERNAL',
  'grocery-store',
  4,
  1.3,
);

const text = (value: string): ConsoleValue => ({ type: 'string', text: value });
const amount = (value: number): ConsoleValue => ({ type: 'number', text: String(value) });
const object = (entries: Record<string, ConsoleValue>, className = 'Object'): ConsoleValue => ({
  type: 'object',
  className,
  entries: Object.entries(entries),
});

/** As ConsoleSpanExporter prints it. */
function printed(each: Span): ConsoleValue {
  const kinds = ['INTERNAL', 'SERVER', 'CLIENT'];
  const service = String(each.resource.attributes[0]?.value);
  return object({
    resource: object({
      attributes: object({ 'service.name': text(service), 'telemetry.sdk.language': text('webjs') }),
    }),
    instrumentationScope: object({
      name: text(service),
      version: text('1.0.0'),
      schemaUrl: { type: 'undefined' },
    }),
    traceId: text(each.traceId),
    ...(each.parentSpanId && {
      parentSpanContext: object({
        traceId: text(each.traceId),
        spanId: text(each.parentSpanId),
        traceFlags: amount(1),
      }),
    }),
    traceState: { type: 'undefined' },
    name: text(each.name),
    id: text(each.spanId),
    kind: amount(kinds.indexOf(each.kind)),
    timestamp: amount(Number(each.startTimeUnixNano / 1000n)),
    duration: amount(Number(each.endTimeUnixNano - each.startTimeUnixNano) / 1000),
    attributes: object(each.kind === 'CLIENT' ? { 'http.request.method': text('GET') } : {}),
    status: object({ code: amount(0) }),
    events: { type: 'array', items: [] },
    links: { type: 'array', items: [] },
  });
}

const visit: Exchange = {
  id: 'x1',
  from: 'shopper',
  to: 'grocery-store',
  method: 'GET',
  url: 'http://localhost:5000/',
  requestHeaders: [['traceparent', `00-${traceId}-a3ce929d0e0e4736-01`]],
  response: {
    status: 200,
    statusText: 'OK',
    headers: [['content-type', 'text/plain;charset=UTF-8']],
    body: { bytes: new TextEncoder().encode('Welcome to the grocery store') },
  },
  startedAtMs: 30,
  endedAtMs: 41,
};
function exported(id: string, from: string): Exchange {
  return {
    id,
    from,
    to: 'jaeger',
    method: 'POST',
    url: 'http://localhost:4318/v1/traces',
    requestHeaders: [['content-type', 'application/json']],
    response: { status: 200, statusText: 'OK', headers: [['content-type', 'application/json']] },
    startedAtMs: 60,
    endedAtMs: 66,
  };
}
const refused: Exchange = {
  id: 'x9',
  from: 'shopper',
  method: 'GET',
  url: 'http://localhost:5001/',
  requestHeaders: [],
  failure: 'Connection refused: nothing listens on localhost:5001',
  startedAtMs: 30,
  endedAtMs: 31,
};

const log = (service: string, words: string): RunEventBody => ({
  type: 'console',
  service,
  level: 'log',
  args: [text(words)],
  location: { file: service === 'shopper' ? 'shopper.ts' : 'store.ts', line: 9, column: 3 },
});
const dir = (service: string, each: Span): RunEventBody => ({
  type: 'console',
  service,
  level: 'dir',
  args: [printed(each)],
});
const state = (
  service: string,
  now: 'running' | 'listening' | 'settled' | 'stopping' | 'ended',
  address?: string,
): RunEventBody => ({
  type: 'service',
  service,
  state: now,
  ...(address !== undefined && { address }),
});
const begin: RunEventBody[] = [
  { type: 'start', services: ['grocery-store', 'shopper'], limitMs: 30_000 },
  state('grocery-store', 'listening', 'localhost:5000'),
  log('grocery-store', 'open on port 5000'),
  state('shopper', 'running'),
];
const sources = { [trip.spanId]: { file: 'shopper.ts', line: 8, column: 7 } };
const check = (index: number, sentence: string, reason?: string): RunEventBody => ({
  type: 'check',
  result: {
    index,
    check: sentence,
    ok: reason === undefined,
    reasons: reason === undefined ? [] : [reason],
    diff: '',
    ...(reason !== undefined && { target: { type: 'span', traceId, spanId: server.spanId } }),
  },
});

/** Recorded runs: batches of events, in order. */
export const scripts: Readonly<Record<string, RunEventBody[][]>> = {
  'four-spans': [
    begin,
    [{ type: 'http', exchange: visit }, log('shopper', 'the shopper hears: Welcome to the grocery store')],
    [
      dir('grocery-store', welcome),
      { type: 'printed', service: 'grocery-store', spans: [welcome] },
      dir('grocery-store', server),
      { type: 'printed', service: 'grocery-store', spans: [server] },
      { type: 'http', exchange: exported('x2', 'grocery-store') },
      { type: 'export', service: 'grocery-store', exchangeId: 'x2', spans: 2, rejected: 0 },
      { type: 'stored', service: 'grocery-store', spans: [welcome, server] },
    ],
    [
      dir('shopper', trip),
      { type: 'printed', service: 'shopper', spans: [trip, client], sources },
      dir('shopper', client),
      { type: 'http', exchange: exported('x3', 'shopper') },
      { type: 'export', service: 'shopper', exchangeId: 'x3', spans: 2, rejected: 0 },
      { type: 'stored', service: 'shopper', spans: [trip, client], sources },
      state('shopper', 'settled'),
      state('grocery-store', 'stopping'),
    ],
    [
      check(0, 'The client exports to Jaeger'),
      check(
        1,
        'Four spans, one trace',
        'The SERVER span of grocery-store has no parent: it arrived as a root span, in a trace of its own.',
      ),
      {
        type: 'exit',
        reason: 'finished',
        message: 'Finished in 0.42 s. shopper was done; the servers were told to stop.',
      },
    ],
  ],
  refused: [
    begin,
    [
      { type: 'http', exchange: refused },
      {
        type: 'uncaught',
        service: 'shopper',
        error: {
          type: 'error',
          name: 'TypeError',
          message: 'fetch failed: connection refused, nothing listens on localhost:5001',
          stack: [{ text: 'at shopper.ts:9:18', location: { file: 'shopper.ts', line: 9, column: 18 } }],
        },
      },
      { type: 'service', service: 'shopper', state: 'failed', note: 'TypeError: fetch failed' },
    ],
    [{ type: 'exit', reason: 'failed', message: 'shopper failed: fetch failed, connection refused.' }],
  ],
  'compile-error': [
    [
      {
        type: 'compile-error',
        diagnostic: {
          file: 'shopper.ts',
          line: 2,
          column: 30,
          endLine: 2,
          endColumn: 44,
          message: 'Cannot find "./traicing.ts". The files here are shopper.ts, store.ts and tracing.ts.',
          code: 'unresolved-import',
          severity: 'error',
        },
      },
      { type: 'exit', reason: 'not-started', message: 'Not started: one error to fix.' },
    ],
  ],
  flood: [
    begin,
    ...Array.from({ length: 20 }, (_, batch) =>
      Array.from({ length: 200 }, (_, line) => log('shopper', `line ${batch * 200 + line}`)),
    ),
    [{ type: 'console-dropped', service: 'shopper', count: 12_000 }],
    [{ type: 'exit', reason: 'finished', message: 'Finished in 2.1 s.' }],
  ],
  endless: [begin],
};

/** Plays `script`, one batch every `paceMs`. */
export function fakeLab(script: string, paceMs: number): LabSession {
  const listeners = new Set<(events: readonly RunEvent[]) => void>();
  let runs = 0;
  let stopNow = () => {};
  const emit = (runId: string, seq: { next: number }, bodies: readonly RunEventBody[]) => {
    const events = bodies.map(
      (body) => ({ runId, seq: seq.next++, atMs: seq.next * 3, ...body }) as RunEvent,
    );
    for (const listener of listeners) listener(events);
  };
  return {
    run() {
      stopNow();
      runs += 1;
      const runId = `run-${runs}`;
      const seq = { next: 0 };
      const batches = [...(scripts[script] ?? [])];
      const timer = setInterval(() => {
        const batch = batches.shift();
        if (batch) emit(runId, seq, batch);
        else clearInterval(timer);
      }, paceMs);
      stopNow = () => {
        clearInterval(timer);
        emit(runId, seq, [{ type: 'exit', reason: 'stopped', message: 'Stopped.' }]);
      };
      return runId;
    },
    stop: () => stopNow(),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    query: async () => ({ status: 404, body: null }),
    request: async () => visit,
    typeCheck: async () => [],
    warm: () => {},
    dispose: () => stopNow(),
  };
}
