/**
 * Where traces come from, as the explorer sees it: the lab's spans in this thread, files in a Worker, or a Jaeger.
 * All methods take a signal; when it is aborted they reject with its reason. What a source cannot do is said in
 * `abilities`, so that the page can leave it out.
 */
import type { Span } from '@spanlab/sandbox/schemas/trace.ts';
import type { Row, TraceColumns } from '../model/trace-columns.ts';

export interface TraceLibrary {
  readonly abilities: {
    /** Tags may compare (`http.status_code>=500`), contain (`~`) and be denied (`!=`). */
    readonly comparisons: boolean;
    /** Who links to a span can be told over all traces. */
    readonly backlinks: boolean;
    /** What `lookbackMs` counts back from: this moment, or the newest trace there is. */
    readonly lookbackFrom: 'now' | 'newest';
    /** Of which traces it tells the calls between services when no search is given; all where this is not. */
    readonly callsOf?: string;
  };
  services(signal?: AbortSignal): Promise<string[]>;
  operations(service: string, signal?: AbortSignal): Promise<Operation[]>;
  search(query: SearchQuery, signal?: AbortSignal): Promise<SearchResult>;
  /** @throws {LibraryError} when there is no such trace, or it cannot be had */
  open(traceId: string, options?: OpenOptions): Promise<OpenTrace>;
  /**
   * Who a link points at; undefined when it is not here. There only where that can be told without opening the trace.
   */
  spanAt?(traceId: string, spanId: string): Promise<LinkedSpan | undefined>;
  /** Calls between services, over all traces or those a search finds. */
  dependencies(query: SearchQuery | undefined, signal?: AbortSignal): Promise<Dependency[]>;
  /** Something was added or is gone. Returns how to stop listening. */
  subscribe(changed: () => void): () => void;
}

export interface LoadOptions {
  signal?: AbortSignal | undefined;
  onProgress?: ((progress: Progress) => void) | undefined;
}

export interface OpenOptions extends LoadOptions {
  /** What the trace was when it was opened last: comes back itself when nothing was added since. */
  since?: OpenTrace | undefined;
}

export interface Progress {
  bytes: number;
  /** When it is known. */
  totalBytes?: number | undefined;
  spans: number;
}

export interface Operation {
  name: string;
  /** `server`, `client` …, as Jaeger spells them; '' when not known. */
  spanKind: string;
}

export type SearchSort = 'newest' | 'oldest' | 'longest' | 'shortest' | 'most-spans' | 'most-errors';

export interface SearchQuery {
  /** '' for all of them. */
  service: string;
  operation: string;
  /** `key=value "quoted key"="a value" error=true resource.host=a http.status_code>=500 name~cart key!=x`, all must hold of one span. */
  tags: string;
  /** Of the traces' starts. `lookbackMs` counts back from now (or from the newest trace, for files); custom bounds win. */
  lookbackMs?: number | undefined;
  fromUnixNano?: bigint | undefined;
  toUnixNano?: bigint | undefined;
  /** Of a span that matches, as Jaeger does. */
  minDurationNs?: number | undefined;
  maxDurationNs?: number | undefined;
  limit: number;
  sort: SearchSort;
}

export interface SearchResult {
  traces: TraceSummary[];
  /** How many there were before the limit; undefined where nobody counts. */
  found?: number | undefined;
  /** What could not be understood or done, in sentences. The rest was. */
  problems: string[];
}

/** What a list says of a trace. */
export interface TraceSummary {
  traceId: string;
  /** Of its root span, or of its first. */
  name: string;
  service: string;
  hasRoot: boolean;
  /** In the order they first appear in time, with how many spans and errors each has. */
  services: { name: string; spans: number; errors: number }[];
  spans: number;
  errors: number;
  startUnixNano: bigint;
  durationNs: number;
  /** Where a search names an operation: the longest of its spans that match. */
  matchedNs?: number | undefined;
}

export interface Dependency {
  parent: string;
  child: string;
  calls: number;
  /** Undefined where the source does not say. */
  errors?: number | undefined;
  /** Of the callee's spans; undefined where the source does not say. */
  medianNs?: number | undefined;
}

/** One trace, ready to draw. Replaced, not changed, when the trace grows: see `TraceLibrary.subscribe`. */
export interface OpenTrace {
  readonly columns: TraceColumns;
  /** All there is of a span. */
  span(row: Row): Promise<Span>;
  spans(rows: readonly Row[]): Promise<Span[]>;
  /** `text "quoted text" -key`: see `find-query.ts`. */
  find(query: string, signal?: AbortSignal): Promise<FindResult>;
  /** Which attributes there are, most used first. */
  attributeKeys(): Promise<AttributeKey[]>;
  /** One attribute of all spans. */
  attribute(key: AttributeKey): Promise<AttributeColumn>;
  /** All events of all spans, by time. */
  events(): Promise<EventColumns>;
  /** Spans that link to this one, in this trace and in others the library holds. */
  linkedFrom(row: Row): Promise<LinkedSpan[]>;
  /** UTF-8. With an indent where that is readable. */
  write(format: 'otlp' | 'jaeger'): Promise<Uint8Array>;
}

export interface FindResult {
  /** 1 for each row that matches. */
  matches: Uint8Array;
  count: number;
}

export interface AttributeKey {
  from: 'span' | 'resource' | 'scope' | 'event';
  key: string;
  /** On how many spans of the trace. */
  spans: number;
}

export interface AttributeColumn {
  values: readonly string[];
  /** By row: index into `values`, -1 where the span has none. */
  at: Int32Array;
}

export interface EventColumns {
  readonly length: number;
  readonly names: readonly string[];
  /** Index into `names`. */
  readonly name: Uint32Array;
  readonly row: Uint32Array;
  /** From the start of the trace, as reported. */
  readonly timeNs: Float64Array;
  /** Which of its span's events it is. */
  readonly index: Uint32Array;
}

export interface LinkedSpan {
  traceId: string;
  spanId: string;
  name: string;
  service: string;
}

/** Something the reader can act on: what was found, what was expected, what to do. */
export class LibraryError extends Error {
  override readonly name = 'LibraryError';
}
