/** The SDK's own spans, of 1.x, 2.x and 3.x, as an `InMemorySpanExporter` hands them out. */
import { spanKinds, statusCodes } from '@spanlab/sandbox/schemas/span-enums.ts';
import type { Attributes, AttributeValue, Span } from '@spanlab/sandbox/schemas/trace.ts';

interface Context {
  traceId: string;
  spanId: string;
  traceFlags?: number;
  traceState?: { serialize(): string } | undefined;
  isRemote?: boolean | undefined;
}
/** `[seconds, nanoseconds]`. */
type Time = readonly [number, number];
interface InstrumentationScope {
  name: string;
  version?: string | undefined;
}

/** What is read of the SDK's `ReadableSpan`: structural, so that any generation's spans fit. */
export interface ReadableSpanLike {
  name: string;
  /** The API's number: 0 is INTERNAL. */
  kind: number;
  spanContext(): Context;
  /** SDK 2 and later; before, `parentSpanId`. */
  parentSpanContext?: Context | undefined;
  parentSpanId?: string | undefined;
  startTime: Time;
  endTime: Time;
  status: { code: number; message?: string | undefined };
  attributes: object;
  events: readonly { name: string; time: Time; attributes?: object | undefined }[];
  links: readonly { context: Context; attributes?: object | undefined }[];
  resource: { attributes: object };
  /** SDK 2 and later; before, `instrumentationLibrary`. */
  instrumentationScope?: InstrumentationScope | undefined;
  instrumentationLibrary?: InstrumentationScope | undefined;
  droppedAttributesCount?: number;
  droppedEventsCount?: number;
  droppedLinksCount?: number;
}

/** Is it a span of the SDK's, and not one of OTLP's? */
export function isReadableSpan(value: unknown): value is ReadableSpanLike {
  return typeof value === 'object' && value !== null && 'spanContext' in value && 'startTime' in value;
}

/** An SDK's span with OTLP's fields. */
export function fromReadableSpan(span: ReadableSpanLike): Span {
  const { traceId, spanId, traceFlags = 0, traceState } = span.spanContext();
  const parent = span.parentSpanContext;
  const scope = span.instrumentationScope ?? span.instrumentationLibrary;
  return {
    traceId,
    spanId,
    parentSpanId: parent?.spanId ?? span.parentSpanId ?? '',
    traceState: traceState?.serialize() ?? '',
    flags: (traceFlags & 0xff) | (parent?.isRemote === true ? 0x300 : 0x100),
    name: span.name,
    kind: spanKinds[span.kind + 1] ?? 'UNSPECIFIED',
    startTimeUnixNano: nanoseconds(span.startTime),
    endTimeUnixNano: nanoseconds(span.endTime),
    attributes: attributesOf(span.attributes),
    droppedAttributesCount: span.droppedAttributesCount ?? 0,
    events: span.events.map(({ name, time, attributes }) => ({
      name,
      timeUnixNano: nanoseconds(time),
      attributes: attributesOf(attributes),
    })),
    droppedEventsCount: span.droppedEventsCount ?? 0,
    links: span.links.map(({ context, attributes }) => ({
      traceId: context.traceId,
      spanId: context.spanId,
      traceState: context.traceState?.serialize() ?? '',
      attributes: attributesOf(attributes),
    })),
    droppedLinksCount: span.droppedLinksCount ?? 0,
    status: { code: statusCodes[span.status.code] ?? 'UNSET', message: span.status.message ?? '' },
    resource: { attributes: attributesOf(span.resource.attributes) },
    scope: { name: scope?.name ?? '', version: scope?.version ?? '', attributes: [] },
  };
}

function nanoseconds([seconds, nanos]: Time): bigint {
  return BigInt(seconds) * 1_000_000_000n + BigInt(nanos);
}

function attributesOf(attributes: object = {}): Attributes {
  return Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ({ key, value: value as AttributeValue }));
}
