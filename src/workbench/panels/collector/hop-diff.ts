/** What became of spans between two places of a pipeline: paired by their ids, and compared field by field. */
import type { Attributes, Span } from '../../../../sandbox/schemas/trace.ts';
import { attributeText, attributeType } from '../../../explorer/parts/attribute-text.ts';

/** The spans copied at one place. */
export interface Seen {
  readonly spans: readonly Span[];
  /** All that passed there; more than were copied, maybe. */
  readonly total: number;
}

export interface FieldChange {
  readonly part: 'span' | 'attribute' | 'resource' | 'scope' | 'event' | 'link';
  /** `name`, `shop.till`; of events and links their number. */
  readonly name: string;
  readonly kind: 'added' | 'changed' | 'removed' | 'same';
  readonly before: string | undefined;
  readonly after: string | undefined;
}

export interface SpanPair {
  readonly key: string;
  /**
   * `gone`: it was not passed on, or not yet. `new`: made here. `unsure`: its other side is beyond the spans that were copied.
   */
  readonly kind: 'same' | 'changed' | 'gone' | 'new' | 'unsure';
  readonly before: Span | undefined;
  readonly after: Span | undefined;
}

/** Pair the spans of two places, in the order they came; those that are new stand at the end. */
export function pairSpans(before: Seen, after: Seen): SpanPair[] {
  const waiting = new Map<string, Span[]>();
  for (const span of after.spans) {
    const key = keyOf(span);
    waiting.set(key, [...(waiting.get(key) ?? []), span]);
  }
  const allAfter = after.spans.length >= after.total;
  const allBefore = before.spans.length >= before.total;
  const nth = new Map<string, number>();
  const keyed = (span: Span) => {
    const id = keyOf(span);
    const index = nth.get(id) ?? 0;
    nth.set(id, index + 1);
    return index === 0 ? id : `${id} ${index}`;
  };
  const paired = before.spans.map((span): SpanPair => {
    const same = waiting.get(keyOf(span));
    const match = same?.shift();
    const key = keyed(span);
    if (!match) return { key, kind: allAfter ? 'gone' : 'unsure', before: span, after: undefined };
    return { key, kind: differs(span, match) ? 'changed' : 'same', before: span, after: match };
  });
  const left = new Set([...waiting.values()].flat());
  const made = after.spans
    .filter((span) => left.has(span))
    .map((span): SpanPair => {
      return { key: keyed(span), kind: allBefore ? 'new' : 'unsure', before: undefined, after: span };
    });
  return [...paired, ...made];
}

function keyOf({ traceId, spanId }: Span): string {
  return `${traceId} ${spanId}`;
}

function differs(before: Span, after: Span): boolean {
  return compareSpans(before, after).some(({ kind }) => kind !== 'same');
}

/** Every field of a span on both sides. */
export function compareSpans(before: Span, after: Span): FieldChange[] {
  return [
    ...compared('span', ownFields(before), ownFields(after)),
    ...compared('attribute', texts(before.attributes), texts(after.attributes)),
    ...compared('resource', texts(before.resource.attributes), texts(after.resource.attributes)),
    ...compared('scope', scopeFields(before), scopeFields(after)),
    ...compared('event', numbered(before.events, eventText), numbered(after.events, eventText)),
    ...compared('link', numbered(before.links, linkText), numbered(after.links, linkText)),
  ];
}

type Texts = ReadonlyMap<string, string>;

function compared(part: FieldChange['part'], before: Texts, after: Texts): FieldChange[] {
  return [...new Set([...before.keys(), ...after.keys()])].map((name) => {
    const [was, is] = [before.get(name), after.get(name)];
    const kind = was === undefined ? 'added' : is === undefined ? 'removed' : was === is ? 'same' : 'changed';
    return { part, name, kind, before: was, after: is };
  });
}

/** Of keys that come twice the last counts, as it does for receivers. Other types than strings are named: 3 is not "3". */
function texts(attributes: Attributes): Texts {
  return new Map(
    attributes.map(({ key, value }) => {
      const type = attributeType(value);
      return [key, type === 'string' ? attributeText(value) : `${attributeText(value)} (${type})`];
    }),
  );
}

function ownFields(span: Span): Texts {
  const optional: [string, string][] = [
    ['status message', span.status.message],
    ['parent', span.parentSpanId],
    ['trace state', span.traceState],
  ];
  return new Map([
    ['name', span.name],
    ['kind', span.kind],
    ['status', span.status.code],
    ['start', String(span.startTimeUnixNano)],
    ['end', String(span.endTimeUnixNano)],
    ...optional.filter(([, text]) => text !== ''),
  ]);
}

function scopeFields({ scope }: Span): Texts {
  const fields: [string, string][] = [
    ['name', scope.name],
    ['version', scope.version],
  ];
  return new Map([...fields.filter(([, text]) => text !== ''), ...texts(scope.attributes)]);
}

function numbered<Item>(items: readonly Item[], text: (item: Item) => string): Texts {
  return new Map(items.map((item, index) => [String(index + 1), text(item)]));
}

function list(attributes: Attributes): string {
  return [...texts(attributes)].map(([key, value]) => `${key}: ${value}`).join(', ');
}

function eventText({ name, attributes }: Span['events'][number]): string {
  return attributes.length === 0 ? name : `${name} (${list(attributes)})`;
}

function linkText({ traceId, spanId, attributes }: Span['links'][number]): string {
  return [`${traceId} ${spanId}`, list(attributes)].filter((each) => each !== '').join(' ');
}
