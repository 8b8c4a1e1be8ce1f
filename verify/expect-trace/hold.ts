/** Spans held to checks, and what falls short as one text. */
import { evaluate } from '@spanlab/sandbox/expect/evaluate.ts';
import type { Expectation } from '@spanlab/sandbox/schemas/expectation.ts';
import type { Span } from '@spanlab/sandbox/schemas/trace.ts';

/** There was nothing to look at. Thrown, so that it cannot pass behind `.not` either. */
export class NoSpans extends Error {
  override name = 'NoSpans';
  constructor() {
    super(
      'There are no spans at all.\n' +
        '  A span is exported after `end()`, by a provider that has this exporter and is the one in use.\n' +
        '  With a BatchSpanProcessor, `await provider.forceFlush()` first.',
    );
  }
}

/**
 * Nothing, or every check that is missed: its sentence, the reasons, expected and found trees side by side.
 * @throws `NoSpans` when there are none and the checks do not ask for none
 */
export function misses(spans: readonly Span[], { checks }: Expectation): string[] {
  const unheld = checks.filter(({ stdout, wire }) => stdout !== undefined || wire !== undefined);
  const [first] = unheld;
  if (first !== undefined) {
    return [
      `"${first.check}" reads what a program printed or sent over the network; a test has its spans only.`,
    ];
  }
  // A check that reads the console is met by the same spans: a test has them from an exporter either way.
  const held = checks.map((check) => ({ ...check, read: 'store' as const }));
  const wantSome = held.some((check) => check.spans?.length !== 0);
  if (spans.length === 0 && wantSome) throw new NoSpans();
  return evaluate({ checks: held }, { stored: spans, printed: [], stdout: [], exchanges: [] })
    .filter(({ ok }) => !ok)
    .map(({ check, reasons, diff }) =>
      [
        check,
        ...reasons.map((reason) => `  ${reason}`),
        ...(diff === '' ? [] : ['', diff.replace(/^/gmu, '  ')]),
      ].join('\n'),
    );
}
