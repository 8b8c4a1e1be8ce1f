/** Carries out shell blocks: those of one document in order, in one folder. */
import type { ShellExample } from '../model/example.ts';
import { type Execution, giveUp, outcomeOf } from './execution.ts';
import type { Step } from './plan.ts';
import { inPool } from './pool.ts';

export interface ShellStep extends Step {
  example: ShellExample;
}

/** Runs the shell blocks of all documents, several documents at a time. */
export async function runShells(steps: readonly ShellStep[], execution: Execution): Promise<void> {
  const byDocument = Map.groupBy(steps, ({ example }) => example.document);
  await inPool(
    [...byDocument],
    execution.jobs,
    (document) => runDocument(document, execution),
    execution.signal,
  );
}

async function runDocument(
  [document, steps]: [string, readonly ShellStep[]],
  execution: Execution,
): Promise<void> {
  const { parts, signal, now } = execution;
  for (const step of steps) {
    if (signal.aborted) return;
    execution.begun(step);
    const startedAt = now();
    try {
      const folder = step.example.options.inProject
        ? (await parts.projectOf(document)).folder
        : await parts.shellFolder(document);
      const timeoutMs = step.example.options.timeoutMs ?? execution.timeoutMs;
      const judgement = await parts.shell(step.example, {
        runId: execution.newRunId(),
        folder,
        timeoutMs,
        signal,
      });
      if (!signal.aborted) execution.done(step, outcomeOf(step, judgement, now() - startedAt));
    } catch (error) {
      giveUp(execution, `${step.example.id} could not be run`, error);
    }
  }
}
