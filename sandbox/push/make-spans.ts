/** From spans as people write them to spans as OTLP has them. */
import { attribute } from '../schemas/attribute.ts';
import type { Attributes, AttributeValue, Resource, Scope, Span } from '../schemas/trace.ts';
import { isSpanId } from '../store/otlp/span-id.ts';
import { parseDuration } from './duration.ts';
import type { HandMadeSpan, SpanFile } from './span-file.ts';
import { typedValue, type ValueType } from './typed-value.ts';

export interface MakeSpansEffects {
  /** Nanoseconds since 1970. */
  now: bigint;
  /** So many random hexadecimal digits, not all of them 0. */
  randomHex(digits: number): string;
}

/** What cannot be made of a file although its shape is right; `path` leads to it, as in `spans.2.parent`. */
export interface SpanFileProblem {
  path: (string | number)[];
  message: string;
}

const defaultDuration = 1_000_000_000n;

/**
 * Makes the spans, in the file's order. Spans without a parent and without a trace id share one trace, so that a file of
 * siblings is one trace too.
 */
export function makeSpans(
  { defaults = {}, spans }: SpanFile,
  { now, randomHex }: MakeSpansEffects,
): { spans: Span[]; problems: SpanFileProblem[] } {
  const problems: SpanFileProblem[] = [];
  const sharedTraceId = randomHex(32);
  const ids = spans.map(({ spanId }) => spanId ?? randomHex(16));
  const named = new Map<string, number>();
  for (const [index, { as }] of spans.entries()) {
    if (as === undefined) continue;
    if (named.has(as))
      problems.push({
        path: ['spans', index, 'as'],
        message: `found "${as}" twice, allowed: a name for one span`,
      });
    named.set(as, index);
  }

  const traceIdOf = (index: number, seen: readonly number[] = []): string => {
    const span = spans[index];
    if (span?.traceId !== undefined) return span.traceId;
    const parent = span?.parent === undefined ? undefined : named.get(span.parent);
    // Spans that are each other's ancestors are a trace all the same.
    return parent === undefined || seen.includes(parent)
      ? sharedTraceId
      : traceIdOf(parent, [...seen, index]);
  };
  const parentIdOf = ({ parent }: HandMadeSpan, index: number): string => {
    if (parent === undefined) return '';
    const inFile = named.get(parent);
    if (inFile !== undefined) return ids[inFile] ?? '';
    const id = parent.toLowerCase();
    if (isSpanId(id)) return id;
    const names = [...named.keys()].map((name) => `"${name}"`).join(', ');
    const message = `found "${parent}", allowed: ${names === '' ? '' : `${names}, or `}a span id of 16 hexadecimal digits`;
    problems.push({ path: ['spans', index, 'parent'], message });
    return '';
  };

  const resources = shared<Resource>();
  const scopes = shared<Scope>();
  const made = spans.map((given, index): Span => {
    const span: HandMadeSpan = { ...defaults, ...given };
    const length = toNanos(span.duration) ?? defaultDuration;
    const start = startOf(span.start, now, length);
    if (start === undefined) {
      const message = `found "${span.start}", allowed: a time such as 2026-01-31T12:00:00Z, nanoseconds since 1970, or a length of time from now such as -10s`;
      problems.push({ path: ['spans', index, 'start'], message });
    }
    if (length < 0n) {
      problems.push({
        path: ['spans', index, 'duration'],
        message: `found ${span.duration}, allowed: 0 or more`,
      });
    }
    const begins = (start ?? now - length) + (toNanos(span.shift) ?? 0n);
    const ends = begins + length;
    if (within(begins) !== begins || within(ends) !== ends) {
      const message = 'the span lies outside of what OTLP can say: from 1970 on, 64 bits of nanoseconds';
      problems.push({ path: ['spans', index, 'start'], message });
    }
    const resource = resourceOf(span, defaults.resource);
    const scope: Scope = {
      name: span.scope?.name ?? 'spanlab push',
      version: span.scope?.version ?? '',
      attributes: [],
    };
    return {
      traceId: traceIdOf(index),
      spanId: ids[index] ?? '',
      parentSpanId: parentIdOf(span, index),
      traceState: span.traceState ?? '',
      flags: 0,
      name: span.name,
      kind: span.kind ?? 'INTERNAL',
      startTimeUnixNano: begins,
      endTimeUnixNano: ends,
      attributes: toAttributes(span.attributes),
      droppedAttributesCount: 0,
      events: (span.events ?? []).map(({ name, at, attributes }) => ({
        name,
        timeUnixNano: within(begins + (toNanos(at) ?? 0n)),
        attributes: toAttributes(attributes),
      })),
      droppedEventsCount: 0,
      links: (span.links ?? []).map(({ traceId, spanId, attributes }) => ({
        traceId,
        spanId,
        traceState: '',
        attributes: toAttributes(attributes),
      })),
      droppedLinksCount: 0,
      status: statusOf(span.status),
      resource: resources(resource),
      scope: scopes(scope),
    };
  });
  return { spans: made, problems };
}

