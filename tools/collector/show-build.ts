import { type EnsureOptions, ensureCollector } from './ensure.ts';
import type { ReadyCollector } from './published.ts';
import { repackCollector } from './repack.ts';
import { terminalProgress } from './terminal-progress.ts';

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;

/** `ensureCollector`, with its progress on the terminal. Says nothing when there is nothing to do. */
export async function showBuild(
  options: Omit<EnsureOptions, 'say' | 'onProgress'> = {},
): Promise<ReadyCollector> {
  const startedAt = performance.now();
  let worked = false;
  let ready: ReadyCollector;
  {
    using progress = terminalProgress();
    ready = await ensureCollector({
      ...options,
      say: progress.say,
      onProgress: (each) => {
        worked = true;
        progress.onProgress(each);
      },
    });
  }
  if (worked) {
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    const { bytes, brotli, gzip } = ready;
    console.log(
      `Collector ${ready.version} built in ${seconds} s: ${megabytes(bytes)}, ${megabytes(brotli.bytes)} in brotli, ${megabytes(gzip.bytes)} in gzip.`,
    );
  }
  return ready;
}

/** `repackCollector`, with its progress on the terminal. */
export async function showRepacking(signal?: AbortSignal): Promise<void> {
  let worked = false;
  let ready: ReadyCollector | undefined;
  {
    using progress = terminalProgress();
    ready = await repackCollector({
      onProgress: (each) => {
        worked = true;
        progress.onProgress(each);
      },
      ...(signal && { signal }),
    });
  }
  if (worked && ready) console.log(`Collector packed tighter: ${megabytes(ready.brotli.bytes)} in brotli.`);
}
