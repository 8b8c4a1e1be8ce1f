/** For a program that goes on by itself: when it has shown what it must. */
import type { Backend } from '../model/backend.ts';
import type { ProgramExample } from '../model/example.ts';
import { orphansOf } from './settle.ts';
import { factsOf, verdictOn } from './span-findings.ts';

/** A wait that no news ends is looked into all the same, for a backend that is read by asking again. */
const lookAgainMs = 1_000;

/**
 * Resolves once the spans that have arrived meet every check that reads them from the backend, when there is nothing
 * to wait for, when the backend has gone, or on abort. What a program prints is not known before its end, so checks of
 * that are not waited for. Never rejects.
 */
export async function untilMet({
  example,
  backend,
  runId,
  signal,
}: {
  example: ProgramExample;
  backend: Backend;
  runId: string;
  signal: AbortSignal;
}): Promise<void> {
  const expected = example.spans.map((each) => ({
    ...each,
    expectation: {
      checks: each.expectation.checks
        .filter(({ read }) => read === 'store')
        .map(({ stdout: _, ...check }) => check),
    },
  }));
  const aborted = new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
  while (!signal.aborted) {
    try {
      const spans = await backend.spansOf(runId);
      const facts = factsOf(undefined, backend.received(runId), spans);
      if (verdictOn(expected, facts).met && orphansOf(spans).length === 0) return;
    } catch {
      return;
    }
    await Promise.race([backend.moved(runId, lookAgainMs), aborted]);
  }
}
