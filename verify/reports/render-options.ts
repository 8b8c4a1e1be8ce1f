/** What a renderer may be told. Everything has a default. */
import { readFileSync, statSync } from 'node:fs';
import { isAbsolute, relative, resolve } from 'node:path';

export interface RenderOptions {
  /** Colour the pretty report. Default: no. */
  colour?: boolean;
  /** Text of a document as findings name it, for frames and fingerprints; absent: it cannot be had. Default: from disk. */
  source?: (file: string) => string | undefined;
  /** Folder the findings' files are relative to. Default: where the program was started. */
  cwd?: string;
  /** Bytes of a Markdown report at most. Default: what GitHub takes as a step's summary. */
  maxBytes?: number;
}

const maxSource = 10 * 1024 * 1024;

/** Reads documents below `cwd`, each once. Not those outside it, nor any over 10 MB. */
export function sourceOf({
  source,
  cwd = process.cwd(),
}: RenderOptions): (file: string) => string | undefined {
  if (source !== undefined) return source;
  const read = new Map<string, string | undefined>();
  return (file) => {
    if (!read.has(file)) read.set(file, readBelow(cwd, file));
    return read.get(file);
  };
}

function readBelow(cwd: string, file: string): string | undefined {
  const path = resolve(cwd, file);
  const inside = relative(cwd, path);
  if (inside.startsWith('..') || isAbsolute(inside)) return undefined;
  try {
    return statSync(path).size <= maxSource ? readFileSync(path, 'utf8') : undefined;
  } catch {
    return undefined; // It has gone since: a report without frames is still a report.
  }
}
