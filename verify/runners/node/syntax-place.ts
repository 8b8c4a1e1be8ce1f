/** Where a text cannot be compiled. V8 tells that only to who prints the error as the last thing a process does. */
import { dirname, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Location, transform } from 'esbuild';
import type { ExampleFile, ProgramExample } from '../../model/example.ts';
import type { FilePosition, Ran, RunError } from '../../model/run.ts';
import { columnOf } from '../bundle/bundle-message.ts';

/**
 * Give syntax errors without a place the one esbuild finds; the words stay V8's. Where another file imports what is
 * not exported, it is named.
 */
export async function placeSyntaxErrors(
  ran: Ran,
  { files, document }: Pick<ProgramExample, 'files' | 'document'>,
): Promise<Ran> {
  if (!ran.errors.some(isUnplaced)) return ran;
  const errors = ran.errors.map((error) => (isUnplaced(error) ? withImporter(error, document) : error));
  return placed({ ...ran, errors }, files);
}

/** V8 puts the file that imports before what it says. */
function withImporter(error: RunError, document: string): RunError {
  const [said = '', ...more] = error.message.split('\n');
  const from = /^(file:\/\/.+?):\d+\n/u.exec(error.stack)?.[1];
  if (from === undefined || !/\bexport named\b|^Named export\b/u.test(said)) return error;
  const file = relative(dirname(document), fileURLToPath(from)).replaceAll('\\', '/');
  return { ...error, message: [`${said} (imported by ${file})`, ...more].join('\n') };
}

async function placed(ran: Ran, files: readonly ExampleFile[]): Promise<Ran> {
  const at = await firstSyntaxError(files);
  if (at === undefined) return ran;
  return {
    ...ran,
    errors: ran.errors.map((error) => (isUnplaced(error) ? { ...error, frames: [at] } : error)),
  };
}

function isUnplaced({ name, frames }: Ran['errors'][number]): boolean {
  return name === 'SyntaxError' && frames.length === 0;
}

async function firstSyntaxError(files: readonly ExampleFile[]): Promise<FilePosition | undefined> {
  for (const { name, text } of files) {
    if (name.endsWith('.json')) continue;
    try {
      await transform(text, {
        loader: /x$/u.test(name) ? 'tsx' : /ts$/u.test(name) ? 'ts' : 'js',
        logLevel: 'silent',
        tsconfigRaw: {},
      });
    } catch (error) {
      const { errors } = error as { errors?: { location: Location | null }[] };
      const location = errors?.[0]?.location;
      if (location != null) return { file: name, line: location.line, column: columnOf(location) };
    }
  }
  return undefined;
}
