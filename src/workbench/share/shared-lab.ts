/** What a share link holds: the files, the lab they run in, and what the last run sent through it. */
import { z } from 'zod';
import { expectationSchema } from '../../../sandbox/schemas/expectation.ts';
import { fileSetSchema } from '../../../sandbox/schemas/file-set.ts';
import { labSchema } from '../../../sandbox/schemas/lab.ts';

/** What a link may hold; whoever makes one keeps to it. */
export const sharedLimits = { title: 200, pipeline: 200, hopIndex: 100, hops: 100 } as const;

/** Spans as OTLP/JSON. Read with the store's own decoder, which believes nothing. */
const tracesJson = z.object({ resourceSpans: z.array(z.unknown()).max(2_000) });

export const sharedHopSchema = z.strictObject({
  pipeline: z.string().max(sharedLimits.pipeline),
  index: z.int().min(0).max(sharedLimits.hopIndex),
  total: z.int().min(0),
  traces: tracesJson,
});

export const sharedLabSchema = z
  .strictObject({
    title: z.string().trim().min(1).max(sharedLimits.title),
    lab: labSchema,
    files: fileSetSchema,
    expectation: expectationSchema.optional(),
    /** The lesson it was made from, `grocery-store/into-jaeger`. */
    lesson: z
      .string()
      .regex(/^[a-z0-9-]+\/[a-z0-9-]+$/u)
      .max(200)
      .optional(),
    /** What the store held after the last run. */
    stored: tracesJson.optional(),
    hops: z.array(sharedHopSchema).max(sharedLimits.hops).default([]),
  })
  .superRefine(({ lab, files }, context) => {
    const needed = [
      ...lab.services.map(({ entry }) => entry),
      ...(lab.collector ? [lab.collector.config] : []),
    ];
    for (const file of needed) {
      if (!Object.hasOwn(files, file))
        context.addIssue({ code: 'custom', path: ['files'], message: `without ${file}` });
    }
  });
export type SharedLab = z.infer<typeof sharedLabSchema>;
