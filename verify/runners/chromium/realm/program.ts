/** Runs one program in the realm it is loaded into, a Worker or a page, and tells how it goes. */
import type { Pending, PendingCount } from '@spanlab/sandbox/realm/browser/activity.ts';
import { countBodyReads, countCalls } from '@spanlab/sandbox/realm/browser/bodies.ts';
import { NativePromise, whenDone } from '@spanlab/sandbox/realm/browser/native.ts';
import { installTimers } from '@spanlab/sandbox/realm/browser/timers.ts';
import { watchUncaught } from '@spanlab/sandbox/realm/browser/uncaught.ts';
import { preview } from '@spanlab/sandbox/realm/console-preview.ts';
import { doneExport, dynamicImport, namespaceName } from '../../bundle/bundle.ts';
import { installConsole } from './console.ts';
import { flushProvider } from './flush.ts';
import {
  type ProgramReport,
  type ProgramStart,
  reportLimits,
  type UncaughtReport,
} from './program-report.ts';
import { installRequests } from './requests.ts';
import { nextRound } from './rounds.ts';

export interface Program {
  /** It has shown what it must: flush, and be done. */
  end(): void;
}

/** Rounds of the event loop a program gets when nothing it does is left: late rejections are told in them. */
const lastRounds = 3;

/** @param send Called at once, also from within the program's own loops. */
export function startProgram(start: ProgramStart, send: (report: ProgramReport) => void): Program {
  const counts: Record<Pending, number> = { timers: 0, intervals: 0, requests: 0, serving: 0, handlers: 0 };
  let evaluated = false;
  let over = false;
  let changes = 0;
  let errors = 0;

  const activity = {
    add(what: Pending, count: 1 | -1): void {
      counts[what] += count;
      changes += 1;
      if (isIdle()) settle();
    },
  };
  const isIdle = () => evaluated && Object.values(counts).every((count) => count <= 0);

  /** Done, unless something begins within the last rounds. */
  const settle = (): void => {
    const at = changes;
    const round = (left: number): void => {
      if (over || changes !== at) return;
      if (left > 0) nextRound(() => round(left - 1));
      else finish();
    };
    round(lastRounds);
  };
  let flushed = false;
  const finish = (): void => {
    if (flushed) return;
    flushed = true;
    whenDone(flushProvider(), (flush) => whenDone(rounds(), () => done(flush), ignore), ignore);
  };
  /** What the flush has begun comes to its end too. */
  const rounds = (): Promise<void> =>
    new NativePromise((resolve) => {
      const round = (left: number): void => {
        if (left > 0 || counts.requests > 0)
          nextRound(() => round(counts.requests > 0 ? lastRounds : left - 1));
        else resolve();
      };
      round(lastRounds);
    });
  const done = (flush: 'acknowledged' | 'failed' | 'none'): void => {
    over = true;
    send({ type: 'done', flush });
  };
  const uncaught = (error: unknown, how: 'thrown' | 'rejected', event?: Event): void => {
    errors += 1;
    if (errors > reportLimits.errors) return;
    send({ type: 'uncaught', how, late: evaluated, ...describe(error, event) });
  };

  let hasSent = false;
  const nativeFetch = fetch.bind(globalThis);
  // The default, ten, may end within OpenTelemetry.
  Error.stackTraceLimit = 50;
  installConsole(send);
  installDynamicImport(activity);
  watchUncaught(uncaught);
  installTimers(activity);
  countBodyReads(activity);
  // Absent where a page is no secure context.
  if (typeof SubtleCrypto !== 'undefined') {
    for (const name of subtleMethods) countCalls(SubtleCrypto.prototype, name, activity);
  }
  installRequests(start.endpoint, activity, {
    sent() {
      if (hasSent) return;
      hasSent = true;
      send({ type: 'sent' });
      nativeFetch(start.sent).catch(ignore);
    },
    refused: (host) => send({ type: 'refused', host }),
  });

  const hasEvaluated = (): void => {
    evaluated = true;
    send({ type: 'evaluated' });
    activity.add('handlers', 1);
    activity.add('handlers', -1);
  };
  const failed = (error: unknown): void => {
    uncaught(error, 'thrown');
    hasEvaluated();
  };
  whenDone(
    import(start.script),
    (module: object) => {
      const last: unknown = Reflect.get(module, doneExport);
      if (last === undefined) hasEvaluated();
      else
        whenDone(
          NativePromise.resolve(last as unknown[]),
          ([...thrown]) => (thrown.length > 0 ? failed(thrown[0]) : hasEvaluated()),
          failed,
        );
    },
    failed,
  );
  return { end: finish };
}

/** Web Crypto works in another thread: a program that waits for it is not at rest. */
const subtleMethods = [
  'decrypt',
  'deriveBits',
  'deriveKey',
  'digest',
  'encrypt',
  'exportKey',
  'generateKey',
  'importKey',
  'sign',
  'unwrapKey',
  'verify',
  'wrapKey',
];

/** So that a program is not at rest while it loads a module. */
function installDynamicImport(activity: PendingCount): void {
  const load = (path: string): Promise<unknown> =>
    new NativePromise((resolve, reject) => {
      activity.add('requests', 1);
      const after = (settle: (value: unknown) => void) => (value: unknown) => {
        activity.add('requests', -1);
        settle(value);
      };
      // A CommonJS module's names are in the namespace the bundler made.
      const all = after((module) => resolve(Reflect.get(module as object, namespaceName) ?? module));
      whenDone(import(path), all, after(reject));
    });
  Object.defineProperty(globalThis, dynamicImport, { value: load });
}

const ignore = (): void => undefined;

/** Never throws: a program that has broken its own globals still fails with a word. */
function describe(
  error: unknown,
  event?: Event,
): Pick<UncaughtReport, 'name' | 'message' | 'stack' | 'thrown'> {
  try {
    const place =
      event instanceof ErrorEvent && event.filename !== ''
        ? `\n    at ${event.filename}:${event.lineno}:${event.colno}`
        : '';
    if (!(error instanceof Error)) {
      // Nothing was thrown, in the word's own sense: only the event says it.
      if (event instanceof ErrorEvent && (event.error === undefined || event.error === null)) {
        return {
          name: '',
          message: text(event.message.replace(/^Uncaught /u, '')),
          stack: `Uncaught${place}`,
        };
      }
      return { name: '', message: '', stack: `Uncaught${place}`, thrown: preview(error) };
    }
    const stack = typeof error.stack === 'string' ? error.stack.slice(0, reportLimits.stack) : '';
    return {
      name: text(error.name),
      message: text(error.message),
      stack: /:\d+:\d+/u.test(stack) ? stack : stack + place,
    };
  } catch {
    return { name: 'Error', message: 'an error that cannot be shown', stack: '' };
  }
}

function text(value: unknown): string {
  return String(value).slice(0, reportLimits.message);
}
