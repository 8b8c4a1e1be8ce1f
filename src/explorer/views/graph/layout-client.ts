import type { GraphLayout } from './graph-layout.ts';
import type { LayoutRequest } from './layout-worker.ts';

/**
 * `layoutGraph` in a Worker of its own, which ends with it.
 * @throws the signal's reason once it is aborted, an Error when the Worker fails
 */
export function layoutInWorker(request: LayoutRequest, signal: AbortSignal): Promise<GraphLayout> {
  const worker = new Worker(new URL('./layout-worker.ts', import.meta.url), { type: 'module' });
  return new Promise<GraphLayout>((resolve, reject) => {
    signal.throwIfAborted();
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    worker.addEventListener('message', (event: MessageEvent<GraphLayout>) => resolve(event.data));
    worker.addEventListener('error', (event) => {
      reject(new Error(`The graph could not be laid out: ${event.message || 'its Worker did not start'}.`));
    });
    worker.postMessage(request);
  }).finally(() => worker.terminate());
}
