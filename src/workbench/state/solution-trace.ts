/** The spans the solution makes: run out of sight, in a lab of its own, so that what the learner sees stays as it is. */
import type { CheckResult, RunEvent } from '@spanlab/sandbox/schemas/run-event.ts';
import type { Span } from '@spanlab/sandbox/schemas/trace.ts';
import type { LabSession, OpenLab } from './lab-session.ts';

/** How long spans may still come after the programs have ended: the Collector delivers late. */
const patienceMs = 3_000;
/** Spans of a solution: lessons make a few dozen. */
const mostSpans = 5_000;

/**
 * Run files and resolve with what was stored, once all checks are met and the programs have ended, or nothing more is
 * to be expected. Rejects with the signal's reason when it is aborted, and when the lab cannot be loaded or started.
 */
export async function runSolution(
  openLab: OpenLab,
  request: Parameters<LabSession['run']>[0],
  signal: AbortSignal,
): Promise<Span[]> {
  const lab = await openLab();
  try {
    signal.throwIfAborted();
    return await collect(lab, request, signal);
  } finally {
    lab.dispose();
  }
}

function collect(
  lab: LabSession,
  request: Parameters<LabSession['run']>[0],
  signal: AbortSignal,
): Promise<Span[]> {
  const expected = request.expectation?.checks.length ?? 0;
  const spans: Span[] = [];
  const checks = new Map<number, CheckResult>();
  return new Promise((resolve, reject) => {
    let runId = '';
    let timer: ReturnType<typeof setTimeout> | undefined;
    let ended = false;
    const finish = (act: () => void): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      unsubscribe();
      act();
    };
    const onAbort = (): void => finish(() => reject(signal.reason));
    const settle = (): void => finish(() => resolve(spans));
    const met = (): boolean =>
      checks.size >= expected && expected > 0 && [...checks.values()].every(({ ok }) => ok);
    const hear = (event: RunEvent): void => {
      if (runId === '' && event.type === 'start') runId = event.runId;
      if (event.runId !== runId) return;
      if (event.type === 'stored' && spans.length < mostSpans) spans.push(...event.spans);
      if (event.type === 'check') checks.set(event.result.index, event.result);
      if (event.type !== 'exit') return;
      ended = true;
      if (event.reason === 'not-started') finish(() => reject(new Error(event.message)));
    };
    const unsubscribe = lab.subscribe((events) => {
      for (const event of events) hear(event);
      clearTimeout(timer);
      if (ended && met()) settle();
      // Servers alone never end by themselves.
      else if (ended || met()) timer = setTimeout(settle, patienceMs);
    });
    signal.addEventListener('abort', onAbort);
    lab.run(request);
  });
}
