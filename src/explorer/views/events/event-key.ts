/** Which event is meant, while the trace grows: rows and the order of events change then, spans' numbers do not. */
import type { EventColumns } from '../../library/trace-library.ts';
import type { TraceColumns } from '../../model/trace-columns.ts';

export interface EventKey {
  /** Of its span. */
  number: number;
  /** Its place among its span's events. */
  index: number;
}

export function keyOf(events: EventColumns, columns: TraceColumns, event: number): EventKey {
  return { number: columns.number[events.row[event] ?? 0] ?? -1, index: events.index[event] ?? 0 };
}

/** Undefined when it is gone. */
export function findEvent(events: EventColumns, columns: TraceColumns, key: EventKey): number | undefined {
  const row = columns.number.indexOf(key.number);
  for (let event = 0; row >= 0 && event < events.length; event++) {
    if (events.row[event] === row && events.index[event] === key.index) return event;
  }
  return undefined;
}
