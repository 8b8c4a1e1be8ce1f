/** Finds out what the Collector is to be loaded from, and waits while it is being built. */
import { type CollectorAssets, type CollectorProgress, collectorAssetsSchema } from '../schemas/collector.ts';

export type ReadyAssets = CollectorAssets & { state: 'ready' };

export interface FindEffects {
  fetch(url: URL, options: RequestInit): Promise<Response>;
  wait(ms: number): Promise<void>;
}

const pollMs = 500;
/** A build that stands still for this long has been given up. */
const standstillPolls = 1_200;
const answerLimitMs = 10_000;

/**
 * What `collector.json` in this folder names, once it is built. Rejects with words for a reader when there is none,
 * when it cannot be understood, and when the build failed.
 */
export async function findAssets(
  base: URL,
  progress: (progress: CollectorProgress) => void,
  { fetch, wait }: FindEffects,
): Promise<ReadyAssets> {
  const url = new URL('collector.json', base);
  let standstill = 0;
  let last = '';
  for (;;) {
    const response = await fetch(url, { cache: 'no-cache', signal: AbortSignal.timeout(answerLimitMs) });
    const assets = await read(url, response);
    if (assets.state === 'ready') return assets;
    if (assets.state === 'failed') throw new Error(assets.message);
    const { done, total, note } = assets;
    progress({ step: 'building', done, total, note });
    const now = JSON.stringify(assets);
    standstill = now === last ? standstill + 1 : 0;
    last = now;
    if (standstill > standstillPolls) {
      throw new Error(
        `Building the Collector has stood still for ${(standstillPolls * pollMs) / 60_000} minutes (${note}).`,
      );
    }
    await wait(pollMs);
  }
}

async function read(url: URL, response: Response): Promise<CollectorAssets> {
  if (!response.ok) {
    throw new Error(
      `${url.pathname} answered ${response.status}. Was the site built with its Collector? npm run build:collector`,
    );
  }
  const text = await response.text();
  const parsed = collectorAssetsSchema.safeParse(json(text));
  if (parsed.success) return parsed.data;
  const type = response.headers.get('content-type') ?? 'no content type';
  throw new Error(
    `${url.pathname} is not what the Collector is loaded by: found ${type}, "${text.slice(0, 60)}"`,
  );
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
