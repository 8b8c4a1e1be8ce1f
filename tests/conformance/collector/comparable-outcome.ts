/**
 * What came of a case, in a form two Collectors can be compared in. What is put aside is listed here, and nothing
 * else: the order of spans and points and their batches, times in the log, instance ids, and addresses of this run.
 */
import { type ExportedPoint, type ExportedSpan, pointsIn, spansIn } from './exported.ts';
import type { LogRecord, Outcome } from './outcome.ts';

/** A Collector makes one up for itself, and each resource of its own metrics. */
const uuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gu;

export interface ComparableOutcome {
  error: string;
  answers: Outcome['answers'];
  spans: Record<string, ExportedSpan[]>;
  points: ExportedPoint[];
  log: string[];
}

export function comparableOutcome({ error, answers, deliveries, log }: Outcome): ComparableOutcome {
  const spans: Record<string, ExportedSpan[]> = {};
  for (const delivery of deliveries) {
    const found = spansIn(delivery);
    if (found.length > 0) spans[delivery.destination] = [...(spans[delivery.destination] ?? []), ...found];
  }
  return {
    error: comparableText(error.replace(/^Error: /u, '')),
    answers,
    spans: Object.fromEntries(
      Object.entries(spans)
        .sort(byText)
        .map(([to, all]) => [to, all.sort(byText)]),
    ),
    points: pointsIn(deliveries)
      .map((point) => JSON.parse(JSON.stringify(point).replaceAll(uuid, '<instance>')))
      .sort(byText),
    // What kept it from starting is in the error; the native one's log says it once more.
    log: (error === '' ? log : [])
      // What debug exporters print is what they are for.
      .filter((record) => isComplaint(record) || isDebugOutput(record.text))
      .map(comparableRecord)
      .sort(),
  };
}

/**
 * Warnings and errors. But not how often gRPC dialled and an exporter tried again: what came of it is in the
 * exporter's last words.
 */
export function isComplaint({ level, text }: LogRecord): boolean {
  if (text.includes('"grpc_log": true') || text.includes('Will retry the request after interval'))
    return false;
  return ['warn', 'error', 'fatal'].includes(level);
}

function isDebugOutput(text: string): boolean {
  return text.includes('"otelcol.component.id": "debug');
}

/** Level, message and fields. Where in Go's sources it was written, and the stack, are put aside. */
function comparableRecord({ level, text }: LogRecord): string {
  const [head = '', ...rest] = text.split('\n');
  const parts = head.split('\t').slice(2);
  const json = parts.at(-1)?.startsWith('{') ? (parts.pop() ?? '') : '';
  const printed = isDebugOutput(text) ? rest : [];
  return comparableText([`${level} ${parts.at(-1) ?? ''}`, fieldsOf(json), ...printed].join('\n'));
}

/** Without what tells this run's Collector from others. */
function fieldsOf(json: string): string {
  if (json === '') return '';
  const { resource, ...fields } = JSON.parse(json);
  return JSON.stringify(fields);
}

/**
 * Addresses are those of this run's network, and which resolver was asked is nobody's business. In what order Go lists
 * the names of a map, and which of two receivers it starts first, is left to chance.
 */
export function comparableText(text: string): string {
  return text
    .replaceAll(/\b\d{1,3}(?:\.\d{1,3}){3}:\d+/gu, '<address>')
    .replaceAll(/\[[0-9a-f:]*\]:\d+/gu, '<address>')
    .replaceAll(/(lookup \S+) on \S+: /gu, '$1: ')
    .replaceAll(uuid, '<instance>')
    .replaceAll(/(?<=\(valid values: \[)[^\]]*|(?<=\(\[)[^\]]*/gu, (list) => list.split(' ').sort().join(' '))
    .replaceAll(/(?<=failed to start ")otlp[^"]*(?=" receiver: listen .* already in use)/gu, '<one of two>')
    .trim();
}

function byText(a: unknown, b: unknown): number {
  return JSON.stringify(a) < JSON.stringify(b) ? -1 : 1;
}
