/** Who a link points at, in any trace of a library. */
import type { LinkedSpan, TraceLibrary } from '../library/trace-library.ts';
import { type SpanRef, spanIdNumber } from '../span/span-ref.ts';

/** Undefined where the library holds no such span. */
export async function findSpan(library: TraceLibrary, ref: SpanRef): Promise<LinkedSpan | undefined> {
  const id = spanIdNumber(ref.spanId);
  if (id === undefined) return undefined;
  try {
    const { columns } = await library.open(ref.traceId);
    const row = columns.spanId.indexOf(id);
    if (row < 0) return undefined;
    return {
      ...ref,
      name: columns.names[columns.name[row] ?? 0] ?? '',
      service: columns.services[columns.service[row] ?? 0] ?? '',
    };
  } catch {
    // No such trace, or it cannot be had: the same to who asks.
    return undefined;
  }
}
