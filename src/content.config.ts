import { defineCollection } from 'astro:content';
import { docsSchema } from '@astrojs/starlight/schema';
import { glob } from 'astro/loaders';
import { z } from 'astro/zod';
import { slugOf } from './site/slug.ts';

const lessonFrontmatterSchema = z.strictObject({
  number: z.int().min(1),
  minutes: z.int().min(1),
  learn: z.array(z.string()).min(1),
  panels: z.array(z.enum(['console', 'trace', 'wire', 'checks', 'request'])),
  focus: z.enum(['console', 'trace', 'wire', 'checks', 'request']),
  words: z.array(z.string()).default([]),
});

export const collections = {
  docs: defineCollection({
    // The files of exercises, solutions and projects lie beside a lesson's text: only pages are wanted.
    loader: glob({
      base: './content',
      pattern: ['*.mdx', 'reference/*.mdx', '*/*/index.mdx'],
      generateId: ({ entry }) => slugOf(entry),
    }),
    schema: docsSchema({ extend: z.object({ lesson: lessonFrontmatterSchema.optional() }) }),
  }),
};
