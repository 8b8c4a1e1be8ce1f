/** What both stores are given: OTLP/JSON, byte for byte the same, trace after trace. */
import type { Span } from '../../../sandbox/schemas/trace.ts';
import { encodeTracesJson } from '../../../sandbox/store/otlp/encode-json.ts';
import { traceIdOf } from '../../store/some-span.ts';
import { manyTraces } from './many-traces.ts';
import { oddTraces } from './odd-traces.ts';
import { rawPayloads } from './raw-payloads.ts';

export interface CorpusTrace {
  /** Names it in a test's title. */
  name: string;
  traceId: string;
  /** `ExportTraceServiceRequest`s, to be sent in this order. */
  payloads: string[];
}

const oddOnes = Object.entries(oddTraces).map(([name, spans], index): CorpusTrace => {
  const traceId = `d${traceIdOf(index + 1).slice(1)}`;
  return { name, traceId, payloads: [payload(spans.map((each) => ({ ...each, traceId })))] };
});

const generated = manyTraces().map((spans, index): CorpusTrace => {
  // Every third one arrives span by span, the last first.
  const batches = index % 3 === 0 ? spans.toReversed().map((each) => [each]) : [spans];
  const name = `generated trace ${index}`;
  return { name, traceId: spans[0]?.traceId ?? '', payloads: batches.map(payload) };
});

const raw = Object.entries(rawPayloads).map(([name, spanOf], index): CorpusTrace => {
  const traceId = `e${traceIdOf(index + 1).slice(1)}`;
  return { name, traceId, payloads: [JSON.stringify(spanOf(traceId))] };
});

function payload(spans: Span[]): string {
  return JSON.stringify(encodeTracesJson(spans));
}

/** In the order they are sent. */
export const corpus: readonly CorpusTrace[] = [...oddOnes, ...raw, ...generated];

/** @throws Error when there is no trace of that name */
export function traceNamed(name: string): string {
  const found = corpus.find((each) => each.name === name);
  if (found === undefined) throw new Error(`no trace in the corpus is named ${JSON.stringify(name)}`);
  return found.traceId;
}