const latest = 2n ** 64n - 1n;

/** The nearest time OTLP can say. */
function within(nanos: bigint): bigint {
  return nanos < 0n ? 0n : nanos > latest ? latest : nanos;
}

function startOf(start: HandMadeSpan['start'], now: bigint, length: bigint): bigint | undefined {
  if (start === undefined) return now - length;
  if (typeof start === 'number' || /^\d{16,20}$/u.test(start)) return BigInt(start);
  if (start === 'now') return now;
  const fromNow = /^[+-]/u.test(start) ? parseDuration(start) : undefined;
  if (fromNow !== undefined) return now + fromNow;
  return instantNanos(start);
}

/** RFC 3339, to the nanosecond: `Date` knows only milliseconds. */
function instantNanos(text: string): bigint | undefined {
  const match = /^(\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?([Zz]|[+-]\d\d:\d\d)$/u.exec(text);
  if (match === null) return undefined;
  const [, seconds = '', fraction = '', zone = 'Z'] = match;
  const milliseconds = Date.parse(`${seconds.replace(/[t ]/u, 'T')}${zone.toUpperCase()}`);
  if (Number.isNaN(milliseconds)) return undefined;
  return BigInt(milliseconds) * 1_000_000n + BigInt(fraction.padEnd(9, '0'));
}

function toNanos(duration: string | number | undefined): bigint | undefined {
  return duration === undefined ? undefined : parseDuration(String(duration));
}

type Values = NonNullable<HandMadeSpan['attributes']>;

function toAttributes(values: Values = {}): Attributes {
  return Object.entries(values).map(([key, value]) => ({ key, value: toValue(value) }));
}

function toValue(value: Values[string]): AttributeValue {
  if (Array.isArray(value)) return value.map(toValue);
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : value;
  if (typeof value !== 'object') return value;
  const [[type, written] = ['string', '']] = Object.entries(value);
  return typedValue(type as ValueType, String(written)) ?? null;
}

function resourceOf(span: HandMadeSpan, shared: Values = {}): Resource {
  const attributes = toAttributes({ ...shared, ...span.resource });
  const service = span.service;
  if (service === undefined) {
    const named = attribute(attributes, 'service.name') !== undefined;
    return {
      attributes: named ? attributes : [{ key: 'service.name', value: 'unknown_service' }, ...attributes],
    };
  }
  const others = attributes.filter(({ key }) => key !== 'service.name');
  return { attributes: [{ key: 'service.name', value: service }, ...others] };
}

function statusOf(status: HandMadeSpan['status']): Span['status'] {
  if (status === undefined) return { code: 'UNSET', message: '' };
  return typeof status === 'string'
    ? { code: status, message: '' }
    : { code: status.code, message: status.message ?? '' };
}

/** One object for all that look the same, for spans of one resource go under one resource. */
function shared<Item>(): (item: Item) => Item {
  const known = new Map<string, Item>();
  return (item) => {
    const key = JSON.stringify(item, (_, value: unknown) =>
      typeof value === 'bigint' ? `${value}n` : value,
    );
    const first = known.get(key);
    if (first !== undefined) return first;
    known.set(key, item);
    return item;
  };
}
