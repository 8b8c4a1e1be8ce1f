/** Where in the learner's files the spans of a run were started, as far as their programs could tell. */
import { type SourceMaps, topLocation } from '../compile/source-location.ts';
import type { SpanStart } from '../realm/program-message.ts';
import type { RunEventBody, SourceLocation } from '../schemas/run-event.ts';
import type { Span } from '../schemas/trace.ts';
import { framesOf } from './located.ts';

/** Later ones have no place. */
export const maxSpanSources = 50_000;
/** Programs start spans in few places, and say the same of each. */
const placesKept = 1_000;

export interface SpanSources {
  add(starts: readonly SpanStart[], maps: SourceMaps): void;
  /** The event with the places of its spans, when it has spans and any of their places is known. */
  withSources(event: RunEventBody): RunEventBody;
}

/** By span id alone: what a Collector delivers has no program any more that it could be asked of. */
export function createSpanSources(): SpanSources {
  const bySpanId = new Map<string, SourceLocation>();
  const byStack = new Map<string, SourceLocation | undefined>();

  const placeOf = (stack: string, maps: SourceMaps): SourceLocation | undefined => {
    if (byStack.has(stack)) return byStack.get(stack);
    const place = topLocation(framesOf(stack, maps));
    if (byStack.size < placesKept) byStack.set(stack, place);
    return place;
  };
  const of = (spans: readonly Span[]): [string, SourceLocation][] =>
    spans.flatMap(({ spanId }) => {
      const place = bySpanId.get(spanId);
      return place === undefined ? [] : [[spanId, place] satisfies [string, SourceLocation]];
    });

  return {
    add(starts, maps) {
      for (const [spanId, stack] of starts) {
        if (bySpanId.size >= maxSpanSources) return;
        // The first word on a span holds: nobody can say later that it was somewhere else.
        if (bySpanId.has(spanId)) continue;
        const place = placeOf(stack, maps);
        if (place !== undefined) bySpanId.set(spanId, place);
      }
    },
    withSources(event) {
      if (event.type !== 'stored' && event.type !== 'printed') return event;
      const known = of(event.spans);
      return known.length === 0 ? event : { ...event, sources: Object.fromEntries(known) };
    },
  };
}
