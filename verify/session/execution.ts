/** What those who carry out steps share. */
import type { Judged } from '../judge/judge.ts';
import { BackendGone } from '../model/backend.ts';
import type { ProgramExample } from '../model/example.ts';
import type { Outcome } from '../model/outcome.ts';
import { CannotRun, type Ran } from '../model/run.ts';
import type { Parts } from './parts.ts';
import type { Step } from './plan.ts';

export interface Execution {
  parts: Parts;
  /** Aborted when the session is to end: nothing more is begun, what runs is ended. */
  signal: AbortSignal;
  timeoutMs: number;
  jobs: number;
  /** Milliseconds of a clock that does not jump. */
  now(): number;
  newRunId(): string;
  /** A step begins. */
  begun(step: Step): void;
  /** An outcome is there. `ran`: the run it comes from, if there was one. */
  done(step: Step, outcome: Outcome, ran?: Ran): void;
  /** Something is missing, or has gone: exit code 2. */
  problem(message: string): void;
}

/** Makes an outcome of what is known of a step. Nothing that falls short can hold. */
export function outcomeOf(step: Step, judgement: Partial<Judged>, durationMs: number): Outcome {
  const { example, runtime, backend } = step;
  const findings = [...step.findings, ...(judgement.findings ?? [])];
  return {
    id: example.id,
    title: example.title,
    at: example.at,
    kind: example.kind,
    ...(runtime === undefined ? {} : { runtime }),
    ...(backend === undefined ? {} : { backend }),
    status: findings.length === 0 ? 'holds' : 'falls-short',
    cached: false,
    durationMs,
    findings,
    held: judgement.held ?? [],
    results: judgement.results ?? {},
    edits: judgement.edits ?? [],
  };
}

/** Says what kept steps from being carried out, once for all of them. Aborted ones need no words. */
export function giveUp(execution: Execution, what: string, error: unknown): void {
  if (execution.signal.aborted) return;
  execution.problem(`${what}: ${error instanceof CannotRun ? error.message : inWords(error)}`);
}

/** An error nobody foresaw, with where it comes from: somebody will want to report it. */
function inWords(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const from = error.stack?.split('\n').find((line) => /^\s+at /u.test(line));
  return `${error.name}: ${error.message}${from === undefined ? '' : ` (${from.trim()})`}`;
}

/** A backend that went takes only this run along. */
export function unjudged(
  error: unknown,
  { id, at }: ProgramExample,
  execution: Execution,
): Partial<Judged> | undefined {
  if (error instanceof BackendGone) return { findings: [{ rule: 'backend', message: error.message, at }] };
  if (error instanceof CannotRun) execution.problem(error.message);
  else giveUp(execution, `${id} could not be judged`, error);
  return undefined;
}
