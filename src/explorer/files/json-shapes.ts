/** What stands where in the JSON that traces come in, as far as it takes to find the spans. */

/** What is cut out whole. */
export type PieceShape =
  | 'otlp-span'
  | 'jaeger-span'
  | 'loose-span'
  | 'resource'
  | 'scope'
  | 'processes'
  | 'error';
/** What is gone into. */
export type ContainerShape =
  | 'document'
  | 'documents'
  | 'scopeSpans'
  | 'scopeSpansList'
  | 'otlpSpans'
  | 'jaegerSpans';
export type Shape = PieceShape | ContainerShape | 'skipped';

/**
 * An object in which spans may be found: a request of OTLP, one of its `resourceSpans`, a trace of Jaeger's, or an
 * answer that holds one of these. They share no key that means two things, and so they need not be told apart.
 */
const documentKeys = new Map<string, Shape>([
  ['resourceSpans', 'documents'],
  ['resource_spans', 'documents'],
  // Grafana Tempo's name for them.
  ['batches', 'documents'],
  ['result', 'document'],
  ['trace', 'document'],
  ['traces', 'document'],
  ['data', 'document'],
  ['resource', 'resource'],
  ['scopeSpans', 'scopeSpansList'],
  ['scope_spans', 'scopeSpansList'],
  // What scopes were called before OTLP 0.15.
  ['instrumentationLibrarySpans', 'scopeSpansList'],
  ['spans', 'jaegerSpans'],
  ['processes', 'processes'],
  ['error', 'error'],
  ['errors', 'error'],
]);

const scopeKeys = new Map<string, Shape>([
  ['scope', 'scope'],
  ['instrumentationLibrary', 'scope'],
  ['spans', 'otlpSpans'],
]);

/** With one of these an object is a span, of OTLP's or of Jaeger's. */
const spanKeys = new Set([
  'traceId',
  'trace_id',
  'spanId',
  'span_id',
  'parentSpanId',
  'parent_span_id',
  'startTimeUnixNano',
  'start_time_unix_nano',
  'endTimeUnixNano',
  'end_time_unix_nano',
  'spanID',
  'operationName',
  'references',
  'startTime',
  'processID',
]);

/** With one of these it is none. */
export function isDocumentKey(key: string): boolean {
  return documentKeys.has(key);
}

export function isSpanKey(key: string): boolean {
  return spanKeys.has(key);
}

/** What a key's value is, in an object of this shape. */
export function shapeOfKey(shape: Shape, key: string): Shape {
  return (shape === 'scopeSpans' ? scopeKeys : documentKeys).get(key) ?? 'skipped';
}

/** What the items of a list are; undefined where a list is not expected. */
export function shapeOfItems(shape: Shape): Shape | undefined {
  switch (shape) {
    case 'document':
    case 'documents':
      return 'document';
    case 'scopeSpansList':
      return 'scopeSpans';
    case 'otlpSpans':
      return 'otlp-span';
    case 'jaegerSpans':
      return 'jaeger-span';
    default:
      return undefined;
  }
}

/** Objects that are gone into; all others are cut out or passed over. */
export function isOpenObject(shape: Shape): shape is 'document' | 'scopeSpans' {
  return shape === 'document' || shape === 'scopeSpans';
}
