/**
 * Spans of any number of traces as columns: texts by number, ids and times as 64-bit words, attributes as cells.
 * A `Span` is made again when it is asked for, equal to the one that was added. Append-only: to clear it, drop it.
 */
import { spanKinds, statusCodes } from '@spanlab/sandbox/schemas/span-enums.ts';
import type { Span, SpanEvent, SpanLink } from '@spanlab/sandbox/schemas/trace.ts';
import { type AttributeLists, createAttributeLists, createWideValues } from './attribute-lists.ts';
import { createResources, createScopes, type ResourceFacts } from './shared-parts.ts';
import {
  type EventColumnsOfTable,
  eventColumns,
  type LinkColumnsOfTable,
  linkColumns,
  type SpanColumns,
  spanColumns,
} from './span-columns.ts';
import { createStringTable, type StringTable } from './string-table.ts';
import { createTraceNumbers, type TraceNumbers } from './trace-numbers.ts';
import { bytesOf, roomier } from './typed-arrays.ts';
import { getHex, getWord, isZero, setHash, setHex, setWord } from './word64.ts';

export interface SpanTable {
  /** How many spans it holds; their numbers count up from 0. */
  readonly size: number;
  /** What it takes in memory, estimated. */
  readonly bytes: number;
  /** @returns the span's number */
  add(span: Span): number;
  /** Equal to what was added. Spans of one resource or scope share the object. @throws {RangeError} */
  span(number: number): Span;
  /** Every text but trace ids. Names, keys, values: search them once, then compare numbers. */
  readonly strings: StringTable;
  readonly traces: TraceNumbers;
  /** The arrays of now: have them anew after an `add`. They are longer than what they hold. */
  readonly columns: SpanColumns;
  readonly events: EventColumnsOfTable & { readonly length: number };
  readonly links: LinkColumnsOfTable & { readonly length: number };
  /** By span, resource, scope, event and link number. */
  readonly attributes: {
    readonly span: AttributeLists;
    readonly resource: AttributeLists;
    readonly scope: AttributeLists;
    readonly event: AttributeLists;
    readonly link: AttributeLists;
  };
  resource(number: number): ResourceFacts;
  /** Fields that do not fit in the columns: an id that is no 16 hex digits, a time beyond 64 bits, counts of what was dropped. */
  odd(number: number): Partial<Span> | undefined;
}

const kindNumbers: Readonly<Record<string, number>> = Object.fromEntries(
  spanKinds.map((kind, number) => [kind, number]),
);
const statusNumbers: Readonly<Record<string, number>> = Object.fromEntries(
  statusCodes.map((code, number) => [code, number]),
);

