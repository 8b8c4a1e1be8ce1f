/** The lab on an empty page: tests drive it through `window.harness`. */
import { type LabSession, openLab } from '../../../../sandbox/browser.ts';
import { textHash } from '../../../../sandbox/compile/emitted-module.ts';
import { frameDocument } from '../../../../sandbox/realm/frame-document.ts';
import { createFrameHost } from '../../../../sandbox/realm/frame-host.ts';
import type { Lab } from '../../../../sandbox/schemas/lab.ts';
import type { RunEvent } from '../../../../sandbox/schemas/run-event.ts';

export interface Harness {
  lab: LabSession;
  /** Events of all runs, as they came. */
  events: RunEvent[];
  /** How many events each batch had. */
  batches: number[];
  /** Milliseconds between animation frames since `watchFrames`. */
  frames: number[];
  /** When the last exit came, by `performance.now()`. */
  endedAt: number;
  watchFrames(): void;
  ended(runId: string): Promise<void>;
  /** Ends what runs and forgets what has been. */
  reset(): void;
  /** Runs JavaScript as it is, past the compiler: what somebody hostile would send. */
  runRaw(lab: Lab, programs: Record<string, string>): string;
  /** What a script says by `say(…)` in a Worker of a bare frame under the realm's policy. */
  probe(script: string): Promise<unknown>;
  /** A run's events without what cannot leave a page as JSON. */
  portable(runId: string): unknown;
  /** Whether an event of the run has all of `like`. */
  has(runId: string, like: unknown): boolean;
}

declare global {
  interface Window {
    harness: Harness;
  }
}

const lab = openLab({ assetBase: new URL('/lab/', location.href).href });
const events: RunEvent[] = [];
const batches: number[] = [];
const frames: number[] = [];
const waiting = new Map<string, () => void>();
let watching = false;

lab.subscribe((batch) => {
  batches.push(batch.length);
  for (const event of batch) {
    events.push(event);
    if (event.type !== 'exit') continue;
    window.harness.endedAt = performance.now();
    waiting.get(event.runId)?.();
  }
});

window.harness = {
  lab,
  events,
  batches,
  frames,
  endedAt: 0,
  watchFrames() {
    frames.length = 0;
    if (watching) return;
    watching = true;
    let last = performance.now();
    const frame = (now: number): void => {
      frames.push(now - last);
      last = now;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame((now) => {
      last = now;
      requestAnimationFrame(frame);
    });
  },
  ended: (runId) =>
    new Promise((resolve) => {
      if (events.some((event) => event.runId === runId && event.type === 'exit')) resolve();
      else waiting.set(runId, resolve);
    }),
  reset() {
    lab.stop();
    for (const list of [events, batches, frames]) list.length = 0;
  },
  runRaw: (given, files) =>
    lab.run({
      lab: given,
      files,
      emitted: Object.entries(files).map(([file, code]) => ({
        file,
        code,
        sourceHash: textHash(code),
        map: JSON.stringify({ version: 3, file, sources: [file], names: [], mappings: '' }),
        imports: [],
      })),
    }),
  probe(script) {
    const { port1, port2 } = new MessageChannel();
    const worker = `const say = (value) => postMessage(value);\n${script}`;
    const frame = `onmessage = ({ ports: [port] }) => {
      const worker = new Worker(URL.createObjectURL(new Blob([${JSON.stringify(worker)}])));
      worker.onmessage = ({ data }) => port.postMessage(data);
      worker.onerror = ({ message }) => port.postMessage('error: ' + message);
    };`;
    const frames = createFrameHost(document);
    return new Promise((resolve) => {
      port1.onmessage = ({ data }) => {
        frames.closeAll();
        resolve(data);
      };
      frames.open(1, frameDocument(frame), port2);
    });
  },
  portable: (runId) =>
    JSON.parse(
      JSON.stringify(
        events.filter((event) => event.runId === runId),
        portable,
      ),
    ),
  has: (runId, like) => events.some((event) => event.runId === runId && contains(event, like)),
};

function portable(_: string, value: unknown): unknown {
  if (typeof value === 'bigint') return String(value);
  return value instanceof Uint8Array ? new TextDecoder().decode(value) : value;
}

function contains(value: unknown, like: unknown): boolean {
  if (typeof like !== 'object' || like === null) return value === like;
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(like).every(([key, part]) => contains(Reflect.get(value, key), part));
}
