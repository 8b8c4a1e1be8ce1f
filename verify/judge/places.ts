/** From positions in an example's files to places in its document. */
import type { ExampleFile, ProgramExample, ShellExample } from '../model/example.ts';
import { type Place, placeIn } from '../model/place.ts';
import type { FilePosition } from '../model/run.ts';

/** An example with something to run. */
export type RunnableExample = ProgramExample | ShellExample;

export function filesOf(example: RunnableExample): readonly ExampleFile[] {
  return example.kind === 'program' ? example.files : [example.file];
}

/** Where a position stands in the document; the example's fence when it is in none of its files. */
export function placeOf(example: RunnableExample, position: FilePosition | undefined): Place {
  const file = filesOf(example).find(({ name }) => name === position?.file);
  if (position === undefined || file === undefined) return example.at;
  return placeIn(example.at.file, file.origins, position.line, position.column);
}
