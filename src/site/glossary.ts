import { getEntry } from 'astro:content';

/** The id of a term on the glossary page. */
export function glossarySlug(term: string): string {
  return term.toLowerCase().replaceAll(/[^a-z0-9]+/gu, '-');
}

/** The terms the glossary page defines, in its order. */
export async function glossaryTerms(): Promise<string[]> {
  const page = await getEntry('docs', 'reference/glossary');
  return [...(page?.body ?? '').matchAll(/<Definition\s+term="([^"]+)"/gu)].map((match) => match[1] ?? '');
}
