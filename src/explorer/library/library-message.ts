/** What the page and the library's Worker say to each other. */
import type { Span } from '@spanlab/sandbox/schemas/trace.ts';
import type { ReadReport } from '../files/read-report.ts';
import type { Row, TraceColumns } from '../model/trace-columns.ts';
import type {
  AttributeColumn,
  AttributeKey,
  Dependency,
  EventColumns,
  FindResult,
  LinkedSpan,
  Operation,
  Progress,
  SearchQuery,
  SearchResult,
} from './trace-library.ts';

/** Where to read traces from, of whatever format. */
export type LoadSource = (
  | { blob: Blob }
  /** Of this origin. */
  | { url: string }
  | { text: string }
  | { bytes: Uint8Array<ArrayBuffer> }
) & {
  /** For sentences: the file's. */
  name?: string | undefined;
  /** Old traces make room for these. Otherwise what there is no room for is left out, and the report says so. */
  live?: boolean | undefined;
};

export interface LoadReport extends ReadReport {
  /** Of what was read: the first two, so that a trace that came alone can be opened at once. */
  traceIds: string[];
}

/** A trace as it was opened: rows are those it had then, however it has grown since. */
export interface TraceHandle {
  traceId: string;
  /** Of `HeldTrace`: one given up and come again is another. */
  serial: number;
  /** How many spans it had. */
  spans: number;
}

export interface OpenedColumns {
  handle: TraceHandle;
  columns: TraceColumns;
}

/** What can be asked of the Worker. */
export interface LibraryCalls {
  services(): string[];
  operations(service: string): Operation[];
  search(query: SearchQuery): SearchResult;
  dependencies(query: SearchQuery | undefined): Dependency[];
  load(source: LoadSource): LoadReport;
  clear(): undefined;
  /** Nothing when the trace is still as it is `known`. */
  open(traceId: string, known: TraceHandle | undefined): OpenedColumns | undefined;
  spanAt(traceId: string, spanId: string): LinkedSpan | undefined;
  span(trace: TraceHandle, row: Row): Span;
  spans(trace: TraceHandle, rows: readonly Row[]): Span[];
  find(trace: TraceHandle, query: string): FindResult;
  attributeKeys(trace: TraceHandle): AttributeKey[];
  attribute(trace: TraceHandle, key: AttributeKey): AttributeColumn;
  events(trace: TraceHandle): EventColumns;
  linkedFrom(trace: TraceHandle, row: Row): LinkedSpan[];
  write(trace: TraceHandle, format: 'otlp' | 'jaeger'): Uint8Array;
}

export type Method = keyof LibraryCalls;

/** Ids are the page's, and never used again. */
export interface Call<Asked extends Method> {
  type: 'call';
  id: number;
  method: Asked;
  parameters: Parameters<LibraryCalls[Asked]>;
}

export type LibraryRequest = { [Asked in Method]: Call<Asked> }[Method] | { type: 'abort'; id: number };

export type LibraryResponse =
  | { type: 'answer'; id: number; value: ReturnType<LibraryCalls[Method]> }
  /** `forReader`: the message of a LibraryError. */
  | { type: 'failed'; id: number; message: string; forReader: boolean }
  | { type: 'progress'; id: number; progress: Progress }
  | { type: 'changed' };
