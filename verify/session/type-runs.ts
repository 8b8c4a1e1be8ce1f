/** Carries out programs that are not run: only checked. */
import type { ProgramExample } from '../model/example.ts';
import type { Finding } from '../model/finding.ts';
import { type Execution, outcomeOf, unjudged } from './execution.ts';
import type { ProgramStep, Types } from './program-runs.ts';

/** Programs that are only checked for types; JavaScript perhaps only for its syntax and imports. */
export async function checkPrograms(
  steps: readonly ProgramStep[],
  types: Types,
  execution: Execution,
): Promise<void> {
  for (const step of steps) {
    const startedAt = execution.now();
    const { diagnostics, unsettled, onlySyntax } = await types;
    const own = diagnostics.get(step.example.id);
    if (execution.signal.aborted) return;
    execution.begun(step);
    if (own === undefined && !unsettled.has(step.example.id)) {
      execution.done(step, outcomeOf(step, { findings: [nothingChecked(step.example)] }, 0));
      continue;
    }
    const judgement = await execution.parts
      .judge({ example: step.example, ran: undefined, types: own, deadlineMs: 0 })
      .catch((error: unknown) => unjudged(error, step.example, execution));
    if (judgement === undefined) continue;
    const isSyntax = onlySyntax?.has(step.example.id) === true;
    const held = judgement.held?.map((each) => (each === 'types' && isSyntax ? 'syntax' : each)) ?? [];
    execution.done(step, outcomeOf(step, { ...judgement, held }, execution.now() - startedAt));
  }
}

/** It would hold whatever it says. */
function nothingChecked({ options, at }: ProgramExample): Finding {
  const why = options.noCheck === true ? ' beside `no-check`' : '';
  const message = `Found \`no-run\`${why}, and nothing in this example that can be checked without running it. Take \`no-run\` away, or \`verify\`.`;
  return { rule: 'document', message, at };
}
