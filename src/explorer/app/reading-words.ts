/** What is said of files while and after they are read. */
import { plural } from '../../words.ts';
import type { TraceFormat } from '../files/read-report.ts';
import type { Progress } from '../library/trace-library.ts';
import { formatBytes } from '../parts/duration.ts';
import type { Reading } from './sources.ts';

const formats: Readonly<Record<TraceFormat, string>> = {
  'otlp-json': 'OTLP JSON',
  'otlp-json-lines': 'OTLP JSON lines',
  'otlp-protobuf': 'OTLP protobuf',
  'spans-json': 'spans as JSON',
  'jaeger-json': 'Jaeger JSON',
  mixed: 'mixed formats',
  unknown: 'unknown format',
};

/** `OTLP JSON, 3 traces, 1,204 spans, 4.2 MB` */
export function readingWords({ state, report, progress, problem, again }: Reading): string {
  if (again !== undefined) return `It has changed and is read again: ${progressWords(again.progress)}`;
  if (state === 'failed') return problem ?? 'It cannot be read.';
  if (state === 'stopped') return stoppedWords(progress?.spans ?? 0);
  if (report !== undefined) {
    const { format, traces, spans, bytes } = report;
    if (spans === 0 && report.problems.length === 0) return 'There are no spans in it.';
    const counts = [...(traces === undefined ? [] : [plural(traces, 'trace')]), plural(spans, 'span')];
    return [formats[format], ...counts, formatBytes(bytes)].join(', ');
  }
  return progressWords(progress);
}

function progressWords(progress: Progress | undefined): string {
  if (progress === undefined) return 'Asking for it …';
  const { bytes, totalBytes, spans } = progress;
  const of = totalBytes === undefined ? '' : ` of ${formatBytes(totalBytes)}`;
  return `${formatBytes(bytes)}${of}, ${plural(spans, 'span')}`;
}

function stoppedWords(spans: number): string {
  return spans === 0
    ? 'You stopped it.'
    : `You stopped it. ${plural(spans, 'span')} had been read and can be seen.`;
}

/** Is it being read, for the first time or again? */
export function isUnderWay({ state, again }: Reading): boolean {
  return state === 'reading' || again !== undefined;
}

/** Is there anything about it that its reader has to know? */
export function isTroubled({ state, report }: Reading): boolean {
  return (
    state === 'failed' ||
    state === 'stopped' ||
    (report !== undefined && (report.spans === 0 || report.problems.length > 0))
  );
}

/** All that was read, in few words: `checkout.json`, `3 files`. */
export function allWords(readings: readonly Reading[]): string {
  const [first] = readings;
  if (first === undefined) return '';
  const spans = readings.reduce((sum, { report, progress }) => sum + ((report ?? progress)?.spans ?? 0), 0);
  const what = readings.length === 1 ? first.source.name : plural(readings.length, 'file');
  return `${what}, ${plural(spans, 'span')}`;
}
