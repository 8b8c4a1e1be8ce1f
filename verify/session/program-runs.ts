/** Carries out programs: run, wait for what they sent, judge. */
import type { Judged } from '../judge/judge.ts';
import { type Backend, BackendGone } from '../model/backend.ts';
import type { ProgramExample } from '../model/example.ts';
import type { Finding } from '../model/finding.ts';
import type { Project } from '../model/project.ts';
import { CannotRun, type Ran, type Runner } from '../model/run.ts';
import type { TypesChecked } from '../types/check-types.ts';
import { type Execution, giveUp, outcomeOf } from './execution.ts';
import type { Step } from './plan.ts';
import { inPool } from './pool.ts';

export interface ProgramStep extends Step {
  example: ProgramExample;
}

/** They may still be on their way when a program has ended. */
export type Types = Promise<TypesChecked>;

/** How long a judge waits for spans, beside the time the run may take. */
const judgeMs = 10_000;

/**
 * Runs programs of one runtime: those that can be together, as many at a time as the runner takes, then hands back
 * what runs the others, one after the other, when nothing else does.
 */
export async function runPrograms(
  steps: readonly ProgramStep[],
  types: Types,
  execution: Execution,
): Promise<() => Promise<void>> {
  const { parts, signal } = execution;
  const [first] = steps;
  if (first?.runtime === undefined) return async () => {};
  const { runtime } = first;
  let left = steps.length;
  const judging = new Set<Promise<void>>();
  const giveUpHere = (error: unknown) => {
    giveUp(execution, `Of the examples in ${runtime}, ${left} could not be run`, error);
  };
  try {
    const [backend, runner] = await Promise.all([parts.backend(), parts.runner(runtime)]);
    const projects = new Map<Step, Project>();
    for (const step of steps) projects.set(step, await parts.projectOf(step.example.document));
    const jobs = [...projects].map(([{ example }, project]) => ({ example, project }) as PreparedExample);
    await runner.prepare(jobs);

    const one = async (step: ProgramStep) => {
      const project = projects.get(step);
      if (project === undefined || signal.aborted) return;
      execution.begun(step);
      const run = { step, project, backend, runner, types };
      const judged = await (step.alone ? runAlone(run, execution) : runTogether(run, execution));
      left -= 1;
      const settled = judged().finally(() => judging.delete(settled));
      judging.add(settled);
      if (step.alone) await settled;
      // Spans of runs that wait for their judge are kept: not those of a thousand.
      else if (judging.size > maxWaiting) await Promise.race(judging);
    };
    const together = steps.filter(({ alone }) => !alone);
    const alone = steps.filter((step) => step.alone);
    await inPool(together, runner.width, one, signal);
    return () => inPool(alone, 1, one, signal).catch(giveUpHere);
  } catch (error) {
    giveUpHere(error);
    return async () => {};
  } finally {
    // Those that have run are judged, whatever became of the runner.
    await Promise.all(judging);
  }
}

const maxWaiting = 64;

interface PreparedExample {
  example: ProgramExample;
  project: Project;
}

interface ProgramRun extends Pick<PreparedExample, 'project'> {
  step: ProgramStep;
  backend: Backend;
  runner: Runner;
  types: Types;
}

/** The ports lead to this run as long as it runs, and what it sends late still counts as its own. */
async function runAlone(run: ProgramRun, execution: Execution): Promise<() => Promise<void>> {
  const runId = execution.newRunId();
  let ports: AsyncDisposable;
  try {
    ports = await run.backend.takePorts(runId);
  } catch (error) {
    const message =
      `This example sends to port 4317 or 4318 of this machine, or has to run alone, and the ports could not be had: ` +
      `${error instanceof Error ? error.message : String(error)}`;
    const finding: Finding = { rule: 'backend', message, at: run.step.example.at };
    return async () => execution.done(run.step, outcomeOf(run.step, { findings: [finding] }, 0));
  }
  try {
    await (await runTogether(run, execution, runId))();
  } finally {
    await ports[Symbol.asyncDispose]();
  }
  return async () => {};
}

/** Resolves when the program has ended, with what judges it. Rejects when the runner has gone. */
async function runTogether(
  { step, project, backend, runner, types }: ProgramRun,
  execution: Execution,
  runId = execution.newRunId(),
): Promise<() => Promise<void>> {
  const { parts, now } = execution;
  const { example, alone } = step;
  const startedAt = now();
  const timeoutMs = example.options.timeoutMs ?? execution.timeoutMs;
  const ended = new AbortController();
  const signal = AbortSignal.any([execution.signal, ended.signal]);
  const enough =
    example.options.keepsRunning === true
      ? { enough: parts.untilMet({ example, backend, runId, signal }) }
      : {};
  const endpoint = backend.endpointOf(runId);
  let ran: Ran;
  try {
    ran = await runner.run({
      runId,
      example,
      project,
      endpoint,
      alone,
      timeoutMs,
      signal: execution.signal,
      ...enough,
    });
  } catch (error) {
    backend.forget(runId);
    throw error;
  } finally {
    ended.abort();
  }
  const ranMs = now() - startedAt;

  return async () => {
    if (execution.signal.aborted) return backend.forget(runId);
    const own = (await types).diagnostics.get(example.id);
    const judgement = await parts
      .judge({ example, ran, backend, runId, types: own, deadlineMs: judgeMs })
      .catch((error: unknown) => unjudged(error, example, execution));
    backend.forget(runId);
    if (judgement === undefined || execution.signal.aborted) return;
    execution.done(step, outcomeOf(step, judgement, ranMs), ran);
  };
}

/** A backend that went takes only this run along. */
function unjudged(
  error: unknown,
  { id, at }: ProgramExample,
  execution: Execution,
): Partial<Judged> | undefined {
  if (error instanceof BackendGone) return { findings: [{ rule: 'backend', message: error.message, at }] };
  if (error instanceof CannotRun) execution.problem(error.message);
  else giveUp(execution, `${id} could not be judged`, error);
  return undefined;
}

/** Programs that are only checked for types. */
export async function checkPrograms(
  steps: readonly ProgramStep[],
  types: Types,
  execution: Execution,
): Promise<void> {
  for (const step of steps) {
    const startedAt = execution.now();
    const own = (await types).diagnostics.get(step.example.id);
    if (execution.signal.aborted) return;
    execution.begun(step);
    const judgement = await execution.parts
      .judge({ example: step.example, ran: undefined, types: own, deadlineMs: 0 })
      .catch((error: unknown) => unjudged(error, step.example, execution));
    if (judgement === undefined) continue;
    execution.done(step, outcomeOf(step, judgement, execution.now() - startedAt));
  }
}
