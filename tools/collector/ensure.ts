import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { cacheFolder } from '../setup/cache-folder.ts';
import { ensureGo, findGo, type Go } from '../setup/go.ts';
import { type Say, SetupError } from '../setup/setup-error.ts';
import { buildCollector } from './build.ts';
import { buildHash, hashSources } from './inputs.ts';
import { takeLock } from './lock.ts';
import { lockFile, workshopFolder } from './places.ts';
import type { Progress } from './progress.ts';
import { progressWriter } from './progress-writer.ts';
import { publish, type ReadyCollector, readStamp, readState, stateFile, writeState } from './published.ts';

const lookEveryMs = 500;

export interface EnsureOptions {
  say: Say;
  onProgress?: (progress: Progress) => void;
  signal?: AbortSignal;
  /** Whether a missing pip may be installed as a package of the system, to get Go with. */
  mayInstall?: boolean;
}

/** The Collector that is there, if it was built from what there is now. */
async function currentCollector(sources: string, go: Go | undefined): Promise<ReadyCollector | undefined> {
  const there = await readStamp();
  if (there?.stamp.sources !== sources) return undefined;
  // Without Go it could not be built anew, and need not be.
  return go === undefined || go.version === there.stamp.go ? there.ready : undefined;
}

/** Removes what builds that were killed have left. Call it with the lock. */
async function sweep(): Promise<void> {
  for (const name of await readdir(workshopFolder)) {
    if (/^(?:building|repacking)-/u.test(name))
      await rm(join(workshopFolder, name), { recursive: true, force: true });
  }
}

/** Resolves to nothing when the sources changed meanwhile. */
async function build(sources: string, options: EnsureOptions): Promise<ReadyCollector | undefined> {
  const { say, onProgress, mayInstall = false, signal = new AbortController().signal } = options;
  await sweep();
  const folder = join(workshopFolder, `building-${process.pid}`);
  const written = progressWriter();
  const tell = (progress: Progress) => {
    onProgress?.(progress);
    written.update(progress);
  };
  try {
    tell({ percent: 0, note: 'Looking for Go' });
    const sayInstalling: Say = (line) => {
      say(line);
      tell({ percent: 0, note: 'Installing Go' });
    };
    const go = await ensureGo(cacheFolder, sayInstalling, { mayInstall });
    signal.throwIfAborted();
    const hash = buildHash(sources, go.version);
    const finished = await buildCollector({ go, sources, hash, folder, onProgress: tell, signal });
    await written.end();
    if (finished === undefined) return undefined;
    await publish(finished);
    return finished.ready;
  } catch (error) {
    await written.end();
    // Nobody shall wait for a build that was called off.
    if (signal.aborted) await rm(stateFile, { force: true });
    else
      await writeState({ state: 'failed', message: error instanceof Error ? error.message : String(error) });
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Shows another process's build until that has ended. */
async function follow(pid: number, options: EnsureOptions): Promise<void> {
  options.say(`process ${pid} is building the Collector already; waiting for it`);
  for (;;) {
    await delay(lookEveryMs, undefined, { signal: options.signal });
    const state = await readState();
    if (state?.state === 'building') options.onProgress?.({ percent: state.done, note: state.note });
    const lock = await takeLock(lockFile);
    if ('heldBy' in lock) continue;
    await lock[Symbol.asyncDispose]();
    if (state?.state === 'failed') throw new SetupError(state.message);
    return;
  }
}

/**
 * Makes sure that `.cache/public/lab/` has the Collector of the present sources; builds it when it has not.
 * `collector.json` there says at all times how things stand. Throws `SetupError` when it cannot be built.
 */
export async function ensureCollector(options: EnsureOptions): Promise<ReadyCollector> {
  for (;;) {
    const sources = await hashSources();
    const ready = await currentCollector(sources, await findGo(cacheFolder));
    if (ready !== undefined) return ready;
    const lock = await takeLock(lockFile);
    if ('heldBy' in lock) {
      await follow(lock.heldBy, options);
      continue;
    }
    try {
      // Somebody may have built it between the look and the lock.
      const there = await currentCollector(sources, await findGo(cacheFolder));
      const finished = there ?? (await build(sources, options));
      if (finished !== undefined) return finished;
    } finally {
      await lock[Symbol.asyncDispose]();
    }
  }
}
