/**
 * Loads and compiles the Collector in a browser: from what is kept of an earlier visit, else from a server that answers
 * with the packed file of its choice, else from a packed file that is unpacked here.
 *
 * Measured in Chromium 156 on two busy cores, 78 MB unpacked, fetched and compiled: kept unpacked 0.3–0.5 s, kept as
 * gzip 0.8–1.2 s, brotli from the browser's own cache 0.5 s, from a server on this machine 0.8–1.0 s, gzip
 * unpacked in the Worker 1.0–1.5 s. Counting the bytes on their way costs less than 0.1 s.
 */
import type { CollectorProgress } from '../schemas/collector.ts';
import type { CollectorProgram } from './collector-message.ts';
import { type FindEffects, findAssets, type ReadyAssets } from './find-assets.ts';
import { canUnpack, type ProgramFile, programStream } from './program-source.ts';
import { createProgramStore, type ProgramStore } from './program-store.ts';

export interface LoadEffects extends FindEffects {
  /** Absent where a page may not keep anything. */
  caches: CacheStorage | undefined;
  /** Does what is not urgent. */
  later(work: () => Promise<void>): void;
}

type Report = (progress: CollectorProgress) => void;

/** Rejects with words for a reader: everything that was tried, and what was found. */
export async function loadProgram(
  assetBase: string,
  progress: Report,
  effects: LoadEffects = browserEffects,
): Promise<CollectorProgram> {
  const base = new URL(assetBase);
  const store = createProgramStore(base, effects.caches);
  const assets = await findAssets(base, progress, effects).catch(async (error: unknown) => {
    const kept = await store.assets();
    if (kept === undefined)
      throw new Error(`The Collector could not be loaded: ${messageOf(error)}`, { cause: error });
    return kept;
  });
  const kept = await keptProgram(store, assets);
  if (kept !== undefined) return kept;

  const loading = { base, assets, report: progress, effects };
  const [exec, module] = await Promise.all([loadExec(loading), loadModule(loading)]);
  effects.later(() => keep(loading, store, exec));
  return { module, exec };
}

async function keptProgram(
  store: ProgramStore,
  { hash, wasm, exec }: ReadyAssets,
): Promise<CollectorProgram | undefined> {
  const [program, script] = await Promise.all([store.get(hash, wasm), store.get(hash, exec)]);
  if (program === undefined || script === undefined) return undefined;
  try {
    return { module: await WebAssembly.compileStreaming(program), exec: await script.text() };
  } catch {
    // What is kept has come to harm.
    await store.remove(hash);
    return undefined;
  }
}

interface Loading {
  base: URL;
  assets: ReadyAssets;
  report: Report;
  effects: LoadEffects;
}

async function loadExec({ base, assets, effects }: Loading): Promise<string> {
  const url = new URL(assets.exec, base);
  const response = await effects.fetch(url, {}).catch((error: unknown) => {
    throw new Error(`The Collector could not be loaded: ${url.pathname}: ${messageOf(error)}`);
  });
  const text = response.ok ? await response.text() : '';
  if (text.includes('globalThis.Go')) return text;
  const found = response.ok ? `found "${text.slice(0, 40)}"` : `answered ${response.status}`;
  throw new Error(`The Collector could not be loaded: ${url.pathname} ${found}, expected Go's wasm_exec.js`);
}

/** In the order in which they are tried. */
function programFiles({ base, assets }: Loading): ProgramFile[] {
  const files: ProgramFile[] = [{ url: new URL(assets.wasm, base), packed: undefined }];
  if (canUnpack('brotli')) files.push({ url: new URL(assets.brotli.file, base), packed: 'brotli' });
  return [...files, { url: new URL(assets.gzip.file, base), packed: 'gzip' }];
}

async function loadModule(loading: Loading): Promise<WebAssembly.Module> {
  const complaints: string[] = [];
  for (const file of programFiles(loading)) {
    const isLast = file.packed === 'gzip';
    try {
      return await compiled(file, loading);
    } catch (error) {
      complaints.push(messageOf(error));
      if (isLast) break;
    }
  }
  throw new Error(
    `The Collector could not be loaded. Tried ${complaints.length} files: ${complaints.join('; ')}. Is the network there, and does the host serve the folder ${loading.base.pathname} as it was built?`,
  );
}

async function compiled(
  file: ProgramFile,
  { assets, report, effects }: Loading,
): Promise<WebAssembly.Module> {
  const wire = file.packed === 'gzip' ? assets.gzip.bytes : assets.brotli.bytes;
  let lastPercent = -1;
  let fault: unknown;
  const expected = {
    bytes: assets.bytes,
    failed(reason: unknown) {
      fault = reason;
    },
    done(bytes: number) {
      const percent = Math.floor((100 * bytes) / assets.bytes);
      if (percent === lastPercent) return;
      lastPercent = percent;
      const done = Math.round((wire * bytes) / assets.bytes);
      if (percent < 100)
        report({ step: 'fetching', done, total: wire, note: `${megabytes(done)} of ${megabytes(wire)} MB` });
      else report({ step: 'compiling', done: 0, total: 0, note: 'getting it ready' });
    },
  };
  const response = await effects.fetch(file.url, {}).catch((error: unknown) => {
    throw new Error(`${file.url.pathname}: ${messageOf(error)}`);
  });
  const stream = await programStream(file, response, expected);
  const headers = { 'content-type': 'application/wasm' };
  try {
    return await WebAssembly.compileStreaming(new Response(stream, { headers }));
  } catch (error) {
    throw fault ?? new Error(`${file.url.pathname}: ${messageOf(error)}`);
  }
}

/** From the browser's own cache, where everything is by now. */
async function keep({ base, assets, effects }: Loading, store: ProgramStore, exec: string): Promise<void> {
  if (effects.caches === undefined) return;
  for (const file of programFiles({ base, assets, effects, report: nothing })) {
    const program = await effects
      .fetch(file.url, { cache: 'force-cache' })
      .then((response) =>
        programStream(file, response, { bytes: assets.bytes, done: nothing, failed: nothing }),
      )
      .catch(() => undefined);
    if (program === undefined) continue;
    await store.put(
      assets,
      new Map([
        [assets.exec, new Response(exec, { headers: { 'content-type': 'text/javascript' } })],
        [assets.wasm, new Response(program, { headers: { 'content-type': 'application/wasm' } })],
      ]),
    );
    return;
  }
}

const nothing = (): void => undefined;

/** Long enough for the Collector to start and its first spans to pass. */
const keepAfterMs = 3_000;

const browserEffects: LoadEffects = {
  fetch: (url, options) => fetch(url, options),
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  // Where storage is blocked even asking for it throws.
  caches: storage(),
  later: (work) => void setTimeout(() => void work().catch(() => undefined), keepAfterMs),
};

function storage(): CacheStorage | undefined {
  try {
    return globalThis.caches;
  } catch {
    return undefined;
  }
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
