/** Reads back what JavaScript's ConsoleSpanExporter prints: `console.dir` of one plain object a span. */
import type { ConsoleValue } from '../schemas/run-event.ts';
import { spanKinds, statusCodes } from '../schemas/span-enums.ts';
import type { Attributes, AttributeValue, Span } from '../schemas/trace.ts';

type Fields = ReadonlyMap<string, ConsoleValue>;

/**
 * Recognise a printed span. What the exporter does not print is filled in: the end is start plus
 * duration, and dropped counts are those printed with events and links, or 0.
 */
export function spanFromConsole(value: ConsoleValue): Span | undefined {
  const fields = fieldsOf(value);
  const traceId = text(fields.get('traceId'));
  const spanId = text(fields.get('id'));
  const name = text(fields.get('name'));
  const kind = number(fields.get('kind'));
  const start = nanoseconds(fields.get('timestamp'));
  const duration = nanoseconds(fields.get('duration'));
  const resource = fields.get('resource');
  const scope = fieldsOf(fields.get('instrumentationScope'));
  if (traceId === undefined || !/^[0-9a-f]{32}$/u.test(traceId)) return undefined;
  if (spanId === undefined || !/^[0-9a-f]{16}$/u.test(spanId)) return undefined;
  if (name === undefined || kind === undefined || start === undefined || duration === undefined)
    return undefined;
  if (resource?.type !== 'object' || !fields.has('status')) return undefined;

  const parent = fieldsOf(fields.get('parentSpanContext'));
  const status = fieldsOf(fields.get('status'));
  return {
    traceId,
    spanId,
    parentSpanId: text(parent.get('spanId')) ?? '',
    traceState: text(fields.get('traceState')) ?? '',
    flags: flagsOf(parent),
    name,
    // JavaScript's API counts kinds from 0 = INTERNAL; the list begins with OTLP's UNSPECIFIED.
    kind: spanKinds[kind + 1] ?? 'UNSPECIFIED',
    startTimeUnixNano: start,
    endTimeUnixNano: start + duration,
    attributes: attributesOf(fields.get('attributes')),
    droppedAttributesCount: 0,
    events: items(fields.get('events')).map((event) => ({
      name: text(event.get('name')) ?? '',
      timeUnixNano: hrTime(event.get('time')),
      attributes: attributesOf(event.get('attributes')),
    })),
    droppedEventsCount: 0,
    links: items(fields.get('links')).map((link) => {
      const context = fieldsOf(link.get('context'));
      return {
        traceId: text(context.get('traceId')) ?? '',
        spanId: text(context.get('spanId')) ?? '',
        traceState: text(context.get('traceState')) ?? '',
        attributes: attributesOf(link.get('attributes')),
      };
    }),
    droppedLinksCount: 0,
    status: {
      code: statusCodes[number(status.get('code')) ?? 0] ?? 'UNSET',
      message: text(status.get('message')) ?? '',
    },
    resource: { attributes: attributesOf(fieldsOf(resource).get('attributes')) },
    scope: { name: text(scope.get('name')) ?? '', version: text(scope.get('version')) ?? '', attributes: [] },
  };
}

function fieldsOf(value: ConsoleValue | undefined): Fields {
  return new Map(value?.type === 'object' ? value.entries : []);
}

function items(value: ConsoleValue | undefined): Fields[] {
  return value?.type === 'array' ? value.items.map(fieldsOf) : [];
}

function text(value: ConsoleValue | undefined): string | undefined {
  return value?.type === 'string' ? value.text : undefined;
}

function number(value: ConsoleValue | undefined): number | undefined {
  if (value?.type !== 'number') return undefined;
  const parsed = Number(value.text);
  return Number.isFinite(parsed) ? parsed : undefined;
}

/** From printed microseconds, which may have a fraction. */
function nanoseconds(value: ConsoleValue | undefined): bigint | undefined {
  const micros = number(value);
  if (micros === undefined) return undefined;
  const whole = Math.floor(micros);
  return BigInt(whole) * 1000n + BigInt(Math.round((micros - whole) * 1000));
}

/** From the SDK's `[seconds, nanoseconds]`. */
function hrTime(value: ConsoleValue | undefined): bigint {
  const [seconds, nanos] = value?.type === 'array' ? value.items : [];
  return BigInt(Math.trunc(number(seconds) ?? 0)) * 1_000_000_000n + BigInt(Math.trunc(number(nanos) ?? 0));
}

/** W3C's sampled bit, which every printed span has, and OTLP's two bits on whether the parent was remote. */
function flagsOf(parent: Fields): number {
  const remote = parent.get('isRemote');
  if (remote?.type !== 'boolean') return 0x001;
  return remote.text === 'true' ? 0x301 : 0x101;
}

function attributesOf(value: ConsoleValue | undefined): Attributes {
  return [...fieldsOf(value)].map(([key, inside]) => ({ key, value: attributeOf(inside) }));
}

function attributeOf(value: ConsoleValue): AttributeValue {
  switch (value.type) {
    case 'string':
      return value.text;
    case 'number':
      return Number(value.text);
    case 'bigint':
      return /^-?\d+n?$/u.test(value.text) ? BigInt(value.text.replace(/n$/u, '')) : value.text;
    case 'boolean':
      return value.text === 'true';
    case 'array':
      return value.items.map(attributeOf);
    case 'object':
      return Object.fromEntries(value.entries.map(([key, inside]) => [key, attributeOf(inside)]));
    default:
      return 'text' in value ? value.text : null;
  }
}
