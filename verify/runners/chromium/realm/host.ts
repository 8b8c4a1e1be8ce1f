/** The page Workers are made in: a fresh one for each program, ended with it. */
import type { ProgramReport, ProgramStart } from './program-report.ts';

/** How a program's Worker came to its end, and all it has said. */
export interface HostedRun {
  how: 'done' | 'flood' | 'stopped' | 'broken';
  reports: ProgramReport[];
  /** `broken`: what the browser says. */
  message?: string;
}

/** What the page is driven by. */
export interface HostPage {
  spanlabRun(start: ProgramStart): Promise<HostedRun>;
  /** `enough`: let it flush first. */
  spanlabEnd(how: 'enough' | 'stop'): void;
  /** What the program of this script has said beyond the first `seen`, once there is more; nothing when it has ended. */
  spanlabHear(script: string, seen: number): Promise<ProgramReport[]>;
}

let next = makeWorker();
let current: { script: string; reports: readonly ProgramReport[]; enough(): void; stop(): void } | undefined;
let more = Promise.withResolvers<void>();
const tellMore = (): void => {
  more.resolve();
  more = Promise.withResolvers();
};

function makeWorker(): Worker {
  return new Worker('/spanlab/worker.js', { type: 'module' });
}

function run(start: ProgramStart): Promise<HostedRun> {
  const worker = next;
  const { port1, port2 } = new MessageChannel();
  const reports: ProgramReport[] = [];
  return new Promise((resolve) => {
    const end = (how: HostedRun['how'], message?: string): void => {
      worker.terminate();
      port1.close();
      current = undefined;
      tellMore();
      resolve({ how, reports, ...(message !== undefined && { message }) });
    };
    port1.onmessage = ({ data }: MessageEvent<ProgramReport>) => {
      reports.push(data);
      tellMore();
      if (data.type === 'done' || data.type === 'flood') end(data.type);
    };
    worker.onerror = ({ message }) => end('broken', message);
    const { script } = start;
    current = { script, reports, enough: () => port1.postMessage('end'), stop: () => end('stopped') };
    worker.postMessage(start, [port2]);
    next = makeWorker();
  });
}

async function hear(script: string, seen: number): Promise<ProgramReport[]> {
  if (current?.script === script && current.reports.length === seen) await more.promise;
  return current?.script === script ? current.reports.slice(seen) : [];
}

Object.assign(globalThis, {
  spanlabRun: run,
  spanlabEnd: (how) => (how === 'enough' ? current?.enough() : current?.stop()),
  spanlabHear: hear,
} satisfies HostPage);
