/**
 * `setTimeout` and its kin as Node has them: they return objects, and a timer that was `unref`ed does not keep the
 * program running. So a BatchSpanProcessor's timer behaves as in a real process: what it held is lost on exit.
 */
import type { Pending, PendingCount } from './activity.ts';
import { nativeClearInterval, nativeClearTimeout, nativeSetInterval, nativeSetTimeout } from './native.ts';

class Timeout {
  readonly #what: Pending;
  readonly #activity: PendingCount;
  readonly #start: (callback: () => void) => number;
  readonly #cancel: (id: number) => void;
  readonly #callback: () => void;
  readonly #repeats: boolean;
  #id: number | undefined;
  #referenced = true;

  constructor(repeats: boolean, callback: () => void, delayMs: number, activity: PendingCount) {
    const start = repeats ? nativeSetInterval : nativeSetTimeout;
    this.#repeats = repeats;
    this.#what = repeats ? 'intervals' : 'timers';
    this.#activity = activity;
    this.#start = (run) => start(run, delayMs);
    this.#cancel = repeats ? nativeClearInterval : nativeClearTimeout;
    this.#callback = callback;
    this.#run();
  }

  #run(): void {
    if (this.#referenced) this.#activity.add(this.#what, 1);
    const id = this.#start(() => {
      try {
        this.#callback();
      } finally {
        // Unless the callback has cleared or refreshed this timer.
        if (!this.#repeats && this.#id === id) this.#done();
      }
    });
    this.#id = id;
  }

  #done(): void {
    if (this.#id === undefined) return;
    this.#id = undefined;
    if (this.#referenced) this.#activity.add(this.#what, -1);
  }

  ref(): this {
    if (!this.#referenced && this.#id !== undefined) this.#activity.add(this.#what, 1);
    this.#referenced = true;
    return this;
  }

  unref(): this {
    if (this.#referenced && this.#id !== undefined) this.#activity.add(this.#what, -1);
    this.#referenced = false;
    return this;
  }

  hasRef(): boolean {
    return this.#referenced;
  }

  refresh(): this {
    this.close();
    this.#run();
    return this;
  }

  close(): this {
    if (this.#id !== undefined) {
      this.#cancel(this.#id);
      this.#done();
    }
    return this;
  }

  /** A timer used as a number, as `clearTimeout(+timer)` and browsers' code do. */
  [Symbol.toPrimitive](): number {
    const id = this.#id ?? 0;
    if (id !== 0) timersById.set(id, this);
    return id;
  }
}

const timersById = new Map<number, Timeout>();

/** Put Node's timers over the browser's. */
export function installTimers(activity: PendingCount): void {
  const make = (repeats: boolean, name: string) => {
    return (callback: unknown, delayMs?: unknown, ...args: unknown[]): Timeout => {
      if (typeof callback !== 'function') {
        throw new TypeError(
          `${name} was given ${typeof callback} as its callback; it takes a function, and then the delay in milliseconds`,
        );
      }
      const call = callback as (...args: unknown[]) => void;
      return new Timeout(repeats, () => call(...args), Number(delayMs) || 0, activity);
    };
  };
  const clear = (timer: unknown): void => {
    if (timer instanceof Timeout) timer.close();
    else if (typeof timer === 'number') timersById.get(timer)?.close();
    if (typeof timer === 'number') timersById.delete(timer);
  };
  Object.assign(globalThis, {
    setTimeout: make(false, 'setTimeout'),
    clearTimeout: clear,
    setInterval: make(true, 'setInterval'),
    clearInterval: clear,
    setImmediate: (callback: unknown, ...args: unknown[]) =>
      make(false, 'setImmediate')(callback, 0, ...args),
    clearImmediate: clear,
  });
}
