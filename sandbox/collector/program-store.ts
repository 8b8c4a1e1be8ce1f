/** The Collector kept in the browser: for the next visit, and for when there is no network. */
import { collectorAssetsSchema } from '../schemas/collector.ts';
import type { ReadyAssets } from './find-assets.ts';

export interface ProgramStore {
  /** What is kept whole, newest last; nothing when nothing can be kept here. */
  assets(): Promise<ReadyAssets | undefined>;
  get(hash: string, name: string): Promise<Response | undefined>;
  /** Keeps these, and nothing older. The program is kept unpacked: it is read every time, and stored once. */
  put(assets: ReadyAssets, files: ReadonlyMap<string, Response>): Promise<void>;
  remove(hash: string): Promise<void>;
}

/** Written last: where it is, everything is. */
const manifest = 'collector.json';

/**
 * Over Cache Storage, one cache for each hash. Never rejects: where there is no storage, where it is full or broken,
 * everything is loaded as if for the first time.
 */
export function createProgramStore(base: URL, caches: CacheStorage | undefined): ProgramStore {
  const prefix = `spanlab-collector ${base.pathname} `;
  const url = (name: string): string => new URL(name, base).href;
  const own = async (): Promise<string[]> =>
    ((await caches?.keys()) ?? []).filter((name) => name.startsWith(prefix));

  return {
    assets: () =>
      quietly(async () => {
        for (const name of (await own()).toReversed()) {
          const kept = await (await caches?.open(name))?.match(url(manifest));
          const parsed = collectorAssetsSchema.safeParse(await kept?.json());
          if (parsed.success && parsed.data.state === 'ready') return parsed.data;
        }
        return undefined;
      }),
    get: (hash, name) =>
      quietly(async () => {
        const cache = (await caches?.has(prefix + hash)) ? await caches?.open(prefix + hash) : undefined;
        return (await cache?.match(url(manifest))) && (await cache?.match(url(name)));
      }),
    async put(assets, files) {
      const name = prefix + assets.hash;
      const isKept = await quietly(async () => {
        for (const each of await own()) if (each !== name) await caches?.delete(each);
        const cache = await caches?.open(name);
        for (const [file, response] of files) await cache?.put(url(file), response);
        await cache?.put(url(manifest), Response.json(assets));
        return true;
      });
      // Half of it is of no use to anybody.
      if (!isKept) await quietly(async () => caches?.delete(name));
    },
    async remove(hash) {
      await quietly(async () => caches?.delete(prefix + hash));
    },
  };
}

async function quietly<Value>(work: () => Promise<Value>): Promise<Value | undefined> {
  try {
    return await work();
  } catch {
    return undefined;
  }
}
