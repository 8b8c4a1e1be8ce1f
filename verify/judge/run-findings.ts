/** How a run went: what it threw, what else was wrong with it, and how it ended. */
import type { Finding, Rule } from '../model/finding.ts';
import type { FilePosition, Ran, RunError } from '../model/run.ts';
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

/** The line of a shell block that failed, where the shell says it: `sh: 3: cheese: not found`, `sh: line 3: …`. */
function failedLine(example: RunnableExample, said: readonly string[]): FilePosition | undefined {
  if (example.kind !== 'shell') return undefined;
  const found = /^(?:\/bin\/)?\w*sh: (?:line )?(\d+): /u.exec(said.at(-1) ?? '')?.[1];
  return found === undefined ? undefined : { file: example.file.name, line: Number(found), column: 1 };
}

/** An exit code that was not asked for is only told where nothing else tells why the program ended. */
export function exitFindings(example: RunnableExample, ran: Ran): Finding[] {
  const { exitCode } = example.options;
  // What was asked for is held beside an error, too.
  const isTold = exitCode === undefined && ran.errors.length > 0;
  const isExplained = isTold || ran.troubles.some(({ rule }) => endings.has(rule));
  if (ran.exitCode === (exitCode ?? 0) || isExplained) return [];
  const said = ran.output.filter(({ stream }) => stream === 'stderr').map(({ text }) => text.trimEnd());
  const meant =
    exitCode === undefined ? ` If that is meant, say \`exit=${ran.exitCode}\` in the info string.` : '';
  return [
    {
      rule: 'exit-code',
      message: `Ended with the exit code ${ran.exitCode}, expected ${exitCode ?? 0}.${meant}`,
      at: placeOf(example, failedLine(example, said)),
      ...(said.length > 0 && { detail: said.slice(-20).join('\n').slice(-4_000) }),
    },
  ];
}
