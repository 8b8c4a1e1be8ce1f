/**
 * A span as Spanlab holds it: OTLP's fields with JavaScript's own types.
 * Field names, meanings and units are those of opentelemetry/proto/trace/v1/trace.proto.
 */
import { z } from 'zod';
import { spanKinds, statusCodes } from './span-enums.ts';

/**
 * An OTLP `AnyValue`. An int64 is a `bigint`, a double is a `number`, bytes are a `Uint8Array`,
 * a kvlist is a plain object, an empty value is `null`.
 */
export type AttributeValue =
  | string
  | number
  | bigint
  | boolean
  | null
  | Uint8Array
  | AttributeValue[]
  | { [key: string]: AttributeValue };

export const attributeValueSchema: z.ZodType<AttributeValue> = z.lazy(() =>
  z.union([
    z.string(),
    z.number(),
    z.bigint(),
    z.boolean(),
    z.null(),
    z.instanceof(Uint8Array),
    z.array(attributeValueSchema),
    z.record(z.string(), attributeValueSchema),
  ]),
);

/** In the order they arrived; OTLP says keys are unique, senders do not always obey. */
export const attributesSchema = z.array(z.object({ key: z.string(), value: attributeValueSchema }));
export type Attributes = z.infer<typeof attributesSchema>;

export const spanKindSchema = z.enum(spanKinds);
export type SpanKind = z.infer<typeof spanKindSchema>;

export const statusCodeSchema = z.enum(statusCodes);
export type StatusCode = z.infer<typeof statusCodeSchema>;

export const resourceSchema = z.object({ attributes: attributesSchema });
export type Resource = z.infer<typeof resourceSchema>;

export const scopeSchema = z.object({ name: z.string(), version: z.string(), attributes: attributesSchema });
export type Scope = z.infer<typeof scopeSchema>;

export const spanEventSchema = z.object({
  name: z.string(),
  timeUnixNano: z.bigint(),
  attributes: attributesSchema,
});
export type SpanEvent = z.infer<typeof spanEventSchema>;

export const spanLinkSchema = z.object({
  traceId: z.string(),
  spanId: z.string(),
  traceState: z.string(),
  attributes: attributesSchema,
});
export type SpanLink = z.infer<typeof spanLinkSchema>;

export const spanSchema = z.object({
  /** 32 lower-case hex digits. */
  traceId: z.string(),
  /** 16 lower-case hex digits. */
  spanId: z.string(),
  /** 16 lower-case hex digits, or '' for a root span. */
  parentSpanId: z.string(),
  traceState: z.string(),
  /** OTLP's `flags`: the low byte is W3C's trace flags, bits 8 and 9 say whether the parent was remote. */
  flags: z.number(),
  name: z.string(),
  kind: spanKindSchema,
  startTimeUnixNano: z.bigint(),
  endTimeUnixNano: z.bigint(),
  attributes: attributesSchema,
  droppedAttributesCount: z.number(),
  events: z.array(spanEventSchema),
  droppedEventsCount: z.number(),
  links: z.array(spanLinkSchema),
  droppedLinksCount: z.number(),
  status: z.object({ code: statusCodeSchema, message: z.string() }),
  /** Spans of one export share this object. */
  resource: resourceSchema,
  /** Spans of one export and scope share this object. */
  scope: scopeSchema,
});
export type Span = z.infer<typeof spanSchema>;
