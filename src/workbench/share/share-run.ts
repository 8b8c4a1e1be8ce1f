/** From the state of a workbench to what a link holds, and back. */
import type { CollectorHop } from '../../../sandbox/schemas/collector.ts';
import type { Expectation } from '../../../sandbox/schemas/expectation.ts';
import type { FileSet } from '../../../sandbox/schemas/file-set.ts';
import type { Lab } from '../../../sandbox/schemas/lab.ts';
import type { Span } from '../../../sandbox/schemas/trace.ts';
import { decodeTracesJson } from '../../../sandbox/store/otlp/decode-json.ts';
import { encodeTracesJson } from '../../../sandbox/store/otlp/encode-json.ts';
import { type SharedLab, sharedLimits } from './shared-lab.ts';
import { shortened } from './shortened.ts';

/** Spans a link takes along: enough for a trace to be seen, few enough for a link to be sent. */
export const sharedSpans = { stored: 60, eachHop: 12 } as const;

export interface Shareable {
  title: string;
  lesson: string | undefined;
  lab: Lab;
  files: FileSet;
  expectation: Expectation;
  stored: readonly Span[];
  hops: readonly CollectorHop[];
}

/** What a link shall hold. @param withSpans whether the last run goes along */
export function toShared(from: Shareable, withSpans: boolean): SharedLab {
  const { lab, files, lesson, expectation, stored, hops } = from;
  const traces = withSpans ? lastTraces(stored, sharedSpans.stored) : [];
  return {
    title: from.title.slice(0, sharedLimits.title),
    lab,
    files,
    ...(expectation.checks.length > 0 && { expectation }),
    ...(lesson !== undefined && { lesson }),
    ...(traces.length > 0 && { stored: encodeTracesJson(shortened(traces)) }),
    hops: withSpans ? hops.filter(isShareable).slice(0, sharedLimits.hops).map(sharedHop) : [],
  };
}

/** The last traces that are not more than so many spans together; the very last one in any case, and whole. */
function lastTraces(stored: readonly Span[], atMost: number): Span[] {
  const sizes = new Map<string, number>();
  for (const { traceId } of stored) sizes.set(traceId, (sizes.get(traceId) ?? 0) + 1);
  const taken = new Set<string>();
  let spans = 0;
  for (const { traceId } of stored.toReversed()) {
    if (taken.has(traceId)) continue;
    spans += sizes.get(traceId) ?? 0;
    if (taken.size > 0 && spans > atMost) break;
    taken.add(traceId);
  }
  return stored.filter(({ traceId }) => taken.has(traceId));
}

function isShareable({ pipeline, index }: CollectorHop): boolean {
  return pipeline.length <= sharedLimits.pipeline && index <= sharedLimits.hopIndex;
}

function sharedHop({ pipeline, index, total, spans }: CollectorHop): SharedLab['hops'][number] {
  const first = shortened(spans.slice(0, sharedSpans.eachHop));
  return { pipeline, index, total, traces: encodeTracesJson(first) };
}

/** The spans a link brought. What in it is no spans is left out. */
export function sharedRun({ stored, hops }: SharedLab): { stored: Span[]; hops: CollectorHop[] } {
  return {
    stored: stored === undefined ? [] : spansOf(stored),
    hops: hops.map(({ traces, ...hop }) => ({ ...hop, spans: spansOf(traces) })),
  };
}

function spansOf(traces: unknown): Span[] {
  try {
    return decodeTracesJson(JSON.stringify(traces));
  } catch {
    return [];
  }
}
