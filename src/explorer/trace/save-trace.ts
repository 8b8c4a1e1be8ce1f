/** Hands a trace to the reader as a file. */
import type { OpenTrace } from '../library/trace-library.ts';

export type TraceFormat = 'otlp' | 'jaeger';

const endings: Readonly<Record<TraceFormat, string>> = { otlp: 'otlp.json', jaeger: 'jaeger.json' };

/** @throws what the library says when the trace cannot be written */
export async function saveTrace(trace: OpenTrace, format: TraceFormat): Promise<void> {
  const bytes = await trace.write(format);
  const name = `trace-${/^[0-9a-f]+$/u.test(trace.columns.traceId) ? trace.columns.traceId : 'without-id'}`;
  const url = URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `${name}.${endings[format]}`;
  link.click();
  // The browser has taken it over once the click has been handled; a moment more does no harm.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
