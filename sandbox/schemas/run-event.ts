/**
 * What happens in a run, as one typed stream. Panels, the command line and reports are renderers of it.
 * Only the lab writes these; a program can say no more than `realm/program-message.ts` allows.
 */
import { z } from 'zod';
import { collectorStateSchema, configProblemSchema } from './collector.ts';
import { spanSchema } from './trace.ts';

/** A place in a learner's file. Lines and columns count from 1, as editors show them. */
export const sourceLocationSchema = z.object({
  file: z.string(),
  line: z.int().min(1),
  column: z.int().min(1),
});
export type SourceLocation = z.infer<typeof sourceLocationSchema>;

export const diagnosticSchema = z.object({
  ...sourceLocationSchema.shape,
  endLine: z.int().min(1),
  endColumn: z.int().min(1),
  message: z.string(),
  /** TypeScript's number, or a name of ours such as `circular-import`. */
  code: z.union([z.int(), z.string()]),
  /** An `error` keeps the program from starting. A `warning` (a type error) does not, as in Node. */
  severity: z.enum(['error', 'warning']),
});
export type Diagnostic = z.infer<typeof diagnosticSchema>;

/** A console argument, bounded in depth and size, so that it can be shown as a tree. */
export type ConsoleValue =
  | { type: 'string'; text: string; truncated?: number }
  | { type: 'number' | 'bigint' | 'boolean' | 'symbol' | 'function' | 'date' | 'regexp'; text: string }
  | { type: 'null' | 'undefined' | 'circular' | 'deeper' }
  | { type: 'error'; name: string; message: string; stack: StackFrame[]; cause?: ConsoleValue }
  | { type: 'array'; items: ConsoleValue[]; more?: number }
  | { type: 'object'; className: string; entries: [key: string, value: ConsoleValue][]; more?: number };

/** One line of a stack trace. `location` is set when it lies in a learner's file. */
export const stackFrameSchema = z.object({
  text: z.string(),
  location: sourceLocationSchema.optional(),
});
export type StackFrame = z.infer<typeof stackFrameSchema>;

const more = z.int().min(1).optional();
export const consoleValueSchema: z.ZodType<ConsoleValue> = z.lazy(() =>
  z.discriminatedUnion('type', [
    z.object({ type: z.literal('string'), text: z.string(), truncated: more }),
    z.object({
      type: z.enum(['number', 'bigint', 'boolean', 'symbol', 'function', 'date', 'regexp']),
      text: z.string(),
    }),
    z.object({ type: z.enum(['null', 'undefined', 'circular', 'deeper']) }),
    z.object({
      type: z.literal('error'),
      name: z.string(),
      message: z.string(),
      stack: z.array(stackFrameSchema),
      cause: consoleValueSchema.optional(),
    }),
    z.object({ type: z.literal('array'), items: z.array(consoleValueSchema), more }),
    z.object({
      type: z.literal('object'),
      className: z.string(),
      entries: z.array(z.tuple([z.string(), consoleValueSchema])),
      more,
    }),
  ]),
) as z.ZodType<ConsoleValue>;

export const consoleLevelSchema = z.enum(['log', 'info', 'warn', 'error', 'debug', 'dir', 'table', 'trace']);

/** Lower-case names, in the order they were sent. */
export const headersSchema = z.array(z.tuple([z.string(), z.string()]));
export type HeaderList = z.infer<typeof headersSchema>;

/** A body as it crossed the network, kept up to a limit. */
export const bodySchema = z.object({
  bytes: z.instanceof(Uint8Array),
  /** The full size, when `bytes` holds only the beginning. */
  truncatedFrom: z.int().optional(),
});
export type Body = z.infer<typeof bodySchema>;

/** One HTTP exchange on the lab's network. */
export const exchangeSchema = z.object({
  id: z.string(),
  /** The service that asked, or `you` for the request box. */
  from: z.string(),
  /** The service or backend that answered (`grocery-store`, `jaeger`); absent when nothing listened. */
  to: z.string().optional(),
  method: z.string(),
  url: z.string(),
  requestHeaders: headersSchema,
  requestBody: bodySchema.optional(),
  response: z
    .object({ status: z.int(), statusText: z.string(), headers: headersSchema, body: bodySchema.optional() })
    .optional(),
  /** Why there is no response, in the words the program saw. */
  failure: z.string().optional(),
  startedAtMs: z.number(),
  endedAtMs: z.number(),
});
export type Exchange = z.infer<typeof exchangeSchema>;

export const serviceStateSchema = z.enum([
  'starting',
  /** Its top level has finished, timers or requests remain. */
  'running',
  'listening',
  /** Top level, timers, requests and exports are done. */
  'settled',
  /** A server was told to shut down. */
  'stopping',
  'ended',
  'failed',
]);
export type ServiceState = z.infer<typeof serviceStateSchema>;

