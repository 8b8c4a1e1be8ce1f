/** The figures as text: a table for people. */
import { type Row, reached } from './row.ts';

const verdicts = { true: 'yes', false: 'NO', undefined: '' } as const;

/** Renders rows as an aligned table. Ratios are value / peer. */
export function table(rows: readonly Row[]): string {
  const head = ['figure', 'median', 'p95', 'unit', 'target', 'reached', 'peer', 'ratio', 'runs'];
  const lines = rows.map((row) => [
    row.name,
    digits(row.value),
    row.p95 === undefined ? '' : digits(row.p95),
    row.unit,
    row.target ? `${row.target.better === 'lower' ? '≤' : '≥'} ${targetText(row.target)}` : '',
    verdicts[`${reached(row)}`],
    row.peer ? `${row.peer.name} ${digits(row.peer.value)}` : '',
    row.peer ? (row.value / row.peer.value).toFixed(2) : '',
    String(row.runs),
  ]);
  const widths = head.map((title, column) =>
    Math.max(title.length, ...lines.map((line) => line[column]?.length ?? 0)),
  );
  return [head, widths.map((width) => '-'.repeat(width)), ...lines]
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function targetText(target: NonNullable<Row['target']>): string {
  return target.p95 === undefined ? digits(target.value) : `${digits(target.value)} / ${digits(target.p95)}`;
}

function digits(value: number): string {
  if (value >= 1000) return Math.round(value).toLocaleString('en');
  return value >= 100 ? value.toFixed(0) : value.toFixed(value >= 10 ? 1 : 2);
}
