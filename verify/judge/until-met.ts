/** For a program that goes on by itself: when it has shown what it must. */
import type { Backend } from '../model/backend.ts';
import type { ProgramExample } from '../model/example.ts';
import type { Shown } from '../model/run.ts';
import { outputFindings, stdoutLines } from './output.ts';
import { endsItself, saysWhen } from './says-when.ts';
import { orphansOf } from './settle.ts';
import { factsOf, verdictOn } from './span-findings.ts';
import { tracingPackages } from './telemetry.ts';

/** A wait that no news ends is looked into all the same, for a backend that is read by asking again. */
const lookAgainMs = 1_000;
/** Where nothing says how much will come, it has all come when nothing more does for so long. */
const quietMs = 500;
/** News come in crowds: look once for each. */
const crowdMs = 20;

/** What a program has shown so far, and when that is more. */
export interface Showing {
  soFar(): Shown;
  /** Resolves when it has shown something it had not at the time of the call. */
  moved(): Promise<void>;
}

interface Asked {
  example: ProgramExample;
  backend: Backend;
  runId: string;
  showing: Showing;
  signal: AbortSignal;
}

/**
 * Resolves once the spans that have arrived and all it has printed are what the document says. What the document
 * leaves open, blocks that are empty or none at all, is met when something came and nothing more does. Resolves on
 * abort, after an error, and when the backend has gone. Never rejects.
 */
export async function untilMet({ example, backend, runId, showing, signal }: Asked): Promise<void> {
  const aborted = new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
  while (!signal.aborted) {
    const shown = showing.soFar();
    const moved = showing.moved();
    const { requests } = backend.received(runId);
    let standing: Standing;
    try {
      standing = await standingOf({ example, backend, runId }, shown);
    } catch {
      return;
    }
    if (standing === 'met') return;
    const withinMs = standing === 'open' ? lookAgainMs : quietMs;
    let isNew = false;
    const news = moved.then(() => {
      isNew = true;
    });
    await Promise.race([backend.moved(runId, withinMs), news, aborted]);
    if (standing === 'quiet' && !isNew && backend.received(runId).requests === requests) return;
    if (isNew) await Promise.race([new Promise((resolve) => setTimeout(resolve, crowdMs)), aborted]);
  }
}

/** `quiet`: it would do, if nothing more came. */
type Standing = 'open' | 'quiet' | 'met';

async function standingOf(
  { example, backend, runId }: Pick<Asked, 'example' | 'backend' | 'runId'>,
  shown: Shown,
): Promise<Standing> {
  // A browser goes on after an error. More of them may come.
  if (shown.failed) return 'quiet';
  if (endsItself(example)) return 'open';
  const spans = await backend.spansOf(runId);
  const received = backend.received(runId);
  const facts = factsOf(shown, received, spans);
  const count = Math.max(spans.length, shown.printed.length);
  if (!shown.settled && shown.output.length === 0 && count === 0 && received.requests === 0) return 'open';

  const filled = example.spans.filter(({ expectation }) => expectation.checks.length > 0);
  const { met, spoilable } = verdictOn(filled, facts);
  const wantsSpan = filled.length < example.spans.length || mustSend(example);
  if (!met || orphansOf(spans).length > 0 || (wantsSpan && count === 0)) return 'open';

  const empty = example.outputs.some(({ text }) => text.trim() === '');
  if (empty && stdoutLines(shown.output).length === 0) return 'open';
  if (!empty && outputFindings(example.outputs, shown.output).length > 0) return 'open';
  // Its top level may still throw; but one that waits there for its requests never settles.
  const isOpenEnded = !shown.settled || empty || filled.length < example.spans.length || !saysWhen(example);
  return isOpenEnded || (filled.length > 0 && spoilable) ? 'quiet' : 'met';
}

/** It sets up tracing and has only its output to be held to: without a span it would fall short. */
function mustSend(example: ProgramExample): boolean {
  const { spans, outputs, options } = example;
  if (spans.length > 0 || outputs.length === 0 || options.noTelemetry === true) return false;
  return tracingPackages(example).length > 0;
}
