/** What people give to be opened: files that are chosen or dropped, and text that is pasted. */
import type { Source } from './load.ts';

/** Nobody means to open more at once, and a folder by mistake may hold any number. */
const mostFiles = 200;

/** Of chosen, dropped or pasted files; folders and empty things that are dropped have nothing to read. */
export function sourcesOfFiles(files: Iterable<File>): Source[] {
  return Array.from(files)
    .slice(0, mostFiles)
    .map((file) => ({ name: file.name, from: { blob: file, name: file.name } }));
}

export function sourceOfText(text: string): Source | undefined {
  if (text.trim() === '') return undefined;
  const name = 'pasted text';
  return { name, from: { blob: new Blob([text], { type: 'text/plain' }), name } };
}

/** Of a drop or a paste: its files, or else its text. */
export function sourcesOfTransfer(data: DataTransfer | null): Source[] {
  if (data === null) return [];
  if (data.files.length > 0) return sourcesOfFiles(data.files);
  const source = sourceOfText(data.getData('text/plain'));
  return source === undefined ? [] : [source];
}

/** Is something being dragged that could be opened, and not a part of the page itself? */
export function holdsFiles(data: DataTransfer | null): boolean {
  return data?.types.includes('Files') === true;
}
