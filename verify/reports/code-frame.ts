/** The document's lines around a finding, numbered, with its columns underlined. */
import type { Place } from '../model/place.ts';
import { forLog, shorten } from './safe-text.ts';

export interface FrameLine {
  /** `underline` belongs to the line before it. */
  kind: 'context' | 'here' | 'underline';
  /** `12 │ const a = 1` */
  text: string;
}

const widest = 160;

/**
 * Frame a place: `around` lines before and after. Empty when the text does not reach that far.
 * Long lines are cut around the column; tabs become single spaces so that the underline meets its columns.
 */
export function codeFrame(text: string, at: Place, around = 2): FrameLine[] {
  const lines = text.split(/\r\n|\n|\r/u);
  if (at.line > lines.length) return [];
  const last = Math.min(lines.length, at.line + around);
  const width = String(last).length;
  const frame: FrameLine[] = [];
  // The same window for all lines, so that what stands below each other stays so.
  const from = Math.max(0, at.column - 1 - widest / 2);
  const offset = (lines[at.line - 1] ?? '').length > widest ? from : 0;
  for (let line = Math.max(1, at.line - around); line <= last; line++) {
    const shown = shorten((lines[line - 1] ?? '').slice(offset), widest);
    const gutter = `${String(line).padStart(width)} │ `;
    frame.push({
      kind: line === at.line ? 'here' : 'context',
      text: (gutter + forLog(shown.replaceAll('\t', ' '))).trimEnd(),
    });
    if (line !== at.line) continue;
    const start = Math.min(Math.max(at.column - 1 - offset, 0), shown.length);
    const end =
      at.endColumn !== undefined && (at.endLine ?? at.line) === at.line
        ? at.endColumn - 1 - offset
        : start + 1;
    const marks = '^'.repeat(Math.max(1, Math.min(end, shown.length) - start));
    // What is shown in place of a control character may be longer than it: measure what is printed.
    const before = forLog(shown.slice(0, start).replaceAll('\t', ' ')).length;
    frame.push({ kind: 'underline', text: `${' '.repeat(width)} │ ${' '.repeat(before)}${marks}` });
  }
  return frame;
}
