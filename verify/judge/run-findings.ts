/** How a run went: what it threw, what else was wrong with it, and how it ended. */
import type { Finding, Rule } from '../model/finding.ts';
import type { Ran, RunError } from '../model/run.ts';
import { errorLine } from './expected-error.ts';
import { placeOf, type RunnableExample } from './places.ts';

const words: Readonly<Record<RunError['kind'], string>> = {
  threw: 'Threw',
  rejected: 'Left a rejection unhandled:',
  late: 'Threw after its top level had finished:',
};

export function errorFindings(example: RunnableExample, errors: readonly RunError[]): Finding[] {
  return errors.map((error) => {
    const rule: Rule = error.kind;
    const frames = error.frames.map((frame) => {
      const { file, line, column } = placeOf(example, frame);
      return `    at ${file}:${line}:${column}`;
    });
    const detail = [`${error.name}: ${error.message}`, ...frames].join('\n');
    const isLong = frames.length > 1 || error.message.includes('\n');
    return {
      rule,
      message: `${words[error.kind]} ${errorLine(error)}`,
      at: placeOf(example, error.frames[0]),
      ...(isLong && { detail }),
    };
  });
}

export function troubleFindings(example: RunnableExample, { troubles }: Pick<Ran, 'troubles'>): Finding[] {
  return troubles.map(({ rule, message, at }) => ({ rule, message, at: placeOf(example, at) }));
}

/** Troubles after which an exit code says nothing of its own. */
const endings: ReadonlySet<Rule> = new Set([
  'timeout',
  'too-much-output',
  'killed-itself',
  'left-behind',
  'import',
]);

/** An exit code that was not asked for is only told where nothing else tells why the program ended. */
export function exitFindings(example: RunnableExample, ran: Ran): Finding[] {
  const { exitCode } = example.options;
  const isExplained = ran.errors.length > 0 || ran.troubles.some(({ rule }) => endings.has(rule));
  if (ran.exitCode === (exitCode ?? 0) || isExplained) return [];
  const said = ran.output.filter(({ stream }) => stream === 'stderr').map(({ text }) => text.trimEnd());
  const meant =
    exitCode === undefined ? ` If that is meant, say \`exit=${ran.exitCode}\` in the info string.` : '';
  return [
    {
      rule: 'exit-code',
      message: `Ended with the exit code ${ran.exitCode}, expected ${exitCode ?? 0}.${meant}`,
      at: example.at,
      ...(said.length > 0 && { detail: said.slice(-20).join('\n').slice(-4_000) }),
    },
  ];
}
