/** The checks of a run, told as events. */
import type { Expectation } from '../schemas/expectation.ts';
import type { CheckResult, RunEventBody } from '../schemas/run-event.ts';
import type { Facts } from './facts.ts';

/** Tells check results, and only those that changed since they were last told. */
export function createChecks(
  expectation: Expectation | undefined,
  facts: Facts,
  evaluate: (expectation: Expectation, facts: Facts) => CheckResult[],
  emit: (event: RunEventBody) => void,
): { tell(): void } {
  const told = new Map<number, string>();
  return {
    tell() {
      if (expectation === undefined) return;
      for (const result of evaluate(expectation, facts)) {
        const text = JSON.stringify(result);
        if (told.get(result.index) === text) continue;
        told.set(result.index, text);
        emit({ type: 'check', result });
      }
    },
  };
}
