/** What a run was worth: every way in which it falls short of its document, each at its place there. */
import type { Span } from '@spanlab/sandbox/schemas/trace.ts';
import { type Backend, BackendGone } from '../model/backend.ts';
import type { ExpectedError, ProgramExample } from '../model/example.ts';
import type { Finding } from '../model/finding.ts';
import type { Held, Outcome } from '../model/outcome.ts';
import type { Ran } from '../model/run.ts';
import type { TypeDiagnostic } from '../types/check-types.ts';
import { expectsCompileError, holdDiagnostics, holdThrown } from './expected-error.ts';
import { outputFindings, stdoutLines } from './output.ts';
import type { RunnableExample } from './places.ts';
import { resultName, resultsOf } from './results.ts';
import { errorFindings, exitFindings, troubleFindings } from './run-findings.ts';
import { settle } from './settle.ts';
import { factsOf, orphanFindings, spanFindings, verdictOn } from './span-findings.ts';
import { exportFindings, telemetryFindings } from './telemetry.ts';
import { typeFindings } from './type-findings.ts';

export interface Case {
  example: RunnableExample;
  /** Absent for what is only checked for types. */
  ran: Ran | undefined;
  /** Where its spans went, and under which run; absent where nothing could be sent. */
  backend?: Backend | undefined;
  runId?: string | undefined;
  /** What the compiler found in it; absent: it was not asked. */
  types?: readonly TypeDiagnostic[] | undefined;
  /** How long to wait for spans at most, from now. */
  deadlineMs: number;
}

/** What the judge knows of an `Outcome`. */
export type Judged = Pick<Outcome, 'findings' | 'held' | 'results' | 'edits'>;

/** Judge one run. All misses are findings; rejects only for what is no run's fault. */
export async function judge(each: Case): Promise<Judged> {
  const { example, ran } = each;
  const findings: Finding[] = [];
  const held = new Set<Held>();
  if (example.kind === 'program') judgeCode(example, each, findings, held);
  if (ran === undefined) {
    if (held.size === 0 && findings.length === 0) findings.push(heldToNothing(example));
    return { findings, held: [...held], results: {}, edits: [] };
  }

  held.add('run');
  if (example.outputs.length > 0) held.add('output');
  const run = judgeRun(example, each, ran, held);
  findings.push(...run);
  // A program that could not even start has printed and sent nothing: to say so again helps nobody.
  const isStarted = !neverStarted(example, ran);
  const shown = isStarted ? outputFindings(example.outputs, ran.output) : [];
  const sent = example.kind === 'program' ? await judgeSpans(example, each, ran, held) : noSpans;
  if (isStarted) shown.push(...sent.findings);

  // What a run that went wrong has printed and sent is nothing to write into a document.
  const isSound = run.length === 0;
  findings.push(...(isSound ? shown : shown.map(({ fix: _, ...finding }) => finding)));
  const lines = stdoutLines(ran.output);
  return {
    findings,
    held: [...held],
    results: resultsOf(resultName(example.id), { spans: sent.spans, lines }),
    edits: isSound ? shown.flatMap(({ fix }) => fix ?? []) : [],
  };
}

/** Neither run nor checked: it would hold whatever it said. */
function heldToNothing({ at }: RunnableExample): Finding {
  const message =
    'Nothing holds this example: it is not run, and its types are not checked. Take `no-run` or `no-check` out, or write it in TypeScript.';
  return { rule: 'document', message, at };
}

/** What it threw, how it ended, and what else was wrong with the run itself. */
function judgeRun(example: RunnableExample, { types }: Case, ran: Ran, held: Set<Held>): Finding[] {
  // What cannot be compiled is not run; where it was all the same, nothing that it throws was promised.
  const isPromised = example.kind === 'program' && !expectsCompileError(example);
  if (isPromised && example.error !== undefined) held.add('error');
  const { others, findings } = isPromised
    ? holdThrown(example, ran.errors)
    : { others: ran.errors, findings: [] };
  // TypeScript's errors of syntax are those below 2000; Node has nothing to add to them.
  const isTold = types?.some(({ code }) => /^TS1\d{3}$/u.test(code)) === true;
  const news = isTold ? others.filter(({ name }) => name !== 'SyntaxError') : others;
  return [
    ...troubleFindings(example, ran),
    ...findings,
    ...errorFindings(example, news),
    ...(neverStarted(example, ran) ? [] : exitFindings(example, ran)),
  ];
}

/** An import that leads nowhere, or code that is none. */
function neverStarted(example: RunnableExample, { troubles, errors, output }: Ran): boolean {
  // `JSON.parse` throws SyntaxErrors, too: where one is promised, the rest of what is promised counts.
  const isPromised = example.kind === 'program' && example.error !== undefined;
  return (
    troubles.some(({ rule }) => rule === 'import') ||
    (!isPromised && output.length === 0 && errors.some(({ name }) => name === 'SyntaxError'))
  );
}

interface JudgedSpans {
  spans: readonly Span[];
  findings: Finding[];
}
const noSpans: JudgedSpans = { spans: [], findings: [] };

function judgeCode(
  example: ProgramExample,
  { types, ran }: Case,
  findings: Finding[],
  held: Set<Held>,
): void {
  if (types === undefined || example.options.noCheck === true) {
    if (example.error !== undefined && expectsCompileError(example)) findings.push(unasked(example.error));
    return;
  }
  held.add('types');
  const expectsOne = expectsCompileError(example);
  if (expectsOne) held.add('error');
  const { others, findings: missed } = expectsOne
    ? holdDiagnostics(example, types)
    : { others: [...types], findings: [] };
  findings.push(...missed, ...typeFindings(example, others, ran?.troubles ?? []));
}

/** An error of a compiler that is not asked. */
function unasked({ pattern, at }: ExpectedError): Finding {
  const message = `Expected ${pattern}; the types of this example are not checked. Take \`no-check\` out, or write it in TypeScript.`;
  return { rule: 'expected-error', message, at };
}

/** The spans of the run, once they are all there; what it printed where it sent none. */
async function judgeSpans(
  example: ProgramExample,
  { backend, runId, deadlineMs }: Case,
  ran: Ran,
  held: Set<Held>,
): Promise<JudgedSpans> {
  if (backend === undefined || runId === undefined) return { spans: ran.printed, findings: [] };
  if (example.spans.length > 0) held.add('spans');
  const verdict = (spans: readonly Span[]) =>
    verdictOn(example.spans, factsOf(ran, backend.received(runId), spans));
  try {
    const isAsked = example.spans.length > 0 || backend.received(runId).requests > 0;
    const stored = isAsked ? await settle(backend, runId, verdict, { flush: ran.flush, deadlineMs }) : [];
    const received = backend.received(runId);
    const facts = factsOf(ran, received, stored);
    const missed = spanFindings(example.spans, facts);
    const findings = [
      ...exportFindings(example, ran, received),
      ...missed,
      ...orphanFindings(example, facts, missed),
      ...(await telemetryFindings(example, ran, received)),
    ];
    return { spans: stored.length > 0 ? stored : ran.printed, findings };
  } catch (error) {
    if (!(error instanceof BackendGone)) throw error;
    const gone: Finding = { rule: 'backend', message: error.message, at: example.at };
    return { spans: ran.printed, findings: [gone] };
  }
}
