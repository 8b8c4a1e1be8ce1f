/** What a list says of a trace, kept up to date span by span. */
import { serviceName } from '@spanlab/sandbox/schemas/attribute.ts';
import type { Resource, Span } from '@spanlab/sandbox/schemas/trace.ts';
import type { TraceSummary } from './trace-library.ts';

export interface TraceTotals {
  readonly traceId: string;
  readonly spans: number;
  readonly errors: number;
  /** 0 when no span has a time. */
  readonly startUnixNano: bigint;
  readonly durationNs: number;
  add(span: Span): void;
  services(): Iterable<string>;
  summary(): TraceSummary;
}

interface ServiceTotals {
  spans: number;
  errors: number;
  firstUnixNano: bigint;
}

/** A span by which a trace may be named. */
type Named = Pick<Span, 'name' | 'resource' | 'startTimeUnixNano'>;

/** Times as large as an int64 can be are no clock's: like 0 they say "not set". The layout does the same. */
const endOfTime = 2n ** 63n - 1n;

export function createTraceTotals(traceId: string): TraceTotals {
  const services = new Map<string, ServiceTotals>();
  let spans = 0;
  let errors = 0;
  let start: bigint | undefined;
  let end = 0n;
  let root: Named | undefined;
  let first: Named | undefined;
  let summary: TraceSummary | undefined;
  let lastResource: Resource | undefined;
  let lastService = '';

  /** Spans of one export share their resource, so the last answer is mostly the next one. */
  function serviceOf(resource: Resource): string {
    if (resource !== lastResource) {
      lastResource = resource;
      lastService = serviceName({ resource });
    }
    return lastService;
  }

  function takeTime(time: bigint): void {
    if (!isSet(time)) return;
    if (start === undefined || time < start) start = time;
    if (time > end) end = time;
  }

  function countService(span: Span, failed: boolean): void {
    const name = serviceOf(span.resource);
    const at = span.startTimeUnixNano;
    const service = services.get(name);
    if (service === undefined) {
      services.set(name, { spans: 1, errors: failed ? 1 : 0, firstUnixNano: at });
      return;
    }
    service.spans += 1;
    if (failed) service.errors += 1;
    if (isEarlier(at, service.firstUnixNano)) service.firstUnixNano = at;
  }

  const durationNs = (): number => (start === undefined ? 0 : Number(end - start));

  return {
    traceId,
    get spans() {
      return spans;
    },
    get errors() {
      return errors;
    },
    get startUnixNano() {
      return start ?? 0n;
    },
    get durationNs() {
      return durationNs();
    },
    add(span) {
      const { startTimeUnixNano, endTimeUnixNano, parentSpanId, status } = span;
      const failed = status.code === 'ERROR';
      spans += 1;
      if (failed) errors += 1;
      takeTime(startTimeUnixNano);
      takeTime(endTimeUnixNano);
      if (first === undefined || isEarlier(startTimeUnixNano, first.startTimeUnixNano)) first = named(span);
      if (
        parentSpanId === '' &&
        (root === undefined || isEarlier(startTimeUnixNano, root.startTimeUnixNano))
      ) {
        root = named(span);
      }
      countService(span, failed);
      summary = undefined;
    },
    services: () => services.keys(),
    summary() {
      const by = root ?? first;
      summary ??= {
        traceId,
        name: by?.name ?? '',
        service: by === undefined ? '' : serviceOf(by.resource),
        hasRoot: root !== undefined,
        services: [...services]
          .sort(([, a], [, b]) => inTime(a.firstUnixNano, b.firstUnixNano))
          .map(([name, totals]) => ({ name, spans: totals.spans, errors: totals.errors })),
        spans,
        errors,
        startUnixNano: start ?? 0n,
        durationNs: durationNs(),
      };
      return summary;
    },
  };
}

/** Not the span itself: that would keep all of its attributes. */
function named({ name, resource, startTimeUnixNano }: Span): Named {
  return { name, resource, startTimeUnixNano };
}

/** Whether it says when. */
export function isSet(time: bigint): boolean {
  return time > 0n && time < endOfTime;
}

/** Times that are not set come last. */
function isEarlier(a: bigint, b: bigint): boolean {
  return isSet(a) && (!isSet(b) || a < b);
}

function inTime(a: bigint, b: bigint): number {
  return isEarlier(a, b) ? -1 : isEarlier(b, a) ? 1 : 0;
}
