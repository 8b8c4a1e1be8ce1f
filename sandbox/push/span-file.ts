/** Spans made by hand, as a YAML file has them: what `spanlab push --file` reads. */
import { z } from 'zod';
import { spanKindSchema, statusCodeSchema } from '../schemas/trace.ts';
import { isSpanId, isTraceId } from '../store/otlp/span-id.ts';
import { parseDuration } from './duration.ts';
import { typedValue, valueTypes } from './typed-value.ts';

const duration = z.union([
  z.number(),
  z
    .string()
    .refine((text) => parseDuration(text) !== undefined, { error: 'a length of time such as 250ms or 2s' }),
]);
/** An instant: RFC 3339, nanoseconds since 1970 in digits, or a length of time from now. */
const instant = z.union([
  z.number().refine((nanos) => Number.isSafeInteger(nanos) && nanos >= 0, {
    error: 'nanoseconds since 1970 in quotes, for a number so large loses its last digits',
  }),
  z.string().min(1),
]);

const scalar = z.union([z.string(), z.number(), z.boolean()]);
/** `{ double: 2 }`: a number whose type YAML cannot tell. */
const typed = z.partialRecord(z.enum(valueTypes), z.union([scalar, z.array(scalar)])).refine(
  (given) => {
    const [entry, ...more] = Object.entries(given);
    return (
      entry !== undefined &&
      more.length === 0 &&
      typedValue(entry[0] as never, String(entry[1])) !== undefined
    );
  },
  { error: 'one type and a value of it, such as { double: 2 }' },
);
export const handMadeValueSchema = z.union([scalar, z.array(scalar), typed]);
const attributes = z.record(z.string().min(1), handMadeValueSchema);

const traceId = z
  .string()
  .toLowerCase()
  .refine(isTraceId, { error: '32 hexadecimal digits, not all of them 0' });
const spanId = z
  .string()
  .toLowerCase()
  .refine(isSpanId, { error: '16 hexadecimal digits, not all of them 0' });

export const handMadeSpanSchema = z.strictObject({
  /** A name for this span within the file, for `parent` of others. */
  as: z.string().min(1).optional(),
  name: z.string(),
  /** `service.name` of its resource. */
  service: z.string().optional(),
  traceId: traceId.optional(),
  spanId: spanId.optional(),
  /** The `as` of a span of this file, or a span id. The trace id is the parent's. */
  parent: z.string().min(1).optional(),
  /** A number is milliseconds. */
  duration: duration.optional(),
  /** Default: so that the span ends now. */
  start: instant.optional(),
  /** Moves start and end. */
  shift: duration.optional(),
  kind: spanKindSchema.optional(),
  status: z
    .union([statusCodeSchema, z.strictObject({ code: statusCodeSchema, message: z.string().optional() })])
    .optional(),
  traceState: z.string().optional(),
  attributes: attributes.optional(),
  resource: attributes.optional(),
  scope: z.strictObject({ name: z.string().optional(), version: z.string().optional() }).optional(),
  events: z
    .array(
      z.strictObject({
        name: z.string(),
        /** After the start of the span. */
        at: duration.optional(),
        attributes: attributes.optional(),
      }),
    )
    .optional(),
  links: z.array(z.strictObject({ traceId, spanId, attributes: attributes.optional() })).optional(),
});
export type HandMadeSpan = z.infer<typeof handMadeSpanSchema>;

export const spanFileSchema = z.strictObject({
  /** What every span has that does not say otherwise. */
  defaults: handMadeSpanSchema
    .pick({ service: true, resource: true, duration: true, scope: true })
    .optional(),
  spans: z.array(handMadeSpanSchema).min(1).max(1_000),
});
export type SpanFile = z.infer<typeof spanFileSchema>;
