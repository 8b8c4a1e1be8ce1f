/** An exercise in the real lab: its start, its solution and its variants, each run and judged. */
import { isUnseen } from '@spanlab/sandbox/lab/local-backend-checks.ts';
import type { LocalPlace } from '@spanlab/sandbox/local-lab/place.ts';
import type { Exercise } from '../../src/lesson.ts';
import type { Finding } from '../model/finding.ts';
import { byHandOf } from './by-hand.ts';
import { refusalOf } from './lab-containers.ts';
import type { LabRequest, LabRun } from './lab-run.ts';
import { alreadySolved, fromDiagnostic, missed, placeOfCheck, type Shown } from './lesson-findings.ts';
import { type ExerciseState, statesOf } from './states.ts';

export interface LabParts {
  folder: string;
  shown: Shown;
  /** In a sentence: `in Chromium`. */
  where: string;
  run(request: LabRequest): Promise<LabRun>;
  /** Containers for a state; absent: the page's own Collector and Jaeger. */
  openPlace?(state: ExerciseState): Promise<AsyncDisposable & { place: LocalPlace }>;
}

export interface Verdict {
  findings: readonly Finding[];
  /** What could not be held to here, in sentences. */
  notes: readonly string[];
  /** Named values of the solution's run, for the lesson's text. */
  results?: Readonly<Record<string, string>>;
}

/** All states, one after the other. */
export async function verifyInLab(exercise: Exercise, parts: LabParts): Promise<Verdict> {
  const findings: Finding[] = [];
  const unseen: string[] = [];
  for (const state of statesOf(exercise)) {
    const verdict =
      parts.openPlace === undefined ? await runState(state, parts) : await inPlace(state, parts);
    findings.push(...verdict.findings);
    unseen.push(...verdict.notes);
  }
  const why = 'what the Collector prints and sends stays among the containers';
  return {
    findings,
    notes: unseen.length === 0 ? [] : [`Not seen there, for ${why}: ${unseen.join(', ')}.`],
  };
}

async function inPlace(state: ExerciseState, parts: LabParts): Promise<Verdict> {
  let opened: (AsyncDisposable & { place: LocalPlace }) | undefined;
  try {
    opened = await parts.openPlace?.(state);
  } catch (problem) {
    const refusal = refusalOf(problem);
    if (refusal === undefined) throw problem;
    // As with `npm run lab`: there are no containers then, so nothing of this state can be seen.
    if (state.mustMeet) return { findings: [notStarted(state, refusal, parts)], notes: [] };
    return { findings: [], notes: [`all of ${state.name}, whose collector.yaml it does not take`] };
  }
  await using containers = opened;
  return await runState(state, parts, containers?.place);
}

async function runState(state: ExerciseState, parts: LabParts, containers?: LocalPlace): Promise<Verdict> {
  const { lab, files, expectation } = state;
  const byHand = byHandOf(state);
  const run = await parts.run({
    ...{ lab, files, expectation },
    ...(byHand && { byHand }),
    ...(containers && { containers }),
  });
  const unseen = new Set(
    containers === undefined
      ? []
      : expectation.checks.flatMap((check, index) => (isUnseen(check) ? [index] : [])),
  );
  const notes = [...unseen].map((index) => `“${expectation.checks[index]?.check}” of ${state.name}`);
  return { findings: verdictOn(state, run, unseen, parts), notes };
}

/** What one run says of a state, but for the checks that do not show. */
function verdictOn(
  state: ExerciseState,
  run: LabRun,
  unseen: ReadonlySet<number>,
  { folder, shown, where }: LabParts,
): Finding[] {
  const place = (index: number) => placeOfCheck(folder, state, index, shown);
  if (run.diagnostics.length > 0) return run.diagnostics.map((each) => fromDiagnostic(state, each, shown));
  const { reason, message } = run.exit;
  if (!['finished', 'failed', 'stopped'].includes(reason)) {
    const rule = reason === 'limit' ? 'timeout' : 'lesson';
    const said = [...run.notes, ...run.collector].join(' ');
    return [
      { rule, message: `${state.words} did not end ${where}: ${message} ${said}`.trimEnd(), at: place(0) },
    ];
  }
  const bad = state.expectation.checks
    .map(({ check }, index) => run.checks[index] ?? untold(check, index))
    .filter(({ ok, index }) => !ok && !unseen.has(index));
  if (!state.mustMeet) {
    return bad.length > 0 || unseen.size > 0 ? [] : [alreadySolved(state, place(0), where)];
  }
  const thrown = run.uncaught.map(({ service, text }) => `${service} threw ${text}.`);
  return bad.map((result) => {
    const reasons = [...result.reasons, ...thrown, ...run.collector];
    return missed(state, { ...result, reasons }, place(result.index), where);
  });
}

function untold(check: string, index: number) {
  return { index, check, ok: false, reasons: ['The run ended before this was looked at.'], diff: '' };
}

function notStarted(state: ExerciseState, words: string, { folder, shown, where }: LabParts): Finding {
  const message = `${state.words} cannot be run ${where}: ${words}`;
  return { rule: 'collector', message, at: placeOfCheck(folder, state, 0, shown) };
}
