/** Carries out checks of YAML blocks: Collector configurations, compose files, Kubernetes manifests. */
import type { DataExample } from '../model/example.ts';
import { type Execution, giveUp, outcomeOf } from './execution.ts';
import type { Step } from './plan.ts';
import { inPool } from './pool.ts';

export interface DataStep extends Step {
  example: DataExample;
}

/** Checks YAML blocks, several at a time. */
export async function checkData(steps: readonly DataStep[], execution: Execution): Promise<void> {
  const { parts, signal, now } = execution;
  await inPool(
    steps,
    execution.jobs,
    async (step) => {
      execution.begun(step);
      const startedAt = now();
      try {
        const { findings, note } = await parts.data(step.example, signal);
        if (signal.aborted) return;
        const outcome = outcomeOf(step, { findings, held: ['schema'] }, now() - startedAt);
        execution.done(step, note === undefined ? outcome : { ...outcome, note });
      } catch (error) {
        giveUp(execution, `${step.example.id} could not be checked`, error);
      }
    },
    signal,
  );
}
