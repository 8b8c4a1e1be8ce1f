import { readsSpans } from '@spanlab/sandbox/expect/evaluate.ts';
import type { Check, Expectation } from '@spanlab/sandbox/schemas/expectation.ts';

/** What of a lesson's expectation shows from outside, where Node programs send real spans to a real Jaeger. */
export interface Observable {
  /** The checks, without their parts that do not show. */
  expectation: Expectation;
  /** How many of them read spans. */
  spanChecks: number;
  /** Parts that were left out, one entry each: the network's log, and spans read from a console. */
  leftOut: ('wire' | 'printed')[];
}

/**
 * Leaves out `wire`, for nobody listens between the programs here, and what is read from a ConsoleSpanExporter's
 * objects, which are text on a real terminal.
 */
export function observable({ checks }: Expectation): Observable {
  const leftOut: Observable['leftOut'] = [];
  const kept = checks.flatMap((check): Check[] => {
    const { wire, ...rest } = check;
    if (wire !== undefined) leftOut.push('wire');
    if (!readsSpans(rest)) return rest.stdout === undefined ? [] : [rest];
    if (rest.read === 'store') return [rest];
    leftOut.push('printed');
    const { check: sentence, read, extra, stdout } = rest;
    return stdout === undefined ? [] : [{ check: sentence, read, extra, stdout }];
  });
  return { expectation: { checks: kept }, spanChecks: kept.filter(readsSpans).length, leftOut };
}