export function createSpanTable(): SpanTable {
  const strings = createStringTable();
  const wide = createWideValues();
  const list = (): AttributeLists => createAttributeLists(strings, wide);
  const attributes = { span: list(), resource: list(), scope: list(), event: list(), link: list() };
  const resources = createResources(attributes.resource, strings);
  const scopes = createScopes(attributes.scope, strings);
  const traces = createTraceNumbers();
  const odd = new Map<number, Partial<Span>>();
  const oddEventTimes = new Map<number, bigint>();
  const oddLinkIds = new Map<number, string>();
  let capacity = 16;
  let columns = spanColumns(capacity);
  let events = eventColumns(0);
  let links = linkColumns(0);
  let size = 0;
  let eventCount = 0;
  let linkCount = 0;

  /** Keeps what the columns cannot hold of this span. */
  function addOdd(number: number, fields: Partial<Span>): void {
    odd.set(number, { ...odd.get(number), ...fields });
  }

  function addEvents(list: readonly SpanEvent[]): void {
    if (list.length === 0) return;
    const needed = eventCount + list.length;
    if (needed > events.span.length) events = eventColumns(roomier(events.span.length, needed), events);
    for (const event of list) {
      events.span[eventCount] = size;
      events.name[eventCount] = strings.add(event.name);
      if (!setWord(events.timeUnixNano, eventCount, event.timeUnixNano)) {
        oddEventTimes.set(eventCount, event.timeUnixNano);
      }
      attributes.event.add(event.attributes);
      eventCount += 1;
    }
  }

  function addLinks(list: readonly SpanLink[]): void {
    if (list.length === 0) return;
    const needed = linkCount + list.length;
    if (needed > links.span.length) links = linkColumns(roomier(links.span.length, needed), links);
    for (const link of list) {
      links.span[linkCount] = size;
      links.trace[linkCount] = traces.number(link.traceId);
      if (!setId(links.spanId, linkCount, link.spanId)) oddLinkIds.set(linkCount, link.spanId);
      links.traceState[linkCount] = strings.add(link.traceState);
      attributes.link.add(link.attributes);
      linkCount += 1;
    }
  }

  function eventsOf(number: number): SpanEvent[] {
    const list: SpanEvent[] = [];
    const to = columns.event[number + 1] ?? 0;
    for (let event = columns.event[number] ?? 0; event < to; event++) {
      list.push({
        name: strings.at(events.name[event] ?? 0),
        timeUnixNano: oddEventTimes.get(event) ?? getWord(events.timeUnixNano, event),
        attributes: attributes.event.list(event),
      });
    }
    return list;
  }

  function linksOf(number: number): SpanLink[] {
    const list: SpanLink[] = [];
    const to = columns.link[number + 1] ?? 0;
    for (let link = columns.link[number] ?? 0; link < to; link++) {
      list.push({
        traceId: traces.id(links.trace[link] ?? 0),
        spanId: oddLinkIds.get(link) ?? getHex(links.spanId, link),
        traceState: strings.at(links.traceState[link] ?? 0),
        attributes: attributes.link.list(link),
      });
    }
    return list;
  }

  function addScalars(number: number, span: Span): void {
    const { spanId, parentSpanId, startTimeUnixNano, endTimeUnixNano, flags } = span;
    if (!setId(columns.spanId, number, spanId)) addOdd(number, { spanId });
    if (!setId(columns.parentSpanId, number, parentSpanId)) addOdd(number, { parentSpanId });
    if (!setWord(columns.startUnixNano, number, startTimeUnixNano)) addOdd(number, { startTimeUnixNano });
    if (!setWord(columns.endUnixNano, number, endTimeUnixNano)) addOdd(number, { endTimeUnixNano });
    columns.flags[number] = flags;
    if (columns.flags[number] !== flags) addOdd(number, { flags });
    columns.kind[number] = kindNumbers[span.kind] ?? 0;
    columns.status[number] = statusNumbers[span.status.code] ?? 0;
    const { droppedAttributesCount, droppedEventsCount, droppedLinksCount } = span;
    if (droppedAttributesCount !== 0) addOdd(number, { droppedAttributesCount });
    if (droppedEventsCount !== 0) addOdd(number, { droppedEventsCount });
    if (droppedLinksCount !== 0) addOdd(number, { droppedLinksCount });
  }

  return {
    strings,
    traces,
    attributes,
    get size() {
      return size;
    },
    get bytes() {
      const lists = Object.values(attributes).reduce((sum, each) => sum + each.bytes, 0);
      const oddBytes = (odd.size + oddEventTimes.size + oddLinkIds.size) * 200;
      const columnBytes = bytesOf(columns) + bytesOf(events) + bytesOf(links);
      return strings.bytes + wide.bytes + traces.bytes + columnBytes + lists + oddBytes;
    },
    get columns() {
      return columns;
    },
    get events() {
      return { ...events, length: eventCount };
    },
    get links() {
      return { ...links, length: linkCount };
    },
    resource: resources.facts,
    odd: (number) => odd.get(number),
    add(span) {
      if (size === capacity) {
        capacity = roomier(capacity, size + 1);
        columns = spanColumns(capacity, columns);
      }
      const trace = traces.number(span.traceId);
      columns.trace[size] = trace;
      traces.append(trace, size);
      addScalars(size, span);
      columns.name[size] = strings.add(span.name);
      columns.traceState[size] = strings.add(span.traceState);
      columns.statusMessage[size] = strings.add(span.status.message);
      columns.resource[size] = resources.add(span.resource);
      columns.scope[size] = scopes.add(span.scope);
      attributes.span.add(span.attributes);
      addEvents(span.events);
      addLinks(span.links);
      size += 1;
      columns.event[size] = eventCount;
      columns.link[size] = linkCount;
      return size - 1;
    },
    span(number) {
      if (number < 0 || number >= size) throw new RangeError(`there is no span ${number}, of ${size}`);
      return {
        traceId: traces.id(columns.trace[number] ?? 0),
        spanId: getHex(columns.spanId, number),
        parentSpanId: getHex(columns.parentSpanId, number),
        traceState: strings.at(columns.traceState[number] ?? 0),
        flags: columns.flags[number] ?? 0,
        name: strings.at(columns.name[number] ?? 0),
        kind: spanKinds[columns.kind[number] ?? 0] ?? 'UNSPECIFIED',
        startTimeUnixNano: getWord(columns.startUnixNano, number),
        endTimeUnixNano: getWord(columns.endUnixNano, number),
        attributes: attributes.span.list(number),
        droppedAttributesCount: 0,
        events: eventsOf(number),
        droppedEventsCount: 0,
        links: linksOf(number),
        droppedLinksCount: 0,
        status: {
          code: statusCodes[columns.status[number] ?? 0] ?? 'UNSET',
          message: strings.at(columns.statusMessage[number] ?? 0),
        },
        resource: resources.at(columns.resource[number] ?? 0),
        scope: scopes.at(columns.scope[number] ?? 0),
        ...odd.get(number),
      };
    },
  };
}

/** Says whether the id comes back from its number as it was: lower-case, and not all zeros. */
function setId(halves: Uint32Array, at: number, id: string): boolean {
  if (setHex(halves, at, id)) return id === '' || !isZero(halves, at);
  if (!setHex(halves, at, id.toLowerCase())) setHash(halves, at, id);
  return false;
}
