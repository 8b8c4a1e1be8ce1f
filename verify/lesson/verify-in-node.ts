/** A lesson's take-home as its reader runs it: real programs, and what its compose file asks for on the ports it names. */
import { setTimeout as delay } from 'node:timers/promises';
import { evaluate } from '@spanlab/sandbox/expect/evaluate.ts';
import type { CheckResult } from '@spanlab/sandbox/schemas/run-event.ts';
import type { Span } from '@spanlab/sandbox/schemas/trace.ts';
import type { Lesson } from '../../src/lesson.ts';
import { resultsOf } from '../judge/results.ts';
import type { Finding } from '../model/finding.ts';
import { missed, placeOfCheck, type Shown } from './lesson-findings.ts';
import { type ExerciseState, statesOf } from './states.ts';
import type { ComposedService } from './take-home/compose-file.ts';
import { readComposeFile } from './take-home/compose-file.ts';
import type { Composed } from './take-home/composed.ts';
import { startComposed } from './take-home/containers.ts';
import { startEmbedded } from './take-home/embedded.ts';
import { inNode } from './take-home/in-node.ts';
import { printedSpans } from './take-home/inspected.ts';
import { spansIn } from './take-home/jaeger.ts';
import { type Output, runPrograms } from './take-home/programs.ts';
import { layOut, type Project } from './take-home/project.ts';
import type { Verdict } from './verify-in-chromium.ts';

export interface NodeParts {
  folder: string;
  shown: Shown;
  backend: 'embedded' | 'containers';
  signal: AbortSignal;
}

/** Spans may be on their way after the last program has ended: batches, and a Jaeger that indexes. */
const patienceMs = { batching: 10_000, storing: 1_000, settling: 2_000 } as const;
const pauseMs = 100;
const jaegerUi = 'http://localhost:16686';

/** Runs the solution of the main exercise. */
export async function verifyInNode(lesson: Lesson, parts: NodeParts): Promise<Verdict> {
  const { folder, shown, backend, signal } = parts;
  const state = statesOf(lesson.exercises.main).find(({ name }) => name === 'solution');
  if (state === undefined) throw new Error('an exercise has a solution');
  await using project = await layOut(lesson);
  const services = readComposeFile(project.files['compose.yaml'] ?? 'services: {}');
  await using composed = await start(services, project, state, backend);
  const where = backend === 'embedded' ? 'as Node programs' : 'as Node programs with containers';
  const { checks, notes } = inNode(state.expectation, {
    hasExchanges: composed.exchanges !== undefined,
    byGrpc: (project.files['package.json'] ?? '').includes('otlp-grpc'),
  });
  const kept = checks.flatMap((check) => check ?? []);
  const indexes = checks.flatMap((check, index) => (check === undefined ? [] : [index]));
  let stored: Span[] = [];
  const look = async ({ stdout }: Output): Promise<CheckResult[]> => {
    if (services.length > 0) stored = await spansIn(jaegerUi);
    const results = evaluate(
      { checks: kept },
      {
        stored,
        printed: printedSpans(stdout),
        stdout: [...stdout, ...composed.lines],
        exchanges: composed.exchanges ?? [],
      },
    );
    return results.filter(({ ok }) => !ok);
  };
  const output = await runPrograms(state.lab, project, signal, async (soFar) => {
    if (services.length === 0) return;
    // A Jaeger that does not answer is told of at the end.
    await lastOf(() => look(soFar), patienceMs.settling, signal).catch(() => signal.throwIfAborted());
  });
  // What was printed on a console is all there; only a backend may have more to come.
  const bad = await lastOf(() => look(output), patienceFor(state, services, backend), signal);
  const findings = bad.map((result) => {
    const index = indexes[result.index] ?? 0;
    return missed(state, result, placeOfCheck(folder, state, index, shown), where);
  });
  const { stdout, stderr } = output;
  const complaints = stderr.map(({ service, text }) => `${service}: ${text}`);
  const results = resultsOf('main', {
    spans: stored.length > 0 ? stored : printedSpans(stdout),
    lines: stdout.map(({ text }) => text),
  });
  return { findings: [...findings, ...complained(complaints, state, parts, where)], notes, results };
}

function start(
  services: readonly ComposedService[],
  project: Project,
  { lab }: ExerciseState,
  backend: NodeParts['backend'],
): Promise<Composed> {
  if (backend === 'containers' && services.length > 0) return startComposed(services, project);
  return startEmbedded(
    services,
    project,
    lab.services.map(({ name }) => name),
  );
}

function patienceFor(
  { lab }: ExerciseState,
  services: readonly ComposedService[],
  backend: NodeParts['backend'],
): number {
  if (services.length === 0) return 0;
  // The embedded store has what it has answered for; a Collector or a Jaeger holds spans for a while.
  return backend === 'embedded' && lab.collector === undefined ? patienceMs.storing : patienceMs.batching;
}

/** Looks again until nothing is missed, or time is up. A Jaeger that has just started may not answer at first. */
async function lastOf(
  look: () => Promise<CheckResult[]>,
  withinMs: number,
  signal: AbortSignal,
): Promise<CheckResult[]> {
  const until = performance.now() + withinMs;
  for (;;) {
    const isLast = performance.now() >= until;
    const bad = await look().catch((problem: unknown) => {
      if (isLast) throw problem;
      return undefined;
    });
    if (bad !== undefined && (bad.length === 0 || isLast)) return bad;
    await delay(pauseMs, undefined, { signal });
  }
}

/** A program that went well says nothing on its second output, unless the lesson is about one that does not. */
function complained(
  lines: readonly string[],
  state: ExerciseState,
  { folder, shown }: NodeParts,
  where: string,
): Finding[] {
  const isAboutErrors = /"(?:exception|ERROR)/u.test(JSON.stringify(state.expectation));
  if (lines.length === 0 || isAboutErrors) return [];
  const message = `${state.words} complains on stderr ${where}`;
  return [{ rule: 'lesson', message, at: placeOfCheck(folder, state, 0, shown), detail: lines.join('\n') }];
}
