/** A page with a Worker in it that has a Collector, and a handle to give it commands. */
import type { Answer, Command } from './messages.ts';

const worker = new Worker(new URL('./outer-worker.ts', import.meta.url), { type: 'module' });

function ask(command: Command): Promise<Answer> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }: MessageEvent<Answer>) => {
      port1.close();
      resolve(data);
    };
    worker.postMessage(command, [port2]);
  });
}

const collectorHarness = { ask };

declare global {
  interface Window {
    collectorHarness: typeof collectorHarness;
  }
}
window.collectorHarness = collectorHarness;
