/** What an explanation is made from. */
import { attribute, serviceName } from '@spanlab/sandbox/schemas/attribute.ts';
import type { AttributeValue, Span } from '@spanlab/sandbox/schemas/trace.ts';
import type { Row, TraceColumns } from '../../model/trace-columns.ts';
import type { ConventionBook } from '../conventions/convention.ts';
import { rowName } from '../row-title.ts';
import { clipped, type SentencePart } from './sentence.ts';

export interface ToldSpan {
  span: Span;
  columns: TraceColumns;
  row: Row;
  /** The semantic conventions, when they are there. */
  book?: ConventionBook | undefined;
}

/** The first of these attributes that the span has, with its key. */
export function firstOf(
  span: Span,
  ...keys: readonly string[]
): { key: string; value: AttributeValue } | undefined {
  for (const key of keys) {
    const value = attribute(span.attributes, key);
    if (value !== undefined && value !== null && value !== '') return { key, value };
  }
  return undefined;
}

/** The HTTP status, by its present name or its former one; numbers are sent as text, too. */
export function httpStatus(span: Span): number | undefined {
  const sent = firstOf(span, 'http.response.status_code', 'http.status_code')?.value;
  const status = typeof sent === 'bigint' || typeof sent === 'string' ? Number(sent) : sent;
  return typeof status === 'number' && status >= 100 && status < 1000 ? status : undefined;
}

export function service(told: ToldSpan): SentencePart {
  return { quote: clipped(serviceName(told.span)) };
}

export function durationNs({ columns, row }: ToldSpan): number {
  return columns.durationNs[row] ?? 0;
}

export function isTimed({ span }: ToldSpan): boolean {
  return span.startTimeUnixNano !== 0n && span.endTimeUnixNano !== 0n;
}

/** Rows of its children, in order. */
export function childRows(columns: TraceColumns, row: Row): Row[] {
  const children: Row[] = [];
  const end = row + (columns.descendants[row] ?? 0);
  for (let child = row + 1; child <= end; child += 1 + (columns.descendants[child] ?? 0))
    children.push(child);
  return children;
}

/** The row with the most of something; undefined of none. */
export function largest(rows: readonly Row[], of: (row: Row) => number): Row | undefined {
  let best: Row | undefined;
  for (const row of rows) if (best === undefined || of(row) > of(best)) best = row;
  return best;
}

/** Another span, to go to. */
export function spanAt(columns: TraceColumns, row: Row): SentencePart {
  const name = rowName(columns, row);
  return { row, quote: clipped(name === '' ? '(no name)' : name) };
}

export function serviceAt(columns: TraceColumns, row: Row): SentencePart {
  return { quote: clipped(columns.services[columns.service[row] ?? 0] ?? '') };
}

/** `31 %`; never 0 % of something, nor 100 % of less than all. */
export function percent(part: number, whole: number): string {
  const share = whole > 0 ? (part / whole) * 100 : 0;
  if (share > 0 && share < 1) return 'less than 1 %';
  if (share > 99 && share < 100) return 'more than 99 %';
  return `${Math.round(share)} %`;
}
