import { defineCollection } from 'astro:content';
import { docsSchema, i18nSchema } from '@astrojs/starlight/schema';
import { glob } from 'astro/loaders';
import { z } from 'astro/zod';
import { lessonFrontmatterSchema } from './lessons/schema.ts';
import { slugOf } from './site/slug.ts';

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
  /** Starlight's own words, where ours are better. */
  i18n: defineCollection({
    loader: () => [{ id: 'en', 'skipLink.label': 'Skip to the text' }],
    schema: i18nSchema(),
  }),
};
