/** One session: documents in, a report out. */
import type { ReadDocument } from '../model/example.ts';
import type { DocumentEdit, Finding } from '../model/finding.ts';
import type { Outcome, Report } from '../model/outcome.ts';
import type { Ran } from '../model/run.ts';
import about from '../package.json' with { type: 'json' };
import { type KnownFinding, openBaseline } from './baseline.ts';
import { coverageFinding, coverageOf } from './coverage.ts';
import type { Execution } from './execution.ts';
import { errorsElsewhere, outdated } from './findings.ts';
import type { Parts } from './parts.ts';
import { type Step, skippedOutcome } from './plan.ts';
import { planSession } from './plan-session.ts';
import { bindAll, checkAllProse } from './prose.ts';
import type { Settings } from './settings.ts';
import type { StepCache } from './step-cache.ts';

/** Who follows a session while it goes on. */
export interface Onlooker {
  /** So many steps will be carried out or taken from the cache. */
  planned(steps: readonly Step[]): void;
  begun(step: Step): void;
  outcome(step: Step, outcome: Outcome): void;
}

export interface SessionEffects {
  parts: Parts;
  cache: StepCache;
  onlooker: Onlooker;
  /** Aborted when somebody wants it to end. */
  signal: AbortSignal;
  /** Milliseconds of a clock that does not jump. */
  now(): number;
  /** The wall clock. */
  date(): Date;
  newRunId(): string;
}

export interface Session {
  report: Report;
  documents: readonly ReadDocument[];
  steps: readonly Step[];
  /** What `--update` would write. */
  edits: readonly DocumentEdit[];
  /** What `--update-baseline` would write. */
  baseline: readonly KnownFinding[];
  /** Absolute paths of files the answer depends on, besides packages. */
  files: ReadonlySet<string>;
  /** Steps that have no outcome, for the session was ended before them. */
  notRun: number;
}

/** Verify what the settings say. Rejects for nothing that a document or a program does. */
export async function runSession(
  settings: Settings,
  known: readonly KnownFinding[],
  effects: SessionEffects,
): Promise<Session> {
  const { onlooker, cache, parts, now } = effects;
  const startedAt = effects.date();
  const begin = now();
  const stop = new AbortController();
  const signal = AbortSignal.any([effects.signal, stop.signal]);
  const baseline = openBaseline(known);
  const files = new Set<string>();

  const { documents, lessons, steps, problems } = await planSession(settings, startedAt, cache.documents);
  for (const { path, includes } of documents) for (const file of [path, ...includes]) files.add(file);
  const prose = checkAllProse(documents, settings, problems, signal);
  onlooker.planned(steps);

  const outcomes = new Map<string, Outcome[]>();
  const take = (step: Step, outcome: Outcome) => {
    const judged = baseline.know(outcome);
    outcomes.set(step.key, [...(outcomes.get(step.key) ?? []), judged]);
    onlooker.outcome(step, judged);
    if (settings.failFast && judged.status === 'falls-short') stop.abort();
  };

  const open: Step[] = [];
  for (const step of steps) {
    const there = step.skipped === undefined ? await cache.get(step) : { outcome: skippedOutcome(step) };
    if (there === undefined) open.push(step);
    else take(step, there.outcome);
    for (const file of there?.files ?? []) files.add(file);
  }
  const ended: { step: Step; outcome: Outcome; ran: Ran | undefined }[] = [];
  const elsewhere: Finding[] = [];
  if (open.length > 0) {
    const { execute } = await import('./execute.ts');
    const execution: Execution = {
      parts,
      signal,
      timeoutMs: settings.timeoutMs,
      jobs: settings.jobs,
      now,
      newRunId: effects.newRunId,
      begun: (step) => onlooker.begun(step),
      done(step, outcome, ran) {
        ended.push({ step, outcome, ran });
        take(step, outcome);
      },
      problem: (message) => {
        if (!problems.includes(message)) problems.push(message);
      },
    };
    const types = await execute(open, execution);
    for (const { step, outcome, ran } of ended) {
      const loaded = [...(ran?.loaded ?? []), ...(types.loaded.get(step.example.id) ?? [])];
      for (const file of loaded) files.add(file);
      // What was not checked whole must be next time.
      const isSettled = !types.unsettled.has(step.example.id);
      // Nor is what took something from elsewhere the same next time.
      if (isSettled && ran?.notRemembered === undefined) await cache.put(step, outcome, loaded);
    }
    elsewhere.push(...errorsElsewhere(types.elsewhere, settings.cwd));
  }

  const inOrder = steps.flatMap(({ key, example }) => [
    ...(example.kind === 'lesson' ? (outcomes.get(example.id)?.splice(0) ?? []) : []),
    ...(outcomes.get(key) ?? []),
  ]);
  const bound = await bindAll(documents, inOrder);
  const first = settings.shard === undefined || settings.shard.index === 1;
  const own = first ? documents.flatMap(({ findings }) => findings) : [];
  const loose = baseline.sift([...own, ...(await prose), ...elsewhere, ...bound.findings]);
  const asked = steps.map(({ example }) => example.id);
  const coverage = coverageOf(documents, inOrder, asked);
  const notRun = steps.filter(({ key, example }) => !outcomes.has(key) && !outcomes.has(example.id)).length;
  const sum = `${notRun} of ${steps.length} were not run.`;
  if (effects.signal.aborted) problems.push(`Ended before it was done: ${sum}`);
  // Nothing that was not looked at may pass.
  else if (notRun > 0 && !signal.aborted && problems.length === 0)
    problems.push(`A fault in spanlab: ${sum}`);
  const last: Finding[] = [];
  // A part of it says nothing about what is no more, or held by nothing.
  if (
    settings.filter === undefined &&
    settings.shard === undefined &&
    problems.length === 0 &&
    !signal.aborted
  ) {
    const read = new Set([...documents.map(({ file }) => file), ...inOrder.map(({ at }) => at.file)]);
    if (!settings.updateBaseline) last.push(...outdated(baseline.mended(read), settings));
    last.push(...listOf(coverageFinding(coverage, settings.requireCoverage)));
  }
  return {
    report: {
      tool: { name: 'spanlab', version: about.version },
      startedAt: startedAt.toISOString(),
      durationMs: now() - begin,
      documents: documents.length + lessons.length,
      outcomes: inOrder,
      findings: [...loose.fresh, ...last],
      known: loose.known,
      coverage,
      problems,
    },
    documents,
    steps,
    edits: [
      ...documents.flatMap(({ edits }) => edits),
      ...inOrder.flatMap(({ edits }) => edits),
      ...bound.edits,
    ],
    baseline: baseline.entries(),
    files,
    notRun,
  };
}

function listOf<Value>(value: Value | undefined): Value[] {
  return value === undefined ? [] : [value];
}
