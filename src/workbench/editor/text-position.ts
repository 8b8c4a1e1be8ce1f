/** Lines and columns in a text. Both count from 1, as editors show them. */

/** The offset of a line and column; the nearest one that exists. */
export function offsetAt(text: string, line: number, column: number): number {
  const lines = text.split('\n');
  const index = Math.min(Math.max(1, line), lines.length) - 1;
  const before = lines.slice(0, index).reduce((sum, each) => sum + each.length + 1, 0);
  return before + Math.min(Math.max(1, column) - 1, lines[index]?.length ?? 0);
}

/** What Enter writes at an offset: a line break, and the indent of the line it leaves (one more after a bracket). */
export function insertedOnEnter(text: string, offset: number): string {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  const indent = /^[ \t]*/u.exec(line)?.[0] ?? '';
  return `\n${indent}${/[{([]\s*$/u.test(line) ? '  ' : ''}`;
}
