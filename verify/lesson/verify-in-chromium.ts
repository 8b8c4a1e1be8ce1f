/** An exercise in the real lab: its start, its solution and its variants, each run and judged. */
import type { LocalPlace } from '@spanlab/sandbox/local-lab/place.ts';
import type { Exercise } from '../../src/lesson.ts';
import type { Finding } from '../model/finding.ts';
import { byHandOf } from './by-hand.ts';
import type { LabRequest, LabRun } from './lab-run.ts';
import { alreadySolved, fromDiagnostic, missed, placeOfCheck, type Shown } from './lesson-findings.ts';
import { type ExerciseState, statesOf } from './states.ts';

export interface LabParts {
  folder: string;
  shown: Shown;
  /** In a sentence: `in Chromium`. */
  where: string;
  run(request: LabRequest): Promise<LabRun>;
  /** Containers for a state, and what of its expectation shows there. */
  place?(state: ExerciseState): Promise<{ containers?: LocalPlace; seen: ExerciseState; note?: string }>;
}

export interface Verdict {
  findings: readonly Finding[];
  /** What could not be held to here, in sentences. */
  notes: readonly string[];
}

/** All states, one after the other. */
export async function verifyInLab(exercise: Exercise, parts: LabParts): Promise<Verdict> {
  const findings: Finding[] = [];
  const notes: string[] = [];
  for (const state of statesOf(exercise)) {
    const { containers, seen = state, note } = (await parts.place?.(state)) ?? {};
    if (note !== undefined) notes.push(note);
    if (seen.expectation.checks.length === 0) continue;
    const { lab, files, expectation } = seen;
    const byHand = byHandOf(seen);
    const run = await parts.run({
      lab,
      files,
      expectation,
      ...(byHand && { byHand }),
      ...(containers && { containers }),
    });
    findings.push(...verdictOn(seen, run, parts));
  }
  return { findings, notes };
}

/** What one run says of a state. Pure but for the places of checks. */
export function verdictOn(state: ExerciseState, run: LabRun, { folder, shown, where }: LabParts): Finding[] {
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
  const all = state.expectation.checks.map(({ check }, index) => run.checks[index] ?? untold(check, index));
  const bad = all.filter(({ ok }) => !ok);
  if (!state.mustMeet) return bad.length > 0 ? [] : [alreadySolved(state, place(0), where)];
  const thrown = run.uncaught.map(({ service, text }) => `${service} threw ${text}`);
  return bad.map((result) => {
    const reasons = [...result.reasons, ...thrown, ...run.collector];
    return missed(state, { ...result, reasons }, place(result.index), where);
  });
}

function untold(check: string, index: number) {
  return { index, check, ok: false, reasons: ['The run ended before this was looked at.'], diff: '' };
}
