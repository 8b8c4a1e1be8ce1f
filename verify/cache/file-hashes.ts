/** What files hold, as hashes: each file is read once in a session, however many examples depend on it. */
import { hash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';

export interface FileHashes {
  /** SHA-256 of its content; `absent` if it cannot be read. */
  of(path: string): string;
  /** Of the names of code files in a folder: a new one may be what an import leads to from now on. */
  ofNames(folder: string): string;
  /** Was it changed, as far as its times say, since these hashes began? Then what was hashed may not be what was used. */
  changedSince(path: string): boolean;
}

const code = /\.(?:[mc]?[jt]sx?|json|node|wasm)$/u;

/** Begins with nothing known. */
export function createFileHashes(now: () => number = Date.now): FileHashes {
  const began = now();
  const known = new Map<string, string>();
  const remember = (key: string, find: () => string): string => {
    const found = known.get(key) ?? find();
    known.set(key, found);
    return found;
  };
  return {
    of: (path) => remember(`file ${path}`, () => orAbsent(() => sha256(readFileSync(path)))),
    ofNames: (folder) =>
      remember(`names ${folder}`, () =>
        orAbsent(() => {
          const names = readdirSync(folder).filter((name) => code.test(name));
          return sha256(names.sort().join('\n'));
        }),
      ),
    changedSince(path) {
      const about = statSync(path, { throwIfNoEntry: false });
      return about !== undefined && Math.max(about.mtimeMs, about.ctimeMs) >= began;
    },
  };
}

/** Hexadecimal. */
export function sha256(data: string | Buffer): string {
  return hash('sha256', data);
}

/** The same text for the same value, whatever the order of keys. Absent and `undefined` are one. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );
}

function orAbsent(find: () => string): string {
  try {
    return find();
  } catch {
    return 'absent';
  }
}
