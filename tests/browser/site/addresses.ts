import { readdirSync } from 'node:fs';
import { slugOf } from '../../../src/site/slug.ts';

/** The addresses of all pages, from the files they are made of. */
export const addresses = readdirSync('content', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.mdx'))
  .map(slugOf)
  .map((slug) => (slug === 'index' ? '' : slug === '404' ? 'no-such-page/' : `${slug}/`));
