/** The Worker that has a Collector in it. */
import type { ToCollector } from './collector-message.ts';
import { loadProgram } from './load-program.ts';
import { serveCollector } from './serve-collector.ts';

const { hear, broke } = serveCollector({
  send: (message, transfer = []) => postMessage(message, { transfer }),
  load: (assetBase, progress) => loadProgram(assetBase, progress),
  evaluate,
  after: (delayMs, act) => void setTimeout(act, delayMs),
});
addEventListener('message', ({ data }: MessageEvent<ToCollector>) => hear(data));
// What goes wrong inside of Go is thrown from timers and callbacks.
addEventListener('error', ({ message }) => broke(`The Collector crashed: ${message}`));
addEventListener('unhandledrejection', ({ reason }) => broke(`The Collector crashed: ${String(reason)}`));

/** Go's script is a classic one, but leaves its class in the global scope: so it may be imported as a module. */
async function evaluate(script: string): Promise<void> {
  const url = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
  try {
    await import(/* @vite-ignore */ url);
  } finally {
    URL.revokeObjectURL(url);
  }
}
