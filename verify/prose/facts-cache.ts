/** Facts of documents, kept by their text: reading Markdown takes longer than all that is done with it. */
import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { toolDigest } from '../cache/tool-digest.ts';
import type { ProseFacts } from './prose-facts.ts';

export interface FactsCache {
  /** @throws when the text is so strange that its parser fails */
  get(file: string, text: string): Promise<ProseFacts>;
  /** Keep what was asked for this time. Never rejects: without a cache all is only slower. */
  close(): Promise<void>;
}

const mostBytes = 32 * 1024 * 1024;
/** Beyond this a text is generated, or somebody's joke, and parsing it would take minutes. */
export const longest = 512 * 1024;
const nothing: ProseFacts = { links: [], dangling: [], defined: [], anchors: [], ignored: [], pieces: [] };

/** Open the cache in a folder; without one, facts are only kept for the session. */
export async function openFacts(folder: string | undefined): Promise<FactsCache> {
  const path = folder === undefined ? undefined : join(folder, 'prose.json');
  const tool = path === undefined ? '' : toolDigest();
  const before = path === undefined ? new Map<string, ProseFacts>() : await read(path, tool);
  const now = new Map<string, ProseFacts>();
  let isNew = false;
  return {
    async get(file, text) {
      if (text.length > longest) return nothing;
      const key = createHash('sha256')
        .update(`${/\.mdx$/iu.test(file)}\n${text}`)
        .digest('base64url');
      const there = now.get(key) ?? before.get(key);
      if (there !== undefined) {
        // Kept once, among what was asked for.
        before.delete(key);
        now.set(key, there);
        return there;
      }
      const { factsOf } = await import('./prose-facts.ts');
      const facts = factsOf(file, text);
      isNew = true;
      now.set(key, facts);
      return facts;
    },
    async close() {
      if (path === undefined || !isNew) return;
      const text = JSON.stringify({ tool, facts: [...before, ...now].slice(-now.size * 2) });
      if (text.length > mostBytes) return;
      const beside = `${path}.${process.pid}`;
      try {
        await mkdir(join(path, '..'), { recursive: true });
        await writeFile(beside, text);
        await rename(beside, path);
      } catch {
        await rm(beside, { force: true }).catch(() => {});
      }
    },
  };
}

async function read(path: string, tool: string): Promise<Map<string, ProseFacts>> {
  try {
    const kept = JSON.parse(await readFile(path, 'utf8')) as { tool: string; facts: [string, ProseFacts][] };
    return new Map(kept.tool === tool ? kept.facts : []);
  } catch {
    return new Map(); // Not there yet, or somebody wrote into it.
  }
}
