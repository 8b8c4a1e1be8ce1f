/** Spans as a file of OTLP: one request, which is what every tool reads. */

import type { Resource, Scope, Span } from '@spanlab/sandbox/schemas/trace.ts';
import { blankSpan } from '@spanlab/sandbox/store/otlp/blank-span.ts';
import { encodeTracesJson } from '@spanlab/sandbox/store/otlp/encode-json.ts';
import { encodeTracesProtobuf } from '@spanlab/sandbox/store/otlp/encode-protobuf.ts';
import { groupSpans } from '@spanlab/sandbox/store/otlp/group-spans.ts';
import { createTextBytes } from './text-bytes.ts';

/** A file somebody may want to read has a line a field; a large one would only be larger. */
const readableSpans = 2_000;
/** Encoded at once, so that no text of a whole large trace is ever made. */
const batchSpans = 500;

/**
 * UTF-8. Spans of resources and scopes with the same content stand together, in the order they were.
 * @param layout `readable` has an indent, as has `auto` when the spans are few
 */
export function writeOtlpJson(
  spans: readonly Span[],
  layout: 'auto' | 'readable' | 'compact' = 'auto',
): Uint8Array<ArrayBuffer> {
  const together = sharing(spans);
  const bytes = createTextBytes();
  if (layout === 'readable' || (layout === 'auto' && spans.length <= readableSpans)) {
    bytes.add(`${JSON.stringify(encodeTracesJson(together), undefined, 2)}\n`);
    return bytes.all();
  }
  bytes.add('{"resourceSpans":[');
  for (const [index, { resource, scopes }] of groupSpans(together).entries()) {
    const [about] = encodeTracesJson([{ ...emptySpan, resource }]).resourceSpans;
    bytes.add(`${index === 0 ? '' : ','}{"resource":${JSON.stringify(about?.resource)},"scopeSpans":[`);
    for (const [place, { scope, spans: own }] of scopes.entries()) {
      const [within] = encodeTracesJson([{ ...emptySpan, scope }]).resourceSpans;
      bytes.add(
        `${place === 0 ? '' : ','}{"scope":${JSON.stringify(within?.scopeSpans[0]?.scope)},"spans":[`,
      );
      for (let at = 0; at < own.length; at += batchSpans) {
        const [encoded] = encodeTracesJson(own.slice(at, at + batchSpans)).resourceSpans;
        const text = JSON.stringify(encoded?.scopeSpans[0]?.spans);
        bytes.add(`${at === 0 ? '' : ','}${text.slice(1, -1)}`);
      }
      bytes.add(']}');
    }
    bytes.add(']}');
  }
  bytes.add(']}');
  return bytes.all();
}

/** An `ExportTraceServiceRequest`. Ids that are no hex become others: protobuf has bytes for them. */
export function writeOtlpProtobuf(spans: readonly Span[]): Uint8Array<ArrayBuffer> {
  return encodeTracesProtobuf(sharing(spans));
}

const emptySpan = blankSpan({ attributes: [] }, { name: '', version: '', attributes: [] });

/** The spans, with one object for all resources, and all scopes, that have the same content. */
function sharing(spans: readonly Span[]): Span[] {
  const resourceOf = sameFor<Resource>();
  const scopeOf = sameFor<Scope>();
  return spans.map((span) => {
    const resource = resourceOf(span.resource);
    const scope = scopeOf(span.scope);
    return resource === span.resource && scope === span.scope ? span : { ...span, resource, scope };
  });
}

function sameFor<Part extends Resource | Scope>(): (part: Part) => Part {
  const byContent = new Map<string, Part>();
  const known = new Map<Part, Part>();
  return (part) => {
    const before = known.get(part);
    if (before !== undefined) return before;
    const content = JSON.stringify(part, exact);
    const first = byContent.get(content) ?? part;
    byContent.set(content, first);
    known.set(part, first);
    return first;
  };
}

/** What JSON writes alike, or not at all. */
function exact(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return { int: value.toString() };
  if (typeof value === 'number' && !Number.isFinite(value)) return { double: String(value) };
  if (Object.is(value, -0)) return { double: '-0' };
  return value instanceof Uint8Array ? { bytes: Array.from(value) } : value;
}
