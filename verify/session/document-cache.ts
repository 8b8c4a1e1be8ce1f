/** Documents as they were read: an unchanged one need not be parsed again. */
import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';

/** Of all documents of a session together: more is parsed each time. */
const mostBytes = 64 * 1024 * 1024;

export interface DocumentCache {
  /** What was made of a text, if it is the same text. Plain data: every session gets a copy of its own. */
  get<Value>(kind: string, path: string, text: string | Uint8Array): Value | undefined;
  /** Remembers what depends on this text and this path alone. */
  put(kind: string, path: string, text: string | Uint8Array, value: unknown): void;
  /** Writes what was asked for in this session, if there is anything new. */
  close(): Promise<void>;
}

interface Entry {
  hash: string;
  value: unknown;
}

/** A cache that remembers nothing. */
export const noDocumentCache: DocumentCache = {
  get: () => undefined,
  put() {},
  close: () => Promise.resolve(),
};

/** @param tool what the code of this copy is: another one may read documents in another way */
export async function openDocumentCache(folder: string, tool: string): Promise<DocumentCache> {
  const file = join(folder, 'documents.bin');
  const before = await read(file, tool);
  const after = new Map<string, Entry>();
  let isNew = false;

  return {
    get<Value>(kind: string, path: string, text: string | Uint8Array) {
      const key = `${kind} ${path}`;
      const entry = before.get(key);
      if (entry === undefined || entry.hash !== hashOf(text)) return undefined;
      after.set(key, entry);
      // What was put under this kind is what is asked for.
      return entry.value as Value;
    },
    put(kind, path, text, value) {
      after.set(`${kind} ${path}`, { hash: hashOf(text), value });
      isNew = true;
    },
    async close() {
      if (!isNew) return;
      try {
        const bytes = serialize({ tool, entries: after });
        if (bytes.length > mostBytes) return;
        await mkdir(folder, { recursive: true });
        await writeFile(`${file}.${process.pid}`, bytes);
        await rename(`${file}.${process.pid}`, file);
      } catch {
        // Without it, documents are parsed again: nothing is wrong.
      }
    },
  };
}

/** Nothing when it is not there, was cut off, or was written by another copy of Spanlab or Node. */
async function read(file: string, tool: string): Promise<ReadonlyMap<string, Entry>> {
  try {
    const value: unknown = deserialize(await readFile(file));
    const isOurs = typeof value === 'object' && value !== null && 'tool' in value && value.tool === tool;
    return isOurs && 'entries' in value && value.entries instanceof Map ? value.entries : new Map();
  } catch {
    return new Map();
  }
}

function hashOf(text: string | Uint8Array): string {
  return createHash('sha256').update(text).digest('base64');
}
