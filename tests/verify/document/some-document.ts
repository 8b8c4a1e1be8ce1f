/** Documents for tests: read from memory, without a disk. */

import { type Files, readDocument } from '../../../verify/document/read-document.ts';
import type { ReadDocument } from '../../../verify/model/example.ts';

const folder = '/docs';

/** Reads a document of this text, and of a name that says how; `sources` lie beside it. */
export function read(
  text: string,
  { name = 'guide.md', sources = {} }: { name?: string; sources?: Readonly<Record<string, string>> } = {},
): Promise<ReadDocument> {
  const there = new Map(
    Object.entries({ ...sources, [name]: text }).map(([file, each]) => [`${folder}/${file}`, each]),
  );
  const found = (file: string) => {
    const each = there.get(file.replaceAll('\\', '/').replace(/^[A-Z]:/u, ''));
    return each === undefined ? Promise.reject(new Error(`no ${file}`)) : Promise.resolve(each);
  };
  const files: Files = {
    read: found,
    sizeOf: async (file) => Buffer.byteLength(await found(file)),
  };
  return readDocument(name, { cwd: folder, files });
}

/** Findings as an editor shows them: `3:5 document Found …`. */
export function said({ findings }: ReadDocument): string[] {
  return findings.map(({ at, rule, message }) => `${at.line}:${at.column} ${rule} ${message}`);
}

/** What the document has at the place of a line of an example's file. */
export function inDocument(text: string, { line, column }: { line: number; column: number }): string {
  return (
    text
      .replace(/^\uFEFF/u, '')
      .split(/\r\n|\n|\r/u)
      [line - 1]?.slice(column - 1) ?? '(no such line)'
  );
}

/** The one program of a document. */
export function program(document: ReadDocument) {
  const [example, ...more] = document.examples;
  if (example?.kind !== 'program' || more.length > 0) {
    throw new Error(`found ${document.examples.length} examples: ${said(document).join('\n')}`);
  }
  return example;
}
