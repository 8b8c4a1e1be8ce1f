/** The columns of the event log. */
import type { JSX } from 'solid-js';
import type { EventColumns } from '../../library/trace-library.ts';
import type { TraceColumns } from '../../model/trace-columns.ts';
import { formatClock, formatDuration } from '../../parts/duration.ts';
import type { GridColumn } from '../grid/LongGrid.tsx';
import { SpanCell, SpanName } from '../rows/SpanCells.tsx';
import { type EventFact, sinceStart } from './sorted-events.ts';

export interface EventLines {
  events: EventColumns;
  columns: TraceColumns;
  services: readonly string[];
  times: () => 'relative' | 'absolute';
  /** Which event a line is about. */
  event: (index: number) => number;
}

export function eventColumns(lines: EventLines): GridColumn[] {
  const { events, columns } = lines;
  const column = (
    id: EventFact,
    title: string,
    track: string,
    cell: (index: number) => JSX.Element,
    more: Partial<GridColumn> = {},
  ): GridColumn => ({ id, title, track, sortable: true, cell, ...more });
  const time = (index: number): string => {
    const ns = events.timeNs[lines.event(index)] ?? 0;
    return lines.times() === 'relative'
      ? formatDuration(ns)
      : formatClock(columns.startUnixNano + BigInt(Math.round(ns)));
  };
  const ofSpan = (fact: 'name' | 'service') => (index: number) => (
    <SpanCell
      fact={fact}
      columns={columns}
      row={events.row[lines.event(index)] ?? 0}
      services={lines.services}
      times={lines.times()}
    />
  );
  return [
    column('event', 'Event', 'minmax(min(12rem, 38cqw), 1.5fr)', (index) => (
      <SpanName name={events.names[events.name[lines.event(index)] ?? 0] ?? ''} />
    )),
    column('time', 'Time', '7rem', time, {
      figures: true,
      help: 'From the start of the trace, or by the clock',
    }),
    column('span', 'Span', 'minmax(9rem, 1.5fr)', ofSpan('name')),
    column('service', 'Service', 'minmax(7rem, 1fr)', ofSpan('service')),
    column(
      'since',
      'In its span',
      '6.5rem',
      (index) => formatDuration(sinceStart(events, columns, lines.event(index))),
      { figures: true, help: 'From the start of its span' },
    ),
  ];
}
