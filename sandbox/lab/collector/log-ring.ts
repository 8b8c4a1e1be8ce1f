/** The Collector's console log, as much of it as a page keeps. */
import type { CollectorLogLine } from '../../schemas/collector.ts';

export const logLimits = { lines: 2_000, characters: 1_000_000 } as const;

export interface LogRing {
  add(line: Omit<CollectorLogLine, 'seq'>): CollectorLogLine;
  /** What is kept of the lines after this one, oldest first. */
  after(seq: number): CollectorLogLine[];
  /** Number of the last line, -1 before the first. */
  readonly last: number;
}

export function createLogRing(limits: { lines: number; characters: number } = logLimits): LogRing {
  let lines: CollectorLogLine[] = [];
  let characters = 0;
  let next = 0;
  return {
    get last() {
      return next - 1;
    },
    add(given) {
      const line = { seq: next, ...given };
      next += 1;
      lines.push(line);
      characters += line.text.length;
      let gone = 0;
      while (
        lines.length - gone > 1 &&
        (lines.length - gone > limits.lines || characters > limits.characters)
      ) {
        characters -= lines[gone]?.text.length ?? 0;
        gone += 1;
      }
      if (gone > 0) lines = lines.slice(gone);
      return line;
    },
    after: (seq) => lines.filter((line) => line.seq > seq),
  };
}
