/** What programs must have written to their consoles. */
import type { StdoutExpectation } from '../schemas/expectation.ts';
import { countFits, describeCount, plural } from './describe.ts';
import type { Reason } from './explain.ts';
import { isExpression, textContains } from './pattern.ts';
import { cut } from './value.ts';

/** A piece of console output. It may have several lines. */
export interface Output {
  service: string;
  text: string;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: colours in terminal output begin with ESC.
const colours = /\u001b\[[0-9;]*m/gu;

/** Hold output to an expectation: how many lines contain the text, or match the expression. */
export function stdoutMiss(expected: StdoutExpectation, output: readonly Output[]): Reason | undefined {
  const { service, matches, means, count = { min: 1 } } = expected;
  const lines = output
    .filter((each) => service === undefined || each.service === service)
    .flatMap(({ text }) => text.replace(colours, '').split(/\r?\n/u))
    .filter((line) => line !== '');
  const found = lines.filter((line) => textContains(matches, line)).length;
  if (countFits(count, found)) return undefined;

  const what = means ?? (isExpression(matches) ? `a line like ${matches}` : `a line with "${cut(matches)}"`);
  const who = service ?? 'any program';
  const target: Reason['target'] = service === undefined ? { type: 'console' } : { type: 'console', service };
  const last = lines.at(-1);
  if (last === undefined)
    return {
      text: `${service ?? 'No program'} printed ${service ? 'nothing' : 'anything'}, expected ${what}.`,
      target,
    };
  if (found === 0) {
    return {
      text: `Among the ${plural(lines.length, 'line')} of ${who}, none is ${what}; the last one says "${cut(last)}".`,
      target,
    };
  }
  return {
    text: `Among the ${plural(lines.length, 'line')} of ${who}, ${found} ${found === 1 ? 'is' : 'are'} ${what}, expected ${describeCount(count)}.`,
    target,
  };
}
