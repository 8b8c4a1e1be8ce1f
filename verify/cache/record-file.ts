/**
 * Records in one file: a line each, `<key> <checksum> <JSON>`, the last of a key is the one that counts. New ones are
 * appended, so that two processes can write at once; what is broken or somebody else's is passed over.
 */
import { appendFile, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { sha256 } from './file-hashes.ts';

export interface RecordFile {
  get(key: string): unknown;
  /** Known now, on disk with the next `save`. Keys have no spaces. */
  set(key: string, value: unknown): void;
  /** Writes what is new. Rewrites the file when it has grown past its bound: what was used last is kept. */
  save(): Promise<void>;
}

/** Not a version to migrate from: another first line is another file. */
const header = '# What spanlab verify found to hold. It can be removed at any time. (2)';

/** Reads a file of records; none if there is no such file. @param mostBytes of the file; about twice that for a moment */
export async function openRecordFile(
  path: string,
  { mostBytes }: { mostBytes: number },
): Promise<RecordFile> {
  const text = await readFile(path, 'utf8').catch(() => '');
  const ours = text.startsWith(`${header}\n`);
  const lines = new Map<string, string>();
  if (ours && text.length <= 4 * mostBytes) {
    for (const line of text.slice(header.length + 1).split('\n')) {
      const end = line.indexOf(' ');
      if (end > 0) lines.set(line.slice(0, end), line);
    }
  }
  const fresh = new Map<string, string>();
  const used = new Set<string>();
  return {
    get(key) {
      const line = fresh.get(key) ?? lines.get(key);
      const value = line === undefined ? undefined : parseLine(line);
      if (value !== undefined) used.add(key);
      return value;
    },
    set(key, value) {
      const json = JSON.stringify(value);
      fresh.set(key, `${key} ${checksum(key, json)} ${json}`);
      used.add(key);
    },
    async save() {
      if (fresh.size === 0) return;
      await mkdir(dirname(path), { recursive: true });
      if (text === '') await writeFile(join(dirname(path), '.gitignore'), '*\n');
      const added = [...fresh.values()].join('\n');
      if (ours && Buffer.byteLength(text) + Buffer.byteLength(added) <= mostBytes) {
        // A line end goes before: another process may have been stopped within its last line.
        await appendFile(path, `\n${added}\n`);
      } else {
        const all = [...new Map([...lines, ...fresh])];
        const byUse = all.sort(([a], [b]) => Number(used.has(a)) - Number(used.has(b)));
        const kept = lastWithin(
          byUse.map(([, line]) => line),
          mostBytes / 2,
        );
        await replace(path, `${header}\n${kept.join('\n')}\n`);
      }
      for (const [key, line] of fresh) lines.set(key, line);
      fresh.clear();
    },
  };
}

/** Readers see the old file or the new one. */
async function replace(path: string, text: string): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    await writeFile(temporary, text);
    await rename(temporary, path);
  } finally {
    await rm(temporary, { force: true });
  }
}

function lastWithin(lines: readonly string[], bytes: number): string[] {
  let left = bytes - header.length;
  let first = lines.length;
  for (; first > 0; first--) {
    left -= Buffer.byteLength(lines[first - 1] ?? '') + 1;
    if (left < 0) break;
  }
  return lines.slice(first);
}

function parseLine(line: string): unknown {
  const [, key, sum, json] = /^(\S+) (\S+) (.*)$/u.exec(line) ?? [];
  if (key === undefined || json === undefined || checksum(key, json) !== sum) return undefined;
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** Of the key too: a damaged key must not be taken for another. */
function checksum(key: string, json: string): string {
  return sha256(`${key} ${json}`).slice(0, 16);
}
