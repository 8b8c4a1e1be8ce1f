/** Events of a trace by what one column says of them. Pure. */
import type { EventColumns } from '../../library/trace-library.ts';
import { argsort } from '../../model/argsort.ts';
import type { Steps } from '../../model/steps.ts';
import type { TraceColumns } from '../../model/trace-columns.ts';
import { ranks } from '../figures/ranks.ts';

export const eventFacts = ['time', 'since', 'event', 'span', 'service'] as const;
export type EventFact = (typeof eventFacts)[number];

/** Indexes of events; those of rows that do not count are left out. Equal ones stay in the order of time. */
export function* sortedEvents(
  events: EventColumns,
  columns: TraceColumns,
  counted: Uint8Array | undefined,
  sort: { by: EventFact; descending: boolean },
): Steps<Uint32Array> {
  const keyOf = yield* keysFor(events, columns, sort.by);
  yield;
  const kept = new Uint32Array(events.length);
  const keys = new Float64Array(events.length);
  let count = 0;
  for (let event = 0; event < events.length; event++) {
    if (counted !== undefined && counted[events.row[event] ?? 0] !== 1) continue;
    keys[count] = keyOf(event);
    kept[count++] = event;
  }
  yield;
  return argsort(keys.subarray(0, count), sort.descending).map((place) => kept[place] ?? 0);
}

/** From the start of its span; negative when it happened before that. */
export function sinceStart(events: EventColumns, columns: TraceColumns, event: number): number {
  return (events.timeNs[event] ?? 0) - (columns.startNs[events.row[event] ?? 0] ?? 0);
}

function* keysFor(
  events: EventColumns,
  columns: TraceColumns,
  by: EventFact,
): Steps<(event: number) => number> {
  if (by === 'time') return (event) => events.timeNs[event] ?? 0;
  if (by === 'since') return (event) => sinceStart(events, columns, event);
  if (by === 'event') {
    const places = yield* ranks(events.names);
    return (event) => places[events.name[event] ?? 0] ?? 0;
  }
  const places = yield* ranks(by === 'span' ? columns.names : columns.services);
  const at = by === 'span' ? columns.name : columns.service;
  return (event) => places[at[events.row[event] ?? 0] ?? 0] ?? 0;
}
