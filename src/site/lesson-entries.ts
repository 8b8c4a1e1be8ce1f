import { type CollectionEntry, getCollection } from 'astro:content';
import { numberOf } from './slug.ts';

/** All lessons of all tracks, in the order they are taught. */
export async function lessonEntries(): Promise<CollectionEntry<'docs'>[]> {
  const pages = await getCollection('docs', ({ data }) => data.lesson !== undefined);
  const place = (page: CollectionEntry<'docs'>) =>
    numberOf(page.filePath?.split('/').at(-3) ?? '') * 1_000 + (page.data.lesson?.number ?? 0);
  return pages.sort((a, b) => place(a) - place(b));
}
