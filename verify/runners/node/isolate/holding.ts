/** Names what keeps a program from ending: servers, timers, children. Runs inside the isolate. */
import type { FilePosition } from '../../../model/run.ts';
import type { Holding } from '../messages.ts';
import { type Locate, positionsIn } from './errors.ts';

interface Handle {
  constructor: { name: string };
  address?(): { port?: number } | string | null;
  pid?: number;
  spawnargs?: string[];
  remotePort?: number;
}

/** Not public, and there is nothing public that gives a server's port. */
const handles = (): Handle[] =>
  (process as unknown as { _getActiveHandles?(): Handle[] })._getActiveHandles?.() ?? [];

/** Listening servers and running children: what can outlive a program's own work. */
export function openHandles(): string[] {
  return handles().flatMap((handle) => {
    if (handle.spawnargs !== undefined && handle.pid !== undefined) {
      return [`a child process (${handle.spawnargs.join(' ').slice(0, 200)})`];
    }
    if (handle.constructor.name !== 'Server') return [];
    const address = handle.address?.();
    if (typeof address === 'string') return [`an open server on ${address}`];
    return [`an open server on port ${address?.port ?? '?'}`];
  });
}

/** Does the program itself listen on this port? */
export function listensOn(port: number): boolean {
  return handles().some((handle) => {
    const address = handle.constructor.name === 'Server' ? handle.address?.() : undefined;
    return typeof address === 'object' && address?.port === port;
  });
}

/** Are servers all that is left? Then nothing of its own can happen any more. */
export function onlyServers(): boolean {
  const kinds = process
    .getActiveResourcesInfo()
    .filter((kind) => kind !== 'MessagePort' && kind !== 'PipeWrap');
  return kinds.length > 0 && kinds.every((kind) => kind === 'TCPServerWrap' || kind === 'PipeServerWrap');
}

/** Calls `found` whenever nothing but servers has been left for two looks in a row. */
export function watchServers(found: () => void): void {
  let before = false;
  const look = setInterval(() => {
    const now = onlyServers();
    if (now && before) found();
    before = now;
  }, 25);
  look.unref();
}

interface Timer {
  hasRef(): boolean;
  _destroyed?: boolean;
}

export interface TimerWatch {
  holding(locate: Locate): { what: string; at?: FilePosition }[];
}

const mostTimers = 2_000;

/** Remembers where timers were set, for those that never end. Making text of a stack costs more than keeping it. */
export function watchTimers(): TimerWatch {
  const set = new Map<Timer, { kind: string; set: Error }>();
  const { setInterval: interval, setTimeout: timeout } = globalThis;
  const watched = <Set extends typeof setTimeout | typeof setInterval>(original: Set, kind: string): Set => {
    const replacement = (...args: unknown[]) => {
      const timer = (original as unknown as (...given: unknown[]) => Timer)(...args);
      if (set.size >= mostTimers) forgetDone();
      if (set.size < mostTimers) set.set(timer, { kind, set: new Error() });
      return timer;
    };
    Object.defineProperty(replacement, 'name', { value: original.name });
    Object.defineProperty(replacement, 'length', { value: original.length });
    for (const symbol of Object.getOwnPropertySymbols(original)) {
      Object.defineProperty(
        replacement,
        symbol,
        Object.getOwnPropertyDescriptor(original, symbol) as PropertyDescriptor,
      );
    }
    return replacement as unknown as Set;
  };
  const forgetDone = () => {
    for (const timer of set.keys()) if (timer._destroyed === true) set.delete(timer);
  };
  globalThis.setInterval = watched(interval, 'an interval that is never cleared');
  globalThis.setTimeout = watched(timeout, 'a timer');
  return {
    holding(locate) {
      forgetDone();
      return [...set].flatMap(([timer, { kind, set: error }]) => {
        if (!timer.hasRef()) return [];
        const [at] = positionsIn(error.stack ?? '', locate);
        return [at === undefined ? { what: kind } : { what: `${kind} (${at.file}:${at.line})`, at }];
      });
    },
  };
}

/** All that holds it, in words. */
export function holding(timers: TimerWatch, locate: Locate): Holding {
  const waits = timers.holding(locate);
  const what = [...openHandles(), ...waits.map((each) => each.what)];
  const named = new Set([
    'TCPServerWrap',
    'PipeServerWrap',
    'Timeout',
    'MessagePort',
    'PipeWrap',
    'ProcessWrap',
  ]);
  const others = new Set(process.getActiveResourcesInfo().filter((kind) => !named.has(kind)));
  what.push(...[...others].map((kind) => wordsFor[kind] ?? kind));
  const at = waits.find((each) => each.at !== undefined)?.at;
  return at === undefined ? { what } : { what, at };
}

const wordsFor: Record<string, string> = {
  TCPSocketWrap: 'an open connection',
  TCPConnectWrap: 'a connection being opened',
  UDPWrap: 'an open UDP socket',
  FSEventWrap: 'a file being watched',
  StatWatcher: 'a file being watched',
  Immediate: 'immediates that set each other',
  FSReqPromise: 'a file being read or written',
  FSReqCallback: 'a file being read or written',
  TTYWrap: 'a wait for the keyboard',
};