/** Points from a check to the thing it speaks of. */
export const checkTargetSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('span'), traceId: z.string(), spanId: z.string() }),
  z.object({ type: z.literal('exchange'), id: z.string() }),
  z.object({ type: z.literal('console'), service: z.string().optional() }),
  z.object({ type: z.literal('source'), location: sourceLocationSchema }),
]);

export const checkResultSchema = z.object({
  /** Position in `expect.yaml`. */
  index: z.int().min(0),
  /** The sentence the author wrote. */
  check: z.string(),
  ok: z.boolean(),
  /** Where a check that reads spans read them: the store, or what ConsoleSpanExporter printed. */
  read: z.enum(['store', 'console']).optional(),
  /** For the learner: why it fell short, made from what actually arrived. Empty when `ok`. */
  reasons: z.array(z.string()),
  /** For the author: expected and found trees side by side, as text. Empty when `ok`. */
  diff: z.string(),
  target: checkTargetSchema.optional(),
});
export type CheckResult = z.infer<typeof checkResultSchema>;

export const exitReasonSchema = z.enum(['finished', 'failed', 'stopped', 'limit', 'crashed', 'not-started']);
export type ExitReason = z.infer<typeof exitReasonSchema>;

/** Spans a program printed or sent, and where in the source each was started, where that is known. */
const spanSourcesSchema = z.record(z.string(), sourceLocationSchema).optional();

const service = z.string();
export const runEventBodySchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('start'), services: z.array(service), limitMs: z.number() }),
  z.object({ type: z.literal('compile-error'), diagnostic: diagnosticSchema }),
  z.object({
    type: z.literal('service'),
    service,
    state: serviceStateSchema,
    /** `localhost:5000` once it listens. */
    address: z.string().optional(),
    /** What it waits for, or why it failed, in a sentence. */
    note: z.string().optional(),
  }),
  z.object({
    type: z.literal('console'),
    service,
    level: consoleLevelSchema,
    args: z.array(consoleValueSchema),
    location: sourceLocationSchema.optional(),
  }),
  /** Output that was not kept: the ring was full. */
  z.object({ type: z.literal('console-dropped'), service, count: z.int() }),
  /** A throw or rejection nobody caught. The service has failed. */
  z.object({
    type: z.literal('uncaught'),
    service,
    error: consoleValueSchema,
    location: sourceLocationSchema.optional(),
  }),
  z.object({ type: z.literal('http'), exchange: exchangeSchema }),
  /** An exchange that carried OTLP. Comes after its `http` event. */
  z.object({
    type: z.literal('export'),
    service,
    exchangeId: z.string(),
    /** Those the backend read, and how many of them it did not store. */
    spans: z.int(),
    rejected: z.int(),
    /** Why spans were rejected, or what the sender saw go wrong: after that, spans may be stored all the same. */
    failure: z.string().optional(),
  }),
  /** A record of the Collector's console log, as it was written. Bounded as a program's console is. */
  z.object({ type: z.literal('collector-log'), level: z.string(), message: z.string() }),
  /** The lab's Collector has changed. */
  z.object({
    type: z.literal('collector'),
    state: collectorStateSchema,
    /** Where it listens, as configured: `0.0.0.0:4318`. */
    addresses: z.array(z.string()),
    /** Of one that did not start, or ended by itself: in its own words, placed in its configuration. */
    problems: z.array(configProblemSchema),
    /** Spans a restart could not deliver. */
    lost: z.int().optional(),
  }),
  /** Something to know about the run as a whole, in a sentence. */
  z.object({ type: z.literal('note'), message: z.string() }),
  /** Spans the store now holds. `sources` is keyed by span id. */
  z.object({ type: z.literal('stored'), service, spans: z.array(spanSchema), sources: spanSourcesSchema }),
  /** Spans a ConsoleSpanExporter printed. */
  z.object({ type: z.literal('printed'), service, spans: z.array(spanSchema), sources: spanSourcesSchema }),
  /** Whole traces the store gave up to stay within its bound. */
  z.object({ type: z.literal('evicted'), traces: z.int(), spans: z.int() }),
  z.object({ type: z.literal('check'), result: checkResultSchema }),
  /** The programs have ended. What a Collector delivers later still is told after it: `http`, `export`, `stored`. */
  z.object({ type: z.literal('exit'), reason: exitReasonSchema, message: z.string() }),
]);
export type RunEventBody = z.infer<typeof runEventBodySchema>;

export const runEventSchema = z.intersection(
  z.object({
    runId: z.string(),
    /** Counts from 0 within a run, without gaps. */
    seq: z.int().min(0),
    /** Milliseconds since Run was pressed. */
    atMs: z.number(),
  }),
  runEventBodySchema,
);
export type RunEvent = z.infer<typeof runEventSchema>;
