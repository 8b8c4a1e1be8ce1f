/** `error` blocks: the error that must end a run, and where. */
import type { Draft, ReadBlock } from './draft.ts';
import type { Reporter } from './reporter.ts';

const place = /^\s*at (?:line (\d+)|(\S+?):(\d+)(?::\d+)?)\s*$/u;

/** Undefined: said what is wrong. The line is still as a reader counts it. */
export function readError({ block, info }: ReadBlock, report: Reporter): Draft['error'] {
  const lines = block.lines.filter(({ text }) => text.trim() !== '');
  const [first, ...rest] = lines;
  if (first === undefined) {
    report.document(
      'Found an empty `error` block; its first line is `Name: message`, or `TS2345: …` for an error of the compiler.',
      info.role ?? block.fence,
    );
    return undefined;
  }
  const at = rest.map((line) => ({ line, found: place.exec(line.text) }));
  const strange = at.find(({ found }) => found === null) ?? (at.length > 1 ? at[1] : undefined);
  if (strange !== undefined) {
    const { text, line, column } = strange.line;
    report.document(
      `Found \`${text.trim()}\`; below the error's first line stands at most one line, \`at app.ts:3\` or \`at line 3\`.`,
      { line, column: column + text.search(/\S/u), text: text.trim() },
    );
    return undefined;
  }
  const expected = { pattern: first.text.trim(), at: report.at(block.fence) };
  const [said] = at;
  if (said?.found === null || said === undefined) return { expected, shownLine: undefined, block };
  const [, plain, file, line] = said.found;
  const shownLine = {
    file,
    shown: Number(plain ?? line),
    line: said.line.line,
    column: said.line.column + said.line.text.search(/\S/u),
  };
  return { expected, shownLine, block };
}
