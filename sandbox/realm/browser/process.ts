/** Node's `process`, as far as a lesson's program needs it. */
import type { ActivityCount } from './activity.ts';
import { NativePromise, whenDone } from './native.ts';

type Listener = (...args: unknown[]) => unknown;

/** Chains, as Node's does. */
interface Process {
  env: Record<string, string>;
  argv: string[];
  pid: number;
  exitCode: number | undefined;
  on(event: string, listener: Listener): Process;
  addListener(event: string, listener: Listener): Process;
  once(event: string, listener: Listener): Process;
  off(event: string, listener: Listener): Process;
  removeListener(event: string, listener: Listener): Process;
  exit(code?: unknown): never;
  cwd(): string;
  uptime(): number;
  nextTick(callback: Listener, ...args: unknown[]): void;
}

export interface VirtualProcess {
  setEnv(env: Record<string, string>): void;
  /** Calls the listeners; false when there are none. What they return is waited for. */
  emit(event: string, ...args: unknown[]): boolean;
}

/** Thrown by `process.exit` to leave the program where it stands. Not shown to anybody. */
export class ProcessExit extends Error {
  override name = 'ProcessExit';
}

export function installProcess(activity: ActivityCount, exit: (code: number) => void): VirtualProcess {
  const listeners = new Map<string, Listener[]>();
  const env: Record<string, string> = {};
  const add = (event: string, listener: Listener): void => {
    listeners.set(event, [...(listeners.get(event) ?? []), listener]);
  };
  const remove = (event: string, listener: Listener): void => {
    listeners.set(
      event,
      (listeners.get(event) ?? []).filter((each) => each !== listener),
    );
  };
  const emit = (event: string, ...args: unknown[]): boolean => {
    const called = listeners.get(event) ?? [];
    for (const listener of called) {
      activity.add('handlers', 1);
      const done = (): void => activity.add('handlers', -1);
      // A rejection of an async listener stays unhandled, as in Node, and so becomes uncaught.
      const result = new NativePromise((resolve) => resolve(listener(...args)));
      whenDone(result, done, (reason) => {
        done();
        throw reason;
      });
    }
    return called.length > 0;
  };
  const process: Process = {
    env,
    argv: ['node', 'program'],
    pid: 1,
    exitCode: undefined,
    on(event: string, listener: Listener) {
      add(event, listener);
      return process;
    },
    addListener: (event: string, listener: Listener) => process.on(event, listener),
    once(event: string, listener: Listener) {
      const once: Listener = (...args) => {
        remove(event, once);
        return listener(...args);
      };
      add(event, once);
      return process;
    },
    off(event: string, listener: Listener) {
      remove(event, listener);
      return process;
    },
    removeListener: (event: string, listener: Listener) => process.off(event, listener),
    exit(code: unknown = process.exitCode ?? 0): never {
      // A process has eight bits for its code: -1 is 255.
      exit((Number(code) || 0) & 255);
      throw new ProcessExit('process.exit');
    },
    cwd: () => '/',
    uptime: () => performance.now() / 1000,
    nextTick: (callback: Listener, ...args: unknown[]) => queueMicrotask(() => callback(...args)),
  };
  Object.defineProperty(globalThis, 'process', { value: process, configurable: true, writable: true });
  return { setEnv: (values) => Object.assign(env, values), emit };
}
