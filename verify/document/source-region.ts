/** A named region of a source file, as a block includes it. */
import { closest } from '@spanlab/sandbox/expect/closest.ts';
import { splitDocument } from './document-text.ts';

export type Region = { ok: true; lines: string[] } | { ok: false; message: string };

const begin = /^\s*(?:\/\/|#|--|\/\*|<!--|;)\s*#?region\b\s*(.*?)\s*(?:\*\/|-->)?\s*$/u;
const end = /^\s*(?:\/\/|#|--|\/\*|<!--|;)\s*#?endregion\b/u;

/**
 * The lines between `// #region name` and its `// #endregion`, without the indentation they share; without a name,
 * the whole file. Marks of other regions in it are left out.
 */
export function regionOf(text: string, name: string | undefined): Region {
  const { lines } = splitDocument(text);
  if (name === undefined) return { ok: true, lines: tidy(lines.filter((line) => !isMark(line))) };
  const starts = lines.flatMap((line, index) => {
    const found = begin.exec(line)?.[1];
    return found === undefined ? [] : [{ name: found, index }];
  });
  const matching = starts.filter((start) => start.name === name);
  const [start] = matching;
  if (start === undefined) {
    const names = [...new Set(starts.map((each) => each.name))];
    const near = closest(name, names);
    const there =
      names.length === 0 ? 'there is none' : `there: ${names.map((each) => `\`${each}\``).join(', ')}`;
    return {
      ok: false,
      message: `no region \`${name}\`; ${near ? `did you mean \`${near}\`? ` : ''}${there}`,
    };
  }
  if (matching.length > 1) {
    const where = matching.map(({ index }) => index + 1).join(' and ');
    return { ok: false, message: `the region \`${name}\` more than once, on lines ${where}` };
  }
  let depth = 1;
  for (let index = start.index + 1; index < lines.length; index++) {
    const line = lines[index] ?? '';
    if (begin.test(line)) depth++;
    if (end.test(line)) depth--;
    if (depth === 0) {
      return { ok: true, lines: tidy(lines.slice(start.index + 1, index).filter((each) => !isMark(each))) };
    }
  }
  return { ok: false, message: `no end of the region \`${name}\`, which begins on line ${start.index + 1}` };
}

function isMark(line: string): boolean {
  return begin.test(line) || end.test(line);
}

/** Without the indentation all lines share, without white space at their ends, without empty lines around. */
function tidy(lines: readonly string[]): string[] {
  const filled = lines.filter((line) => line.trim() !== '');
  const indents = filled.map((line) => /^[ \t]*/u.exec(line)?.[0] ?? '');
  const shared = indents.reduce((a, b) => common(a, b), indents[0] ?? '');
  const plain = lines.map((line) => (line.trim() === '' ? '' : line.slice(shared.length).trimEnd()));
  const first = plain.findIndex((line) => line !== '');
  const last = plain.findLastIndex((line) => line !== '');
  return first < 0 ? [] : plain.slice(first, last + 1);
}

function common(a: string, b: string): string {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return a.slice(0, length);
}
