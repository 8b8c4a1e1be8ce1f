/** What a run must have produced: `expect.yaml`. The manual is on the authoring page. */
import { z } from 'zod';
import { spanKindSchema, statusCodeSchema } from './trace.ts';

/** A literal, or `/pattern/flags`. */
const textPattern = z.string().min(1);

const scalar = z.union([z.string(), z.number(), z.boolean()]);

/** The keys that say how little is allowed, and how much. `floor`: what there can be least of it. */
interface Sides {
  readonly least: readonly string[];
  readonly most: readonly string[];
  readonly floor?: number;
}

/** Refuses bounds that everything meets, or that nothing can. */
function sensible({ least, most, floor }: Sides) {
  return (bounds: Readonly<Record<string, number | undefined>>, context: z.RefinementCtx): void => {
    // Keys that are no bounds have a complaint of their own.
    if (context.issues.length > 0) return;
    const given = (keys: readonly string[]) =>
      keys.flatMap((key) => (bounds[key] === undefined ? [] : [{ key, value: bounds[key] }]));
    const refuse = (path: string[], message: string) => context.addIssue({ code: 'custom', path, message });
    const named = (keys: readonly string[]) => keys.map((key) => `\`${key}\``).join(', ');

    const [low] = given(least).sort((a, b) => b.value - a.value);
    const [high] = given(most).sort((a, b) => a.value - b.value);
    if (!low && !high) refuse([], `at least one of ${named([...least, ...most])}`);
    if (low && high && low.value > high.value) {
      refuse([high.key], `${low.value} or more, for \`${low.key}\` is ${low.value}`);
    }
    if (low && !high && low.value === floor) {
      const always = `${floor} or more is always so`;
      refuse([low.key], `more than ${floor}, or a ${named(most)} beside it; ${always}`);
    }
  };
}

/** A literal (equal), `/regex/`, or one of the words below. Integers and doubles compare as numbers. */
export const valueExpectationSchema = z.union([
  scalar,
  z.array(scalar),
  z.strictObject({ present: z.literal(true) }),
  z.strictObject({ absent: z.literal(true) }),
  z.strictObject({ not: scalar }),
  z
    .strictObject({
      gt: z.number().optional(),
      gte: z.number().optional(),
      lt: z.number().optional(),
      lte: z.number().optional(),
    })
    .superRefine(sensible({ least: ['gt', 'gte'], most: ['lt', 'lte'] })),
]);
export type ValueExpectation = z.infer<typeof valueExpectationSchema>;

const valuesByKey = z.record(z.string(), valueExpectationSchema);

/** An exact number, or bounds. */
export const countExpectationSchema = z.union([
  z.int().min(0),
  z
    .strictObject({ min: z.int().min(0).optional(), max: z.int().min(0).optional() })
    .superRefine(sensible({ least: ['min'], most: ['max'], floor: 0 })),
]);

/** A duration in milliseconds: bounds only, for machines differ. */
const durationExpectationSchema = z
  .strictObject({ minMs: z.number().min(0).optional(), maxMs: z.number().min(0).optional() })
  .superRefine(sensible({ least: ['minMs'], most: ['maxMs'], floor: 0 }));

const spanFields = {
  name: textPattern.optional(),
  /** `service.name` of its resource. */
  service: textPattern.optional(),
  kind: spanKindSchema.optional(),
  status: z
    .union([statusCodeSchema, z.strictObject({ code: statusCodeSchema, message: textPattern.optional() })])
    .optional(),
  attributes: valuesByKey.optional(),
  resource: valuesByKey.optional(),
  scope: z.strictObject({ name: textPattern.optional(), version: textPattern.optional() }).optional(),
  events: z.array(z.strictObject({ name: textPattern, attributes: valuesByKey.optional() })).optional(),
  /** Each link names the span it leads to. */
  links: z
    .array(z.strictObject({ to: textPattern.optional(), attributes: valuesByKey.optional() }))
    .optional(),
  duration: durationExpectationSchema.optional(),
};

/** A span somewhere, without regard to its place in the tree. */
export const spanPatternSchema = z.strictObject(spanFields);
export type SpanPattern = z.infer<typeof spanPatternSchema>;

export type SpanExpectation = SpanPattern & {
  /** How many such siblings there are. Default 1. */
  count?: z.infer<typeof countExpectationSchema> | undefined;
  children?: SpanExpectation[] | undefined;
};
export const spanExpectationSchema: z.ZodType<SpanExpectation, SpanExpectation> = z.lazy(() =>
  z.strictObject({
    ...spanFields,
    count: countExpectationSchema.optional(),
    children: z.array(spanExpectationSchema).optional(),
  }),
);

const messageExpectationSchema = z.strictObject({
  headers: valuesByKey.optional(),
  body: textPattern.optional(),
});

/** An exchange that must have crossed the network. */
export const wireExpectationSchema = z.strictObject({
  from: z.string().optional(),
  to: z.string().optional(),
  method: z.string().optional(),
  /** Path of the URL, or /pattern/. */
  path: textPattern.optional(),
  status: z.int().optional(),
  /** true: nothing answered. */
  failed: z.boolean().optional(),
  request: messageExpectationSchema.optional(),
  response: messageExpectationSchema.optional(),
  /** Default: at least one. */
  count: countExpectationSchema.optional(),
});
export type WireExpectation = z.infer<typeof wireExpectationSchema>;

export const stdoutExpectationSchema = z.strictObject({
  service: z.string().optional(),
  /** Text that a line contains, or /pattern/. */
  matches: textPattern,
  /** The pattern in words, for the learner: "a line that says how long it took". */
  means: z.string().min(1).optional(),
  count: countExpectationSchema.optional(),
});
export type StdoutExpectation = z.infer<typeof stdoutExpectationSchema>;

export const invariants = ['one-trace', 'no-orphans', 'errors-marked', 'all-ended'] as const;

export const checkSchema = z.strictObject({
  /** The sentence a learner reads. Says what holds when it is met: "4 spans arrive in one trace". */
  check: z.string().min(1),
  /** Where the spans are read: what reached the store, or what ConsoleSpanExporter printed. */
  read: z.enum(['store', 'console']).default('store'),
  /** The roots of the expected trees. `[]` says: no spans at all. */
  spans: z.array(spanExpectationSchema).optional(),
  /** Trees that may begin at any span, in any place. Other spans are allowed, and more of the same too. */
  somewhere: z.array(spanExpectationSchema).min(1).optional(),
  /** Spans no pattern of `spans` took. */
  extra: z.enum(['forbid', 'allow']).default('allow'),
  /** No span like any of these. */
  absent: z.array(spanPatternSchema).min(1).optional(),
  traces: countExpectationSchema.optional(),
  invariants: z.array(z.enum(invariants)).min(1).optional(),
  stdout: z.array(stdoutExpectationSchema).min(1).optional(),
  wire: z.array(wireExpectationSchema).min(1).optional(),
});
export type Check = z.infer<typeof checkSchema>;

export const expectationSchema = z.strictObject({ checks: z.array(checkSchema).min(1) });
export type Expectation = z.infer<typeof expectationSchema>;
