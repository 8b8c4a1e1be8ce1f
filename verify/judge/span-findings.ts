/** Spans, held to the expectations of an example. */
import { plural } from '@spanlab/sandbox/expect/describe.ts';
import { evaluate, type Facts, readsSpans } from '@spanlab/sandbox/expect/evaluate.ts';
import { explainStray } from '@spanlab/sandbox/expect/explain.ts';
import { serviceName } from '@spanlab/sandbox/schemas/attribute.ts';
import type { Check } from '@spanlab/sandbox/schemas/expectation.ts';
import type { Span } from '@spanlab/sandbox/schemas/trace.ts';
import type { Received } from '../model/backend.ts';
import type { ExpectedSpans, ProgramExample } from '../model/example.ts';
import type { Finding } from '../model/finding.ts';
import type { Ran } from '../model/run.ts';
import { firstExpectation } from './first-expectation.ts';
import { mendedExpectation } from './normalise.ts';
import { orphansOf, type Verdict } from './settle.ts';

/** All that checks may ask for. A program of a document is one service: the one its spans are of. */
export function factsOf(
  ran: Pick<Ran, 'output' | 'printed'> | undefined,
  { exchanges }: Received,
  stored: readonly Span[],
): Facts {
  const printed = ran?.printed ?? [];
  const [first] = [...stored, ...printed];
  const service = first === undefined ? '' : serviceName(first);
  const lines = (ran?.output ?? []).filter(({ stream }) => stream === 'stdout');
  return { stored, printed, exchanges, stdout: lines.map(({ text }) => ({ service, text })) };
}

/** Whether all is met, and whether more spans could undo that. */
export function verdictOn(spans: readonly ExpectedSpans[], facts: Facts): Verdict {
  const checks = spans.flatMap(({ expectation }) => expectation.checks);
  return {
    met: spans.every(({ expectation }) => evaluate(expectation, facts).every(({ ok }) => ok)),
    spoilable: checks.length === 0 || checks.some(isSpoilable),
  };
}

function isSpoilable(check: Check): boolean {
  const { absent, extra, traces, spans, somewhere, invariants, wire } = check;
  const counted = JSON.stringify([spans, somewhere, wire]).includes('"count"');
  return (
    extra === 'forbid' ||
    spans?.length === 0 ||
    counted ||
    [absent, traces, invariants].some((each) => each !== undefined)
  );
}

/** One finding for each check that is missed, at its place. */
export function spanFindings(expected: readonly ExpectedSpans[], facts: Facts): Finding[] {
  return expected.flatMap((block) => {
    const { expectation, checks, at } = block;
    if (expectation.checks.length === 0) return [emptyFinding(block, facts)];
    const missed = evaluate(expectation, facts).filter(({ ok }) => !ok);
    const fix = missed.length > 0 ? mendedExpectation(block, facts) : undefined;
    return missed.map(({ index, check, reasons, diff }, order): Finding => {
      const told = reasons.map(forDocuments);
      return {
        rule: 'expect-spans',
        message: `${check}: ${told[0] ?? 'not so.'}${told.length > 1 ? ` (and ${plural(told.length - 1, 'more reason')})` : ''}`,
        at: checks[index] ?? at,
        detail: [...(told.length > 1 ? told : []), diff].filter((each) => each !== '').join('\n\n'),
        // It mends the whole block, so the first of its findings has it.
        ...(fix && order === 0 && { fix }),
      };
    });
  });
}

/** How people begin: with a block for `--update` to fill. */
function emptyFinding(block: ExpectedSpans, facts: Facts): Finding {
  const fix = firstExpectation(block, facts);
  const count = Math.max(facts.stored.length, facts.printed.length);
  const came = count === 0 ? 'no span came to write into it' : `${plural(count, 'span')} came`;
  const next = fix ? ' spanlab verify --update writes what came.' : '';
  const message = `The block says nothing yet, and ${came}.${next}`;
  return { rule: 'expect-spans', message, at: block.at, ...(fix && { fix }) };
}

/** The matcher speaks to learners, whose spans go to Jaeger. */
function forDocuments(reason: string): string {
  return reason.startsWith('No span reached Jaeger')
    ? reason.replace('No span reached Jaeger', 'No span arrived')
    : reason;
}

/**
 * Parents that never came, where nothing else has told of them. An example that says with `absent` what must not
 * arrive means it so.
 */
export function orphanFindings(
  { spans: expected }: ProgramExample,
  facts: Facts,
  told: readonly Finding[],
): Finding[] {
  const checks = expected.flatMap(({ expectation }) => expectation.checks);
  const [first] = expected;
  if (first === undefined || !checks.some(readsSpans) || checks.some(({ absent }) => absent)) return [];
  const isTold = (text: string): boolean =>
    told.some(({ message, detail }) => `${message}\n${detail ?? ''}`.includes(text));
  return orphansOf(facts.stored)
    .map(explainStray)
    .filter((text) => !isTold(text))
    .slice(0, 5)
    .map((message) => ({ rule: 'expect-spans', message, at: first.at }));
}
