/** The thread of Node that has a Collector in it. */
import { runInThisContext } from 'node:vm';
import { parentPort } from 'node:worker_threads';
import type { ToCollector } from './collector-message.ts';
import { serveCollector } from './serve-collector.ts';

const port = parentPort;
if (port === null) throw new Error('node-thread.ts is started as a thread, by node.ts.');
// Go's program gets another `process`; this one stays ours.
const { process } = globalThis;

const { hear, broke } = serveCollector({
  send: (message, transfer = []) => port.postMessage(message, transfer),
  load: () => Promise.reject(new Error('In Node the program is loaded before a thread is started.')),
  evaluate: async (script) => void runInThisContext(script, { filename: 'wasm_exec.js' }),
  after: (delayMs, act) => void setTimeout(act, delayMs),
});
// What goes wrong inside of Go is thrown from timers and callbacks. This listener also keeps the thread alive: Go
// takes an empty event loop for a deadlock.
port.on('message', (message: ToCollector) => hear(message));
process.on('uncaughtException', (error) => broke(`The Collector crashed: ${String(error)}`));
process.on('unhandledRejection', (error) => broke(`The Collector crashed: ${String(error)}`));
