/** Takes in what an isolate says. A program runs beside it: nothing that comes is believed to have the shape it should. */
import { spanSchema } from '@spanlab/sandbox/schemas/trace.ts';
import { z } from 'zod';
import type { Said } from './messages.ts';

/** More than an isolate ever says: it cuts what is longer. */
const most = { text: 1_100_000, words: 20_000, list: 100_000 };

const words = z.string().max(most.words);
const texts = z.array(words).max(most.list);
const pairs = z.array(z.tuple([words, words])).max(most.list);
const at = z.object({ file: words, line: z.number(), column: z.number() }).optional();

const saidSchema = z.discriminatedUnion('say', [
  z.object({
    say: z.literal('output'),
    stream: z.enum(['stdout', 'stderr']),
    text: z.string().max(most.text),
  }),
  z.object({ say: z.literal('flooded') }),
  z.object({ say: z.literal('span'), span: spanSchema }),
  z.object({
    say: z.literal('error'),
    error: z.object({
      kind: z.enum(['threw', 'rejected', 'late']),
      name: words,
      message: words,
      frames: z.array(z.object({ file: words, line: z.number(), column: z.number() })).max(1_000),
      stack: z.string().max(most.text),
      notCompiled: z.literal(true).optional(),
    }),
  }),
  z.object({
    say: z.literal('trouble'),
    trouble: z.object({
      rule: z.enum([
        'import',
        'timeout',
        'too-much-output',
        'killed-itself',
        'left-behind',
        'export',
        'backend',
      ]),
      message: z.string().max(most.text),
      at,
    }),
  }),
  z.object({ say: z.literal('settled') }),
  z.object({ say: z.literal('holding'), what: z.object({ what: texts, at }) }),
  z.object({
    say: z.literal('recorded'),
    recorded: z.object({
      paths: texts,
      modules: texts,
      imports: pairs,
      names: z.array(z.tuple([words, texts])).max(most.list),
      requires: pairs,
    }),
  }),
  z.object({
    say: z.literal('done'),
    done: z.object({
      exitCode: z.number(),
      flush: z.enum(['acknowledged', 'failed', 'none']),
      loaded: texts,
      notRemembered: words.optional(),
      children: z.boolean(),
    }),
  }),
]);

/** What was said, or undefined where nothing an isolate says looks like it. */
export function readSaid(value: unknown): Said | undefined {
  return saidSchema.safeParse(value).success ? (value as Said) : undefined;
}
