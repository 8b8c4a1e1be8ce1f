/** The Collector in a browser: a Worker of its own, started from the page or from another Worker. */
import type { CollectorSurroundings } from './collector.ts';
import type { FromCollector } from './collector-message.ts';
import { createCollectorHost, type MeasuredHost } from './host.ts';
import type { CollectorThread, ThreadListener } from './seat.ts';

export interface CollectorOptions {
  /** The folder with `collector.json`. */
  assetBase: string;
}

/**
 * Each page has an instance of its own. What would keep one from page to page is a SharedWorker: tried in Chromium 156, one
 * ends at every navigation, unless it is made with `extendedLifetime`, which not every browser has; and it cannot start
 * Workers, nor be given a compiled module, nor be ended by a page. A Collector that is stuck could not be replaced. So the
 * next page starts anew from what is kept in the browser: 0.5 s to load, 0.4 s to the first start.
 *
 * Nothing is loaded until it is asked to load, to start or to validate.
 */
export function openCollector(
  { assetBase }: CollectorOptions,
  surroundings: CollectorSurroundings,
): MeasuredHost {
  return createCollectorHost({ source: { assetBase }, openThread, after }, surroundings);
}

function openThread({ hear, failed }: ThreadListener): CollectorThread {
  const worker = new Worker(new URL('./collector-worker.ts', import.meta.url), { type: 'module' });
  worker.addEventListener('message', ({ data }: MessageEvent<FromCollector>) => hear(data));
  worker.addEventListener('error', (event) => {
    // Unhandled, it would be an error of the Worker that started this one, and of the page.
    event.preventDefault();
    const { message } = event;
    failed(
      message
        ? `The Collector crashed: ${message}`
        : "The Collector's script could not be loaded. Reload the page; your edits are kept.",
    );
  });
  return {
    post: (message) => worker.postMessage(message),
    terminate: () => worker.terminate(),
  };
}

function after(delayMs: number, act: () => void): () => void {
  const timer = setTimeout(act, delayMs);
  return () => clearTimeout(timer);
}
