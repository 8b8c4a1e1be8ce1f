/** The Collector in Node: for tests, for the conformance suite, and for the command line. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';
import { brotliDecompress } from 'node:zlib';
import { type CollectorAssets, collectorAssetsSchema } from '../schemas/collector.ts';
import type { CollectorSurroundings } from './collector.ts';
import type { CollectorProgram, FromCollector } from './collector-message.ts';
import { createCollectorHost, type MeasuredHost } from './host.ts';
import type { CollectorThread, ThreadListener } from './seat.ts';

/** Where `npm run build:collector` puts the assets of this repository. */
export const collectorAssetsFolder = fileURLToPath(new URL('../../.cache/public/lab/', import.meta.url));

const programs = new Map<string, Promise<CollectorProgram>>();

/**
 * A Collector in a thread of its own. `dispose` it, or the process does not end. Hosts of one process share the
 * compiled program. @throws when the program has not been built
 */
export async function openNodeCollector(
  surroundings: CollectorSurroundings,
  assetsFolder = collectorAssetsFolder,
): Promise<MeasuredHost> {
  const source = await loadProgram(assetsFolder);
  return createCollectorHost({ source, openThread, after }, surroundings);
}

/** The compiled program; read and compiled once in a process. */
function loadProgram(folder: string): Promise<CollectorProgram> {
  const known = programs.get(folder);
  if (known !== undefined) return known;
  const program = readProgram(folder);
  programs.set(folder, program);
  program.catch(() => programs.delete(folder));
  return program;
}

async function readProgram(folder: string): Promise<CollectorProgram> {
  const assets = await readAssets(folder);
  const [exec, packed] = await Promise.all([
    readFile(path.join(folder, assets.exec), 'utf8'),
    readFile(path.join(folder, assets.brotli.file)),
  ]);
  const bytes = await promisify(brotliDecompress)(packed);
  if (bytes.length !== assets.bytes) {
    throw new Error(
      `${assets.brotli.file} holds ${bytes.length} bytes, collector.json says ${assets.bytes}. Build it anew: npm run build:collector`,
    );
  }
  return { module: await WebAssembly.compile(bytes), exec };
}

async function readAssets(folder: string): Promise<CollectorAssets & { state: 'ready' }> {
  const file = path.join(folder, 'collector.json');
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new Error(`Cannot read ${file}. Build the Collector: npm run build:collector`, { cause });
  });
  const assets = collectorAssetsSchema.parse(JSON.parse(text));
  if (assets.state === 'ready') return assets;
  const found = assets.state === 'failed' ? assets.message : `it is being built (${assets.note})`;
  throw new Error(`The Collector is not there: ${found}`);
}

/** Beside this file, which lies there as JavaScript when it is part of a package. */
const threadScript = new URL(
  import.meta.url.endsWith('.ts') ? './node-thread.ts' : './node-thread.js',
  import.meta.url,
);

function openThread({ hear, failed }: ThreadListener): CollectorThread {
  const worker = new Worker(threadScript, {
    // Flags of the process that started it are not for it, and its streams are the Collector's log.
    execArgv: [],
    env: {},
  });
  worker.on('message', (message: FromCollector) => hear(message));
  worker.on('error', (error) => failed(`The Collector's thread failed: ${String(error)}`));
  worker.on('exit', (code) => failed(`The Collector's thread ended with code ${code}.`));
  return {
    post: (message) => worker.postMessage(message),
    terminate: () => void worker.terminate(),
  };
}

function after(delayMs: number, act: () => void): () => void {
  const timer = setTimeout(act, delayMs);
  return () => clearTimeout(timer);
}
