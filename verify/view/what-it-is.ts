/** What bytes are that cannot be traces, by how they begin. */

const beginnings: readonly (readonly [string, string])[] = [
  ['\u0089PNG', 'a picture (PNG)'],
  ['\u00ff\u00d8\u00ff', 'a picture (JPEG)'],
  ['GIF8', 'a picture (GIF)'],
  ['%PDF', 'a PDF'],
  ['PK\u0003\u0004', 'a ZIP archive (unpack it first)'],
  ['\u007fELF', 'a program'],
  ['\u0000asm', 'WebAssembly'],
  ['SQLite format 3', 'a database'],
  ['<?xml', 'XML'],
  ['<!doctype', 'a web page'],
  ['<html', 'a web page'],
];

/** In words, or undefined when they may be traces. Not thorough: the page reads the whole and says what is wrong. */
export function whatItIs(start: Uint8Array): string | undefined {
  if (start.length === 0) return 'an empty file';
  const text = Buffer.from(start.buffer, start.byteOffset, start.byteLength).toString('latin1');
  const trimmed = text.replace(/^(?:\u00ef\u00bb\u00bf)?\s+/u, '').toLowerCase();
  return beginnings.find(
    ([beginning]) => text.startsWith(beginning) || trimmed.startsWith(beginning.toLowerCase()),
  )?.[1];
}
