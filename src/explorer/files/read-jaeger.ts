/**
 * Spans of Jaeger's JSON, as its UI downloads them and its older API answers, in OTLP's terms.
 *
 * What that JSON cannot hold, and so is not as it was when a span has been written with `traceV1` and is read again:
 * - nanoseconds: times and durations are cut to microseconds, and a span lasts at least 0 µs
 * - flags, the counts of what was dropped, a scope's attributes, links' attributes and their trace states
 * - attributes that are lists, objects or empty: they are text
 * - the order of attributes, where Jaeger has sorted them
 * - an event's name beside an attribute called `event`
 * - attributes called as Jaeger's own tags (`span.kind`, `error` …): they are taken for those
 * - a link to a span of the same trace, when there is no parent: Jaeger draws the span below it, and so it is
 *   read as the parent, too
 */
import type {
  Attributes,
  Resource,
  Scope,
  Span,
  SpanEvent,
  SpanLink,
} from '@spanlab/sandbox/schemas/trace.ts';
import { ownTags } from './jaeger-own-tags.ts';
import { listIn, tagsIn, textIn } from './jaeger-tags.ts';
import { isObject, type Json } from './json-values.ts';
import { type Complain, rightIds } from './span-ids.ts';

/** A trace's processes, by the ids its spans name them by. */
export type Processes = ReadonlyMap<string, Resource>;

export function jaegerProcesses(json: unknown, complain: Complain): Processes {
  if (json === null) return new Map();
  if (!isObject(json)) {
    complain('', () => 'expected an object. It is left out');
    return new Map();
  }
  return new Map(
    Object.entries(json).map(([id, process]) => [
      id,
      processOf(process, (field, what) => complain(`${id}.${field}`, what)),
    ]),
  );
}

function processOf(json: unknown, complain: Complain): Resource {
  if (!isObject(json)) return { attributes: [] };
  const name = textIn(json, 'serviceName', complain);
  const named: Attributes = name === '' ? [] : [{ key: 'service.name', value: name }];
  const others = tagsIn(json, 'tags', complain).filter(({ key }) => name === '' || key !== 'service.name');
  return { attributes: [...named, ...others] };
}

/** Makes spans of one trace; those of one process and scope share these. */
export interface JaegerReader {
  /** Undefined for what is no object. @param complain is told where, from the span on */
  span(json: unknown, complain: Complain): Span | undefined;
}

export function createJaegerReader(processes: Processes): JaegerReader {
  const scopes = new Map<string, Scope>();
  const scopeOf = (name: string, version: string): Scope => {
    const key = JSON.stringify([name, version]);
    const scope = scopes.get(key) ?? { name, version, attributes: [] };
    scopes.set(key, scope);
    return scope;
  };
  const unknown: Resource = { attributes: [] };

  function resourceOf(json: Json, complain: Complain): Resource {
    const id = json['processID'];
    const shared = typeof id === 'string' ? processes.get(id) : undefined;
    if (shared !== undefined) return shared;
    if (isObject(json['process'])) {
      return processOf(json['process'], (field, what) => complain(`process.${field}`, what));
    }
    complain('processID', () => `found ${JSON.stringify(id)}, expected one of the trace’s processes`);
    return unknown;
  }

  return {
    span(json, complain) {
      if (!isObject(json)) return undefined;
      const traceId = padded(textIn(json, 'traceID', complain), 32);
      const { parentSpanId, links } = referencesOf(json, traceId, complain);
      const startTimeUnixNano = nanos(json, 'startTime', complain);
      const { attributes, kind, status, scope, traceState } = ownTags(tagsIn(json, 'tags', complain));
      const span: Span = {
        traceId,
        spanId: padded(textIn(json, 'spanID', complain), 16),
        parentSpanId,
        traceState,
        flags: typeof json['flags'] === 'number' ? json['flags'] >>> 0 : 0,
        name: textIn(json, 'operationName', complain),
        kind,
        startTimeUnixNano,
        endTimeUnixNano: BigInt.asUintN(64, startTimeUnixNano + nanos(json, 'duration', complain)),
        attributes,
        droppedAttributesCount: 0,
        events: listIn(json, 'logs', complain).map((log, index) =>
          eventOf(log, (field, what) => complain(`logs[${index}].${field}`, what)),
        ),
        droppedEventsCount: 0,
        links,
        droppedLinksCount: 0,
        status,
        resource: resourceOf(json, complain),
        scope: scopeOf(scope.name, scope.version),
      };
      rightIds(span, complain);
      return span;
    },
  };
}

/** Jaeger leaves zeros at the front of ids out. */
function padded(id: string, digits: number): string {
  return id === '' ? '' : id.toLowerCase().padStart(digits, '0');
}

function referencesOf(
  json: Json,
  traceId: string,
  complain: Complain,
): { parentSpanId: string; links: SpanLink[] } {
  const references = listIn(json, 'references', complain)
    .filter(isObject)
    .map((reference) => ({
      isChild: reference['refType'] !== 'FOLLOWS_FROM',
      traceId: padded(textIn(reference, 'traceID', complain), 32),
      spanId: padded(textIn(reference, 'spanID', complain), 16),
    }));
  const own = references.filter((each) => each.traceId === traceId);
  const parent = own.find(({ isChild }) => isChild) ?? own[0];
  const links = references
    // The parent is a link as well only when it is said to be more than that.
    .filter((each) => each !== parent || !each.isChild)
    .map(
      (each): SpanLink => ({
        traceId: each.traceId,
        spanId: each.spanId,
        traceState: '',
        attributes: each.isChild ? [{ key: 'opentracing.ref_type', value: 'child_of' }] : [],
      }),
    );
  // Jaeger's first versions had no references.
  return { parentSpanId: parent?.spanId ?? padded(textIn(json, 'parentSpanID', complain), 16), links };
}

function eventOf(json: unknown, complain: Complain): SpanEvent {
  if (!isObject(json)) return { name: '', timeUnixNano: 0n, attributes: [] };
  const fields = tagsIn(json, 'fields', complain);
  const named = fields.findIndex(({ key, value }) => key === 'event' && typeof value === 'string');
  const name = fields[named]?.value;
  return {
    name: typeof name === 'string' ? name : '',
    timeUnixNano: nanos(json, 'timestamp', complain),
    attributes: named === -1 ? fields : fields.toSpliced(named, 1),
  };
}

/** Of microseconds. What runs over does so as in Go, where these are unsigned. */
function nanos(json: Json, field: string, complain: Complain): bigint {
  const value = json[field];
  if (value === undefined || value === null) return 0n;
  const number = typeof value === 'string' && /^-?\d+(\.\d+)?$/u.test(value) ? value : undefined;
  if (typeof value === 'number' && Number.isFinite(value)) {
    return BigInt.asUintN(64, BigInt.asIntN(64, BigInt(Math.trunc(value))) * 1000n + fraction(value));
  }
  if (number !== undefined) {
    const [whole = '0', part = ''] = number.split('.');
    const after = BigInt(part.slice(0, 3).padEnd(3, '0'));
    const nanoseconds = BigInt.asIntN(64, BigInt(whole)) * 1000n + (whole.startsWith('-') ? -after : after);
    return BigInt.asUintN(64, nanoseconds);
  }
  complain(
    field,
    () => `found ${JSON.stringify(value)?.slice(0, 40)}, expected microseconds. It is taken as 0`,
  );
  return 0n;
}

/** What is after the point, where a double still has digits for it. */
function fraction(micros: number): bigint {
  return Number.isInteger(micros) ? 0n : BigInt(Math.trunc((micros % 1) * 1000));
}
