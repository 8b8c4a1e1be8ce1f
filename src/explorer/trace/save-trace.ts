/** Hands a trace to the reader as a file. */
import type { OpenTrace } from '../library/trace-library.ts';
import { download } from '../parts/download.ts';

export type TraceFormat = 'otlp' | 'jaeger';

const endings: Readonly<Record<TraceFormat, string>> = { otlp: 'otlp.json', jaeger: 'jaeger.json' };

/** @throws what the library says when the trace cannot be written */
export async function saveTrace(trace: OpenTrace, format: TraceFormat): Promise<void> {
  const bytes = await trace.write(format);
  // What stands in an id that is none stays out of the name of a file.
  const id = /^[0-9a-f]{1,32}$/u.test(trace.columns.traceId) ? trace.columns.traceId : 'without-id';
  download(
    new Blob([Uint8Array.from(bytes)], { type: 'application/json' }),
    `trace-${id}.${endings[format]}`,
  );
}
