/** Carries out programs: run, wait for what they sent, judge. */
import type { Backend } from '../model/backend.ts';
import type { ProgramExample } from '../model/example.ts';
import type { Finding } from '../model/finding.ts';
import type { Project } from '../model/project.ts';
import type { Job, Ran, Runner } from '../model/run.ts';
import type { TypesChecked } from '../types/check-types.ts';
import { type Execution, giveUp, outcomeOf, unjudged } from './execution.ts';
import { afterTime, goOn, partingMs } from './going-on.ts';
import { within } from './overdue.ts';
import type { Step } from './plan.ts';
import { inPool } from './pool.ts';
import { portsOf } from './ports-of.ts';
import { takingTurns } from './turns.ts';

export interface ProgramStep extends Step {
  example: ProgramExample;
}

/** They may still be on their way when a program has ended. */
export type Types = Promise<TypesChecked>;

/** What a runner may take beyond a program's own time, to begin and to clean up, on a machine with much else to do. */
const graceMs = 60_000;
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

    const turns = takingTurns<number>();
    const one = async (step: ProgramStep) => {
      const project = projects.get(step);
      if (project === undefined || signal.aborted) return;
      execution.begun(step);
      const run = { step, project, backend, runner, types };
      const ports = step.runtime === 'node' ? portsOf(step.example) : [];
      const judged = await turns.with(ports, () =>
        step.alone ? runAlone(run, execution) : runTogether(run, execution),
      );
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
  let ports: AsyncDisposable | undefined;
  try {
    ports = await run.backend.takePorts(runId);
  } catch (error) {
    if (!run.step.needsPorts) return runTogether(run, execution, runId);
    const message =
      `This example sends to port 4317 or 4318 of this machine, and the ports could not be had: ` +
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
  const goesOn =
    example.options.keepsRunning === true
      ? goOn((showing) => parts.untilMet({ example, backend, runId, showing, signal }), { timeoutMs, signal })
      : undefined;
  const job: Job = {
    runId,
    example,
    project,
    endpoint: backend.endpointOf(runId),
    alone,
    timeoutMs: timeoutMs + (goesOn === undefined ? 0 : partingMs),
    signal,
    ...goesOn?.job,
  };
  let ran: Ran | undefined;
  try {
    ran = asMeant(await within(runner.run(job), job.timeoutMs + graceMs, signal), example);
  } catch (error) {
    backend.forget(runId);
    throw error;
  } finally {
    ended.abort();
  }
  const ranMs = now() - startedAt;

  return async () => {
    if (execution.signal.aborted) return backend.forget(runId);
    if (ran === undefined) {
      backend.forget(runId);
      return execution.done(step, outcomeOf(step, { findings: [lost(step, job)] }, ranMs));
    }
    const own = (await types).diagnostics.get(example.id);
    const judgement = await parts
      .judge({ example, ran, backend, runId, types: own, deadlineMs: judgeMs })
      .catch((error: unknown) => unjudged(error, example, execution));
    backend.forget(runId);
    if (judgement === undefined || execution.signal.aborted) return;
    const findings = goesOn?.isOver() === true ? afterTime(judgement.findings ?? [], timeoutMs) : undefined;
    execution.done(step, outcomeOf(step, { ...judgement, ...(findings && { findings }) }, ranMs), ran);
  };
}

/** An example that sends nothing on purpose may try to. */
function asMeant(ran: Ran | undefined, { options }: ProgramExample): Ran | undefined {
  if (ran === undefined || options.noTelemetry !== true) return ran;
  return { ...ran, troubles: ran.troubles.filter(({ rule }) => rule !== 'export') };
}

/** Its runner has not answered, though it ends every run in time: the next ones may fare better. */
function lost({ example, runtime }: ProgramStep, { timeoutMs }: Job): Finding {
  const message =
    `Its runner (${runtime}) did not come back within ${(timeoutMs + graceMs) / 1000} s, and was left to itself. ` +
    'That is a fault in spanlab, or a machine that stands still: run it again.';
  return { rule: 'backend', message, at: example.at };
}
