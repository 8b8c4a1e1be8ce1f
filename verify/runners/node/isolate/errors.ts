/** Errors of a program as positions in its own files. Runs inside the isolate. */
import { SourceMap } from 'node:module';
import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';
import type { FilePosition, RunError } from '../../../model/run.ts';
import type { ProgramFile } from '../messages.ts';

const longest = { message: 4_000, stack: 12_000, frames: 50 };

export type Locate = (path: string, line: number, column: number) => FilePosition | undefined;

/** Finds positions of generated code in the example's files. */
export function locator(files: readonly ProgramFile[]): Locate {
  const known = new Map<string, { file: ProgramFile; map?: SourceMap }>();
  for (const file of files) {
    const entry = file.map === undefined ? { file } : { file, map: new SourceMap(JSON.parse(file.map)) };
    known.set(file.url, entry);
    known.set(fileURLToPath(file.url), entry);
  }
  return (path, line, column) => {
    const found = known.get(path);
    if (found === undefined) return undefined;
    const { file, map } = found;
    if (map === undefined) return { file: file.name, line, column };
    const origin = map.findEntry(line - 1, column - 1);
    if (!('originalLine' in origin)) return { file: file.name, line, column };
    return { file: file.name, line: origin.originalLine + 1, column: origin.originalColumn + 1 };
  };
}

/** Describe whatever was thrown. Never throws. */
export function describeError(kind: RunError['kind'], thrown: unknown, locate: Locate): RunError {
  try {
    // OpenTelemetry's flush rejects with a list of what went wrong.
    const [first] = Array.isArray(thrown) ? (thrown as unknown[]) : [];
    if (isError(first)) return describeError(kind, first, locate);
    if (!isError(thrown)) {
      return { kind, name: '', message: shown(thrown), frames: [], stack: `Uncaught ${shown(thrown)}` };
    }
    const stack = String(thrown.stack ?? '').slice(0, longest.stack);
    return {
      kind,
      name: String(thrown.name),
      message: String(thrown.message).slice(0, longest.message),
      frames: framesOf(thrown, stack, locate),
      stack,
      ...(isNotCompiled(thrown, stack) ? { notCompiled: true } : {}),
    };
  } catch (problem) {
    return {
      kind,
      name: '',
      message: `an error that cannot be shown: ${shown(problem)}`,
      frames: [],
      stack: '',
    };
  }
}

/** What a loader throws is no error of the program's own, such as one of `JSON.parse`: it comes from Node's modules first. */
function isNotCompiled(error: Error, stack: string): boolean {
  if (error.name !== 'SyntaxError') return false;
  if ('spanlabAt' in error) return true;
  const frames = stack.split('\n').filter((line) => /^\s+at /u.test(line) && !line.includes('<anonymous>'));
  return /node:internal\/(?:modules|vm)\b/u.test(frames[0] ?? '');
}

function isError(thrown: unknown): thrown is Error {
  return thrown instanceof Error || Object.prototype.toString.call(thrown) === '[object Error]';
}

function shown(value: unknown): string {
  return inspect(value, { depth: 3, maxStringLength: longest.message }).slice(0, longest.message);
}

function framesOf(error: Error, stack: string, locate: Locate): FilePosition[] {
  const told = (error as Error & { spanlabAt?: FilePosition }).spanlabAt;
  if (told !== undefined) return [told];
  const syntax = syntaxPosition(stack, locate);
  return [...(syntax === undefined ? [] : [syntax]), ...positionsIn(stack, locate)].slice(0, longest.frames);
}

/** The example's own places in the lines of a stack, innermost first. */
export function positionsIn(stack: string, locate: Locate): FilePosition[] {
  return stack.split('\n').flatMap((text) => {
    const found = /^\s*at (?:.*\()?(.+?):(\d+):(\d+)\)?$/u.exec(text);
    if (found === null) return [];
    const [, path = '', line, column] = found;
    const at = locate(path.replace(/^async /u, ''), Number(line), Number(column));
    return at === undefined ? [] : [at];
  });
}

/** V8 puts `file:line`, the line and carets before what it says of a text that cannot be compiled. */
function syntaxPosition(stack: string, locate: Locate): FilePosition | undefined {
  const found = /^((?:file:\/\/|\/|[A-Za-z]:\\).*):(\d+)\n.*\n(\s*)\^/u.exec(stack);
  if (found === null) return undefined;
  const [, path = '', line, before = ''] = found;
  return locate(path, Number(line), before.length + 1);
}
