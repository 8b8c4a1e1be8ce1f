/** Examples as files of one program, each where it would lie beside its document. */
import { dirname, join, relative, sep } from 'node:path';
import type { ProgramExample } from '../model/example.ts';
import { type RenamedText, renamed, renameOwnImports } from './own-imports.ts';

export interface MirroredFile {
  /** From the mirror's root, which stands for the project's folder; with `/`. */
  path: string;
  text: string;
  example: ProgramExample;
  /** Its name in the example. */
  name: string;
  columnBefore: RenamedText['columnBefore'];
}

const tagged = /__spanlab\d+/gu;

/** Lays the examples of one project out. A file that would lie outside the project is left out, and named. */
export function mirrorOf(
  examples: readonly ProgramExample[],
  projectFolder: string,
): { files: MirroredFile[]; outside: { example: ProgramExample; name: string }[] } {
  const files: MirroredFile[] = [];
  const outside: { example: ProgramExample; name: string }[] = [];
  for (const [index, example] of examples.entries()) {
    const tag = `__spanlab${index}`;
    const names = example.files.map((file) => file.name);
    for (const { name, text } of example.files) {
      const path = relative(projectFolder, join(dirname(example.document), renamed(name, tag)));
      if (path.startsWith('..')) {
        outside.push({ example, name });
        continue;
      }
      files.push({
        path: path.split(sep).join('/'),
        ...renameOwnImports(text, { name, names, tag }),
        example,
        name,
      });
    }
  }
  return { files, outside };
}

/** A message of the compiler's, with files named as the document names them, or from the project's folder. */
export function unmirrored(
  message: string,
  { mirrorFolder, folder }: { mirrorFolder: string; folder: string },
): string {
  const slashed = (path: string) => `${path.split(sep).join('/')}/`;
  return message.replaceAll(slashed(mirrorFolder), '').replaceAll(slashed(folder), '').replace(tagged, '');
}
