/** Hands a trace to the reader as a file. */
import type { OpenTrace } from '../library/trace-library.ts';
import { download } from '../parts/download.ts';
import { fileNameOf } from '../parts/file-name.ts';

export type TraceFormat = 'otlp' | 'jaeger';

const endings: Readonly<Record<TraceFormat, string>> = { otlp: 'otlp.json', jaeger: 'jaeger.json' };

/** @throws what the library says when the trace cannot be written */
export async function saveTrace(trace: OpenTrace, format: TraceFormat): Promise<void> {
  const bytes = await trace.write(format);
  download(
    new Blob([Uint8Array.from(bytes)], { type: 'application/json' }),
    fileNameOf(trace.columns, endings[format]),
  );
}
