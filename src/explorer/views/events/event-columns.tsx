/** The columns of the event log. */
import { type JSX, Show } from 'solid-js';
import type { EventColumns } from '../../library/trace-library.ts';
import type { TraceColumns } from '../../model/trace-columns.ts';
import { formatDuration } from '../../parts/duration.ts';
import { ErrorMark } from '../../parts/marks.tsx';
import type { GridColumn } from '../grid/LongGrid.tsx';
import { SpanCell, SpanName, timeText } from '../rows/SpanCells.tsx';
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
  const time = (index: number): string =>
    timeText(columns, events.timeNs[lines.event(index)] ?? 0, lines.times());
  const nameOf = (index: number): string => events.names[events.name[lines.event(index)] ?? 0] ?? '';
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
      <Show when={nameOf(index) === 'exception'} fallback={<SpanName name={nameOf(index)} />}>
        <span class="vw-status vw-bad">
          <ErrorMark />
          exception
        </span>
      </Show>
    )),
    column('time', 'Time', '7.75rem', time, {
      figures: true,
      help: 'From the start of the trace, or by the clock',
    }),
    column('span', 'Span', 'minmax(9rem, 1.5fr)', ofSpan('name')),
    column('service', 'Service', 'minmax(7rem, 1fr)', ofSpan('service')),
    column(
      'since',
      'After its span’s start',
      '9.5rem',
      (index) => formatDuration(sinceStart(events, columns, lines.event(index))),
      { figures: true },
    ),
  ];
}
