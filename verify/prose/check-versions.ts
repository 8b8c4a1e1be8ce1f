/** Are the versions and ports that prose names the ones in use? Silent where it is not sure. */
import type { DocumentEdit, Finding } from '../model/finding.ts';
import type { InUse } from './in-use.ts';
import type { ProseDocument } from './prose-document.ts';
import { portsIn, productsIn } from './service-slips.ts';
import { refsIn, type Slip, wordsIn } from './version-slips.ts';

/** Findings with the line as it should be. */
export function checkVersions(document: ProseDocument, inUse: InUse, ignored: readonly string[]): Finding[] {
  const slips: Slip[] = [];
  const add = (slip: Slip) => {
    const isIgnored = ignored.some(
      (word) =>
        document.text.slice(slip.start - 200, slip.end + 1).includes(word) && word.includes(slip.found),
    );
    if (!isIgnored && !document.isIgnored('version', document.places.at(slip.start).line)) slips.push(slip);
  };
  for (const { kind, start, end, code } of document.facts.pieces) {
    const text = document.text.slice(start, end);
    // Code within prose is looked at as code.
    const found =
      kind === 'code'
        ? refsIn(text, inUse)
        : [
            ...refsIn(blanked(text, start, code), inUse),
            ...wordsIn(text, inUse),
            ...portsIn(text, inUse),
            ...productsIn(text, inUse),
          ];
    for (const slip of found) add({ ...slip, start: slip.start + start, end: slip.end + start });
  }
  return findingsOf(document, slips);
}

function blanked(text: string, start: number, spans: readonly (readonly [number, number])[]): string {
  const pieces: string[] = [];
  let at = 0;
  for (const [from, to] of spans) {
    pieces.push(text.slice(at, from - start), ' '.repeat(to - from));
    at = to - start;
  }
  return [...pieces, text.slice(at)].join('');
}

/** All that is to change in a line is one edit: two would be in each other's way. */
function findingsOf({ file, places }: ProseDocument, slips: readonly Slip[]): Finding[] {
  const byLine = new Map<number, Slip[]>();
  for (const slip of slips) {
    const { line } = places.at(slip.start);
    const there = byLine.get(line) ?? [];
    // The same words may be read twice: as a package and its version, and as code.
    if (!there.some(({ start }) => start === slip.start)) byLine.set(line, [...there, slip]);
  }
  return [...byLine].flatMap(([line, own]) => {
    const startOf = places.startOf(line);
    let text = places.line(line);
    for (const { start, end, inUse } of own.toSorted((a, b) => b.start - a.start)) {
      if (inUse !== '') text = text.slice(0, start - startOf) + inUse + text.slice(end - startOf);
    }
    const fix: DocumentEdit | undefined =
      text === places.line(line) ? undefined : { file, line, endLine: line, text };
    return own
      .toSorted((a, b) => a.start - b.start)
      .map(
        ({ start, end, message }): Finding => ({
          rule: 'version',
          message,
          at: places.at(start, end),
          ...(fix && { fix }),
        }),
      );
  });
}
