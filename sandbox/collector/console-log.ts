/** The Collector's console log: what it writes to its streams, as records. */
import type { CollectorLevel, CollectorLogLine } from '../schemas/collector.ts';

export type LogRecord = Omit<CollectorLogLine, 'seq'>;

/** zap's console encoding: time, level, caller, message, fields, with tabs between. */
const recordStart = /^\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:?\d\d)\t(?<level>[a-zA-Z]+)\t/u;

const levels: Readonly<Record<string, CollectorLevel>> = {
  debug: 'debug',
  info: 'info',
  warn: 'warn',
  error: 'error',
  dpanic: 'error',
  panic: 'fatal',
  fatal: 'fatal',
};

/** What the detailed debug exporter prints of a large batch is one record. */
const maxRecordLength = 64_000;

export interface ConsoleLog {
  /** A piece as it was written. A record is written at once, so that one is over when the text ends with a line's end. */
  write(text: string): void;
  /** What is left without a line's end. */
  end(): void;
}

/** Calls `emit` for each record. Lines before the first record, and what Go prints when it panics, are records too. */
export function createConsoleLog(emit: (record: LogRecord) => void): ConsoleLog {
  let rest = '';
  let skipped = 0;

  const flush = (): void => {
    for (const record of recordsOf(rest, skipped)) emit(record);
    rest = '';
    skipped = 0;
  };
  return {
    write(text) {
      const room = Math.max(0, maxRecordLength - rest.length);
      const isLong = text.length > room && !text.endsWith('\n');
      // Of a line that does not end the beginning is kept, and how much more there was.
      rest += isLong ? text.slice(0, room) : text;
      if (isLong) skipped += text.length - room;
      if (text.endsWith('\n')) flush();
    },
    end() {
      if (rest !== '') flush();
    },
  };
}

function recordsOf(text: string, skipped: number): LogRecord[] {
  const records: { level: CollectorLevel; lines: string[] }[] = [];
  for (const line of text.replace(/\r?\n$/u, '').split(/\r?\n/u)) {
    const level = recordStart.exec(line)?.groups?.['level'];
    const last = records.at(-1);
    if (level !== undefined || last === undefined) {
      records.push({
        level: level === undefined ? plainLevel(line) : (levels[level.toLowerCase()] ?? 'info'),
        lines: [line],
      });
    } else last.lines.push(line);
  }
  return records.map(({ level, lines }) => ({ level, text: shortened(lines.join('\n'), skipped) }));
}

/** Lines that are no records come from Go itself, or from the command: they are news only when something failed. */
function plainLevel(line: string): CollectorLevel {
  if (/^(?:panic|fatal error|runtime):/u.test(line)) return 'fatal';
  return /^error\b|: error\b/iu.test(line) ? 'error' : 'info';
}

function shortened(text: string, skipped: number): string {
  const more = Math.max(0, text.length - maxRecordLength) + skipped;
  return more === 0 ? text : `${text.slice(0, maxRecordLength)}\n… ${more} more characters`;
}
