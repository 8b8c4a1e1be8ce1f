/** The error an example promises: one that ends its run, or one of the compiler's. */
import type { ExpectedError, ProgramExample } from '../model/example.ts';
import type { Finding } from '../model/finding.ts';
import type { RunError } from '../model/run.ts';
import type { TypeDiagnostic } from '../types/check-types.ts';
import { lineMatches } from './line-pattern.ts';
import { placeOf } from './places.ts';

/** Does it promise that it cannot be compiled (`TS2345: …`)? Such an example is not run. */
export function expectsCompileError({ error }: Pick<ProgramExample, 'error'>): boolean {
  return error !== undefined && /^TS\d+\b/u.test(error.pattern);
}

/** What is left once the promised one has been taken out. */
export interface HeldError<T> {
  others: T[];
  findings: Finding[];
}

/** The error as a document would write it: its first line, or all in one where that is but a bracket. */
export function errorLine({ name, message }: Pick<RunError, 'name' | 'message'>): string {
  const [first = ''] = message.split('\n');
  const said = /^[[{]?$/u.test(first.trim()) ? message.replaceAll(/\s+/gu, ' ').trim().slice(0, 300) : first;
  if (name === '') return said;
  return said === '' ? name : `${name}: ${said}`;
}

export function holdThrown(example: ProgramExample, errors: readonly RunError[]): HeldError<RunError> {
  return hold(example, errors, {
    texts: (error) => [errorLine(error), `${error.name}: ${error.message}`],
    at: ({ frames }) => frames[0],
    nothing: 'nothing was thrown',
  });
}

export function holdDiagnostics(
  example: ProgramExample,
  diagnostics: readonly TypeDiagnostic[],
): HeldError<TypeDiagnostic> {
  return hold(example, diagnostics, {
    texts: ({ code, message }) => [`${code}: ${message.split('\n')[0] ?? ''}`, `${code}: ${message}`, code],
    at: (diagnostic) => diagnostic,
    nothing: 'it compiles',
  });
}

interface Reading<T> {
  /** How it may be written, the usual way first. */
  texts(error: T): readonly string[];
  at(error: T): { file: string; line: number; column: number } | undefined;
  /** What to say when there is none. */
  nothing: string;
}

function hold<T>(example: ProgramExample, errors: readonly T[], reading: Reading<T>): HeldError<T> {
  const { error: expected } = example;
  if (expected === undefined) return { others: [...errors], findings: [] };
  const alike = errors.filter((each) =>
    reading.texts(each).some((text) => lineMatches(expected.pattern, text)),
  );
  const met = alike.find((each) => isAt(expected, reading.at(each)));
  if (met !== undefined) return { others: errors.filter((each) => each !== met), findings: [] };

  // The one that was probably meant is told here, and not again as an error nobody expected.
  const nearest = alike[0] ?? errors[0];
  const others = errors.filter((each) => each !== nearest);
  return { others, findings: [missed(example, expected, nearest, reading)] };
}

function isAt({ line }: ExpectedError, at: { file: string; line: number } | undefined): boolean {
  return line === undefined || (at?.file === line.file && at.line === line.line);
}

function missed<T>(
  example: ProgramExample,
  { pattern, line, at }: ExpectedError,
  nearest: T | undefined,
  reading: Reading<T>,
): Finding {
  const wanted = line === undefined ? pattern : `${pattern} at ${where(example, { ...line, column: 1 })}`;
  if (nearest === undefined) {
    return { rule: 'expected-error', message: `Expected ${wanted}; ${reading.nothing}.`, at };
  }
  const position = reading.at(nearest);
  const place = position === undefined ? '' : ` at ${where(example, position)}`;
  const found = `${reading.texts(nearest)[0] ?? ''}${place}`;
  return { rule: 'expected-error', message: `Expected ${wanted}; found ${found}.`, at };
}

/** `tracing.ts, line 12 of docs/guide.md`: a reader of the report has only the document. */
function where(example: ProgramExample, position: { file: string; line: number; column: number }): string {
  const place = placeOf(example, position);
  return `${place.file}:${place.line}`;
}
