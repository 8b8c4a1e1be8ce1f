/** What falls short in a lesson, at its place in the lesson's own files. */
import { readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { parseExpectation } from '@spanlab/sandbox/expect/parse.ts';
import type { AuthoringProblem } from '@spanlab/sandbox/expect/problem.ts';
import type { CheckResult, Diagnostic } from '@spanlab/sandbox/schemas/run-event.ts';
import type { Finding } from '../model/finding.ts';
import type { Place } from '../model/place.ts';
import type { ExerciseState } from './states.ts';

/** Turns a path in the lesson's folder into one relative to where the command was started. */
export type Shown = (path: string) => string;

/** What the lesson's schema complains of; it names files relative to where the process runs. */
export function fromProblem(
  { file, line, column, message }: AuthoringProblem,
  folder: string,
  shown: Shown,
): Finding {
  const path = relative(folder, resolve(file)).replaceAll('\\', '/');
  return { rule: 'lesson', message, at: { file: shown(path), line, column } };
}

/** A complaint of the compiler about a file of a state. */
export function fromDiagnostic(state: ExerciseState, diagnostic: Diagnostic, shown: Shown): Finding {
  const { code, message, file, line, column, endLine, endColumn } = diagnostic;
  const name = typeof code === 'number' ? `TS${code}` : code;
  const at: Place = { file: shown(state.sources[file] ?? file), line, column, endLine, endColumn };
  return { rule: 'type-error', message: `${name}: ${message}`, at };
}

/** Where check number `index` of a state's expect.yaml stands. */
export function placeOfCheck(folder: string, state: ExerciseState, index: number, shown: Shown): Place {
  const file = shown(state.expectFile);
  const text = readFileSync(join(folder, state.expectFile), 'utf8');
  const parsed = parseExpectation({ file, text });
  return { file, ...(parsed.ok ? parsed.at(['checks', index]) : { line: 1, column: 1 }) };
}

/** A check that should have been met. */
export function missed(state: ExerciseState, result: CheckResult, at: Place, where: string): Finding {
  const { check, reasons, diff } = result;
  return {
    rule: 'lesson',
    message: `${state.words} does not meet “${check}” ${where}: ${reasons.join(' ')}`,
    at,
    ...(diff !== '' && { detail: diff }),
  };
}

/** A start that leaves nothing to do. */
export function alreadySolved(state: ExerciseState, at: Place, where: string): Finding {
  const count = state.expectation.checks.length;
  return {
    rule: 'lesson',
    message:
      `${state.words} meets ${count === 1 ? 'the only check' : `all ${count} checks`} ${where}: nothing is left to do. ` +
      'Take the solved part out of start/, or add a check that it misses.',
    at,
  };
}
