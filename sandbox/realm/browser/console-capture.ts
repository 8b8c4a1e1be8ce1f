/** The program's `console`: every call becomes a bounded entry, floods become a count of what was dropped. */
import type { ConsoleValue } from '../../schemas/run-event.ts';
import { preview } from '../console-preview.ts';
import { valuesWeight } from '../message-weight.ts';
import type { ConsoleEntry, ConsoleLevel } from '../program-message.ts';
import { NativeError, nativeSetTimeout, now } from './native.ts';

/** The last so many calls are kept between two messages to the lab; older ones are counted and forgotten. */
const ringSize = 100;
const betweenMessagesMs = 30;
/** So many calls in that time are sent at once, one by one: a program may be about to loop for ever. */
const sentAtOnce = 40;
const textPerMessage = 500_000;

export interface ConsoleCapture {
  /** Send what is held back. Call it before anything that must not overtake output. */
  flush(): void;
}

/**
 * @param send Posts one message. Called from within console calls too: a program that loops for ever
 *   never comes back to its event loop, and its output is wanted all the same.
 */
export function captureConsole(send: (entries: ConsoleEntry[], dropped: number) => void): ConsoleCapture {
  let ring: ConsoleEntry[] = [];
  let dropped = 0;
  let text = 0;
  let windowFrom = Number.NEGATIVE_INFINITY;
  let scheduled = false;
  let calls = 0;

  const flush = (): void => {
    if (ring.length === 0 && dropped === 0) return;
    const entries = ring;
    const count = dropped;
    ring = [];
    dropped = 0;
    text = 0;
    send(entries, count);
  };
  const isWindowOver = (): boolean => {
    if (now() - windowFrom < betweenMessagesMs) return false;
    windowFrom = now();
    calls = 0;
    return true;
  };
  const write: Write = (level, args) => {
    const isOver = isWindowOver();
    calls += 1;
    // In a flood most entries are dropped: looking for the place of each would take most of the time.
    ring[ring.length] = { level, args, stack: calls > ringSize ? '' : callStack() };
    text += valuesWeight(args);
    if (ring.length > ringSize || text > textPerMessage) {
      const oldest = ring.shift();
      dropped += 1;
      text -= valuesWeight(oldest?.args ?? []);
    }
    if (isOver || calls <= sentAtOnce) flush();
    else if (!scheduled) {
      scheduled = true;
      nativeSetTimeout(() => {
        scheduled = false;
        flush();
      }, betweenMessagesMs);
    }
  };
  installConsole(write);
  return { flush };
}

type Write = (level: ConsoleLevel, args: ConsoleValue[]) => void;

function installConsole(write: Write): void {
  const counts = new Map<string, number>();
  const times = new Map<string, number>();
  const line = (level: ConsoleLevel, text: string): void => write(level, [{ type: 'string', text }]);
  const plain = (level: ConsoleLevel) => {
    return (...args: unknown[]): void => write(level, formatted(args));
  };
  const elapsed = (label: unknown): string => {
    const started = times.get(String(label ?? 'default'));
    return started === undefined
      ? `No such label '${String(label ?? 'default')}' for console.time()`
      : `${String(label ?? 'default')}: ${(now() - started).toFixed(3)}ms`;
  };
  const capture = {
    log: plain('log'),
    info: plain('info'),
    warn: plain('warn'),
    error: plain('error'),
    debug: plain('debug'),
    trace: plain('trace'),
    table: (data: unknown) => write('table', [preview(data)]),
    // The second argument is options for the terminal.
    dir: (value: unknown) => write('dir', [preview(value)]),
    dirxml: plain('log'),
    group: plain('log'),
    groupCollapsed: plain('log'),
    groupEnd: () => undefined,
    clear: () => undefined,
    assert: (condition: unknown, ...args: unknown[]) => {
      if (!condition) write('error', formatted(['Assertion failed', ...args]));
    },
    count: (label: unknown = 'default') => {
      const count = (counts.get(String(label)) ?? 0) + 1;
      counts.set(String(label), count);
      line('log', `${String(label)}: ${count}`);
    },
    countReset: (label: unknown = 'default') => counts.delete(String(label)),
    time: (label: unknown = 'default') => times.set(String(label), now()),
    timeLog: (label: unknown) => line('log', elapsed(label)),
    timeEnd: (label: unknown) => {
      line('log', elapsed(label));
      times.delete(String(label ?? 'default'));
    },
  };
  Object.defineProperty(globalThis, 'console', { value: capture, configurable: true, writable: true });
}

/** printf-like formats, as in Node: `%s %d %i %f %j %o %O %%`. */
function formatted(args: unknown[]): ConsoleValue[] {
  const [first, ...rest] = args;
  if (typeof first !== 'string' || !/%[sdifjoOc%]/u.test(first) || rest.length === 0) {
    return args.slice(0, 32).map((arg) => preview(arg));
  }
  const text = first.slice(0, 20_000).replace(/%[sdifjoOc%]/gu, (format) => {
    if (format === '%%') return '%';
    if (rest.length === 0) return format;
    const value = rest.shift();
    if (format === '%c') return '';
    if (format === '%i') return String(Math.trunc(Number(value)));
    if (format === '%d' || format === '%f') return String(Number(value));
    if (format === '%s') return String(value);
    return JSON.stringify(value) ?? 'undefined';
  });
  return [preview(text), ...rest.slice(0, 32).map((arg) => preview(arg))];
}

function callStack(): string {
  const stack: unknown = new NativeError().stack;
  return typeof stack === 'string' ? stack.slice(0, 3_000) : '';
}
