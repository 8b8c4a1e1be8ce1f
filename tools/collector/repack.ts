import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { compressFile } from './compress.ts';
import { takeLock } from './lock.ts';
import { lockFile, publicFolder, workshopFolder } from './places.ts';
import type { Progress } from './progress.ts';
import { publishTighter, type ReadyCollector, readStamp } from './published.ts';

/**
 * Packs the Collector that is there once more: 9 % smaller on the wire, for a minute and a half of work. So nobody waits
 * for it: pages have the Collector meanwhile. Does nothing when it has been done, or when a build is under way.
 */
export async function repackCollector(
  options: { onProgress?: (progress: Progress) => void; signal?: AbortSignal } = {},
): Promise<ReadyCollector | undefined> {
  const { onProgress, signal } = options;
  const before = await readStamp();
  if (before === undefined || before.stamp.tight) return before?.ready;
  const lock = await takeLock(lockFile);
  if ('heldBy' in lock) return undefined;
  const folder = join(workshopFolder, `repacking-${process.pid}`);
  try {
    const there = await readStamp();
    if (there === undefined || there.stamp.tight) return there?.ready;
    await mkdir(folder, { recursive: true });
    const from = join(folder, 'wasm');
    const packed = createReadStream(join(publicFolder, there.ready.gzip.file));
    await pipeline(packed, createGunzip(), createWriteStream(from), { signal });
    const to = join(folder, 'brotli');
    const bytes = await compressFile({
      from,
      to,
      format: 'brotli, tighter',
      onProgress: (done) => {
        const percent = Math.round(done * 100);
        onProgress?.({ percent, note: `Packing tighter: ${percent} %` });
      },
      signal,
    });
    return await publishTighter(there, to, bytes);
  } finally {
    await rm(folder, { recursive: true, force: true });
    await lock[Symbol.asyncDispose]();
  }
}
