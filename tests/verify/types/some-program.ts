/** Examples as a document would give them. */
import { basename } from 'node:path';
import type { ExampleOptions, ProgramExample } from '../../../verify/model/example.ts';

export interface SomeProgram {
  /** Last part of its id. */
  name?: string;
  options?: ExampleOptions;
}

/** An example of the document at `document` (absolute), made of these files; the last is its entry. */
export function someProgram(
  document: string,
  files: Readonly<Record<string, string>>,
  { name = '1', options = {} }: SomeProgram = {},
): ProgramExample {
  const file = basename(document);
  return {
    kind: 'program',
    id: `${file}#${name}`,
    title: name,
    document,
    at: { file, line: 1, column: 1 },
    options,
    files: Object.entries(files).map(([each, text]) => ({ name: each, text, origins: [] })),
    entry: Object.keys(files).at(-1) ?? '',
    outputs: [],
    spans: [],
  };
}
