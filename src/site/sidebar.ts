import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { numberOf, slugOf, titleOf } from './slug.ts';

interface SidebarLink {
  slug: string;
  attrs?: Record<string, string>;
}

export interface SidebarGroup {
  label: string;
  items: SidebarLink[];
}

/** Pages that are not lessons, in the order the sidebar shows them. */
const referencePages = [
  'span-anatomy',
  'packages',
  'collector',
  'explorer',
  'sharing',
  'glossary',
  'troubleshooting',
  'authoring',
  'verify',
];

/**
 * The sidebar, read from the folders: a group for each numbered track with its lessons in order, then
 * the reference pages. `data-lesson` is where the browser puts the progress marks.
 */
export function sidebar(contentFolder: string): SidebarGroup[] {
  const tracks = numberedFolders(contentFolder).map((track) => ({
    label: titleOf(slugOf(track)),
    items: numberedFolders(join(contentFolder, track))
      .filter((lesson) => existsSync(join(contentFolder, track, lesson, 'index.mdx')))
      .map((lesson) => ({
        slug: slugOf(`${track}/${lesson}`),
        attrs: { 'data-lesson': slugOf(`${track}/${lesson}`), 'data-number': String(numberOf(lesson)) },
      })),
  }));
  const reference = referencePages
    .map((name) => `reference/${name}`)
    .filter((slug) => existsSync(join(contentFolder, `${slug}.mdx`)))
    .map((slug) => ({ slug }));
  return [...tracks, { label: 'Reference', items: reference }].filter((group) => group.items.length > 0);
}

function numberedFolders(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && Number.isFinite(numberOf(entry.name)))
    .map((entry) => entry.name)
    .sort((a, b) => numberOf(a) - numberOf(b));
}
