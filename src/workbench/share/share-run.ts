/** From the state of a workbench to what a link holds, and back. */
import type { CollectorHop } from '../../../sandbox/schemas/collector.ts';
import type { Expectation } from '../../../sandbox/schemas/expectation.ts';
import type { FileSet } from '../../../sandbox/schemas/file-set.ts';
import type { Lab } from '../../../sandbox/schemas/lab.ts';
import type { Span } from '../../../sandbox/schemas/trace.ts';
import { decodeTracesJson } from '../../../sandbox/store/otlp/decode-json.ts';
import { encodeTracesJson } from '../../../sandbox/store/otlp/encode-json.ts';
import type { SharedLab } from './shared-lab.ts';

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
  const { title, lab, files, lesson, expectation, stored, hops } = from;
  return {
    title,
    lab,
    files,
    ...(expectation.checks.length > 0 && { expectation }),
    ...(lesson !== undefined && { lesson }),
    ...(withSpans && stored.length > 0 && { stored: encodeTracesJson(stored.slice(-sharedSpans.stored)) }),
    hops: !withSpans
      ? []
      : hops.map(({ pipeline, index, total, spans }) => ({
          pipeline,
          index,
          total,
          traces: encodeTracesJson(spans.slice(0, sharedSpans.eachHop)),
        })),
  };
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
