/** Writes a made-up trace: work is a function of time, and says when it is over. */
import type { Attributes, AttributeValue, Resource, Span } from '@spanlab/sandbox/schemas/trace.ts';

export interface Work {
  service: string;
  name: string;
  kind?: Span['kind'];
  attributes?: Record<string, AttributeValue>;
  /** Spans it links to. */
  links?: readonly Span[];
}

/** What a span does while it runs. Times are in microseconds from the start of the trace. */
export interface Running {
  readonly span: Span;
  /** Its child, from `at` on; `body` says when it ends. Returns that time. */
  child: (work: Work, at: number, body: (child: Running) => number) => number;
  event: (name: string, at: number, attributes?: Record<string, AttributeValue>) => void;
  /** It failed, with this message. */
  fail: (message: string) => void;
}

export interface TraceStart {
  traceId: string;
  startUnixNano: bigint;
  /** Microseconds by which a service's clock is ahead. */
  clocks?: Readonly<Record<string, number>>;
}

/** All spans of a trace, in the order they end, as exporters send them. */
export function buildTrace(start: TraceStart, root: Work, body: (root: Running) => number): Span[] {
  const ended: { span: Span; end: number }[] = [];
  const resources = new Map<string, Resource>();
  let started = 0;

  const timeOf = (service: string, micros: number): bigint =>
    start.startUnixNano + BigInt(Math.round((micros + (start.clocks?.[service] ?? 0)) * 1000));
  const resourceOf = (service: string): Resource => {
    const known = resources.get(service) ?? {
      attributes: listed({
        'service.name': service,
        'service.version': '1.4.2',
        'host.name': `${service}-1`,
        'deployment.environment.name': 'demo',
        'telemetry.sdk.language': 'nodejs',
      }),
    };
    resources.set(service, known);
    return known;
  };

  const run = (parentSpanId: string, work: Work, at: number, does: (running: Running) => number): number => {
    const { service, name, kind = 'INTERNAL', attributes = {}, links = [] } = work;
    const span: Span = {
      traceId: start.traceId,
      // Ids that look like ids, and are the same each time.
      spanId: (BigInt(++started) * 0x9e37_79b9_7f4a_7c15n).toString(16).slice(-16).padStart(16, '0'),
      parentSpanId,
      traceState: '',
      // Sampled; and whether the parent is of another process, which only those who take something in can say.
      flags: kind === 'SERVER' || kind === 'CONSUMER' ? 0x301 : 0x101,
      name,
      kind,
      startTimeUnixNano: timeOf(service, at),
      endTimeUnixNano: 0n,
      attributes: listed(attributes),
      droppedAttributesCount: 0,
      events: [],
      droppedEventsCount: 0,
      links: links.map(({ traceId, spanId }) => ({ traceId, spanId, traceState: '', attributes: [] })),
      droppedLinksCount: 0,
      status: { code: 'UNSET', message: '' },
      resource: resourceOf(service),
      scope: { name: `${service}-instrumentation`, version: '0.9.0', attributes: [] },
    };
    const end = does({
      span,
      child: (child, from, childDoes) => run(span.spanId, child, from, childDoes),
      event: (event, when, values = {}) => {
        span.events.push({ name: event, timeUnixNano: timeOf(service, when), attributes: listed(values) });
      },
      fail: (message) => {
        span.status = { code: 'ERROR', message };
      },
    });
    span.endTimeUnixNano = timeOf(service, end);
    ended.push({ span, end });
    return end;
  };
  run('', root, 0, body);
  return ended.sort((a, b) => a.end - b.end).map(({ span }) => span);
}

function listed(values: Record<string, AttributeValue>): Attributes {
  return Object.entries(values).map(([key, value]) => ({ key, value }));
}
