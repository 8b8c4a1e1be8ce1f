/** A program that goes on by itself: it is ended once it has shown what it must, or when its time is over. */
import type { Showing } from '../judge/until-met.ts';
import type { Finding } from '../model/finding.ts';
import type { Job, Shown } from '../model/run.ts';

/** What its runner gets beyond its own time, to end it in peace. */
export const partingMs = 10_000;

export interface GoingOn {
  job: Required<Pick<Job, 'enough' | 'shows'>>;
  /** Its time was over before all was met. */
  isOver(): boolean;
}

/** @param untilMet resolves when all is met, or `signal` is aborted */
export function goOn(
  untilMet: (showing: Showing) => Promise<void>,
  { timeoutMs, signal }: { timeoutMs: number; signal: AbortSignal },
): GoingOn {
  let soFar = (): Shown => ({ output: [], printed: [], settled: false, failed: false });
  let next = Promise.withResolvers<void>();
  let over = false;
  const overTime = new Promise<void>((resolve) => {
    const timer = setTimeout(() => {
      over = true;
      resolve();
    }, timeoutMs);
    signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
  });
  const met = untilMet({ soFar: () => soFar(), moved: () => next.promise });
  return {
    job: {
      enough: Promise.race([met, overTime]),
      shows(latest) {
        soFar = latest;
        next.resolve();
        next = Promise.withResolvers();
      },
    },
    isOver: () => over,
  };
}

/** Findings of one that was ended because its time was over, with that. */
export function afterTime(findings: readonly Finding[], timeoutMs: number): Finding[] {
  const note = ` It still ran after ${timeoutMs / 1000} s, and was ended then.`;
  const about: ReadonlySet<Finding['rule']> = new Set([
    'output',
    'expect-spans',
    'expected-error',
    'exit-code',
    'no-telemetry',
  ]);
  const stuck = `It had not ended after ${timeoutMs / 1000} s, nor when it was asked to: it gives way to nothing.`;
  return findings.map((each) => {
    if (each.rule === 'timeout' && each.message.startsWith('It had not ended'))
      return { ...each, message: stuck };
    return about.has(each.rule) ? { ...each, message: each.message + note } : each;
  });
}
