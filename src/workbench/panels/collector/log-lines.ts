/** The Collector's console log as the panel keeps it: bounded, filtered by level, never reordered. */
import type { CollectorLevel, CollectorLogLine } from '../../../../sandbox/schemas/collector.ts';

/** Lines a page keeps. */
export const keptLines = 2_000;

/** Levels in order of weight, the lightest first. */
export const levels = ['debug', 'info', 'warn', 'error'] as const;
export type LevelFilter = (typeof levels)[number];

const weight: Readonly<Record<CollectorLevel, number>> = { debug: 0, info: 1, warn: 2, error: 3, fatal: 3 };

/** Add lines; those that came already are left out, and the oldest go when there are too many. */
export function withLines(
  kept: readonly CollectorLogLine[],
  added: readonly CollectorLogLine[],
): readonly CollectorLogLine[] {
  const last = kept.at(-1)?.seq ?? Number.NEGATIVE_INFINITY;
  return [...kept, ...added.filter(({ seq }) => seq > last)].slice(-keptLines);
}

/** The lines of this level and the heavier ones. */
export function fromLevel(lines: readonly CollectorLogLine[], from: LevelFilter): CollectorLogLine[] {
  return lines.filter(({ level }) => weight[level] >= weight[from]);
}

/** What the Collector writes first when it starts. */
const startLine = /\tStarting otelcol/u;

/**
 * How many lines there are of what deserves attention: "1 error, 2 warnings". What was wrong before the last start has
 * been mended.
 */
export function troubleWords(all: readonly CollectorLogLine[]): string {
  const lines = all.slice(
    Math.max(
      0,
      all.findLastIndex(({ text }) => startLine.test(text)),
    ),
  );
  const errors = lines.filter(({ level }) => weight[level] >= weight.error).length;
  const warnings = lines.filter(({ level }) => level === 'warn').length;
  const words = (count: number, one: string) =>
    count === 0 ? [] : [`${count} ${one}${count === 1 ? '' : 's'}`];
  return [...words(errors, 'error'), ...words(warnings, 'warning')].join(', ');
}
