/** Writes what `--update` has to say into a document. */
import type { DocumentEdit } from '../model/finding.ts';
import { commonLineEnd, joinDocument, splitDocument } from './document-text.ts';

/**
 * Replaces whole lines. All edits speak of the text as it was, in any order. Line ends, a byte order mark, and whether
 * the last line ends stay as they are; new lines end as most lines of the document do.
 *
 * @throws RangeError when two edits replace the same line, or one speaks of lines that are not there
 */
export function applyEdits(text: string, edits: readonly DocumentEdit[]): string {
  if (edits.length === 0) return text;
  const document = splitDocument(text);
  const common = commonLineEnd(document);
  const inOrder = edits
    .map((edit, order) => ({ edit, order }))
    .sort((a, b) => a.edit.line - b.edit.line || a.edit.endLine - b.edit.endLine || a.order - b.order)
    .map(({ edit }) => edit);
  checked(inOrder, document.lines.length);

  const lines: string[] = [];
  const ends: string[] = [];
  let next = 1;
  const keepUntil = (line: number) => {
    lines.push(...document.lines.slice(next - 1, line - 1));
    ends.push(...document.ends.slice(next - 1, line - 1));
  };
  for (const { line, endLine, text: replacement } of inOrder) {
    keepUntil(line);
    const rows = replacement.split(/\r\n|\n|\r/u);
    const replaced = document.ends.slice(line - 1, endLine);
    for (const [index, row] of rows.entries()) {
      lines.push(row);
      // As many lines as before: each keeps the end it has. The last of the document has none.
      const isLast = index === rows.length - 1 && endLine === document.lines.length;
      ends.push(isLast && line <= endLine ? '' : replaced[index] || common);
    }
    // Behind a last line without an end, a new one would stand on the same line.
    if (line > endLine && line > document.lines.length) {
      const before = lines.length - rows.length - 1;
      if (before >= 0 && ends[before] === '') {
        ends[before] = common;
        ends[ends.length - 1] = '';
      }
    }
    next = endLine + 1;
  }
  keepUntil(document.lines.length + 1);
  return joinDocument({ bom: document.bom, lines, ends });
}

function checked(edits: readonly DocumentEdit[], count: number): void {
  let last = 0;
  for (const { file, line, endLine } of edits) {
    const isInsertion = endLine === line - 1;
    if (line < 1 || endLine < line - 1 || endLine > count || (isInsertion && line > count + 1)) {
      throw new RangeError(`${file} has ${count} lines; an edit speaks of lines ${line} to ${endLine}`);
    }
    if (line <= last) throw new RangeError(`${file}: two edits replace line ${line}`);
    last = Math.max(last, endLine);
  }
}
