/** What happened in a trace: the events of all its spans, by time. */
import { createMemo, createSignal, type JSX, Show } from 'solid-js';
import { plural } from '../../../words.ts';
import { drawnEvents } from '../../library/drawn-events.ts';
import type { EventColumns } from '../../library/trace-library.ts';
import type { Row } from '../../model/trace-columns.ts';
import { createAnswer } from '../../parts/create-answer.ts';
import { createResult } from '../../parts/create-result.ts';
import type { TraceViewProps } from '../../state/trace-view.ts';
import { type GridSort, LongGrid } from '../grid/LongGrid.tsx';
import { createGoneTo } from '../rows/gone-to.ts';
import { RowFilter } from '../rows/RowFilter.tsx';
import { countedRows } from '../rows/shown-rows.ts';
import { ViewBar } from '../ViewBar.tsx';
import { EventDetail } from './EventDetail.tsx';
import { eventColumns } from './event-columns.tsx';
import { type EventKey, findEvent, keyOf } from './event-key.ts';
import { type EventFact, eventFacts, sortedEvents } from './sorted-events.ts';
import '../views.css';
import './events.css';

export function EventsView(props: TraceViewProps): JSX.Element {
  const [sort, setSort] = createSignal<GridSort>({ id: 'time', descending: false });
  const [onlyMatches, setOnlyMatches] = createSignal(true);
  const [openedKey, setOpenedKey] = createSignal<EventKey>();
  const answer = createAnswer({
    source: () => props.trace,
    about: (trace) => trace.columns.traceId,
    ask: async (trace) => ({ of: await trace.events(), read: trace.columns }),
  });
  const events = createMemo(() => {
    const known = answer.value();
    return known && drawnEvents(known.of, known.read, props.columns);
  });
  const opened = createMemo(() => {
    const [key, of] = [openedKey(), events()];
    return key && of && findEvent(of, props.columns, key);
  });
  const shown = createResult(() => {
    const of = events();
    if (of === undefined) return undefined;
    const counted = countedRows(
      props.columns,
      props.state.hiddenServices,
      onlyMatches() ? props.matches : undefined,
    );
    const by: EventFact = eventFacts.find((fact) => fact === sort().id) ?? 'time';
    return sortedEvents(of, props.columns, counted, { by, descending: sort().descending });
  });
  const eventAt = (index: number): number => shown()?.[index] ?? 0;
  const rowAt = (index: number): Row => events()?.row[eventAt(index)] ?? 0;
  const columns = createMemo(() => {
    const of = events();
    return of === undefined
      ? []
      : eventColumns({
          events: of,
          columns: props.columns,
          services: props.services,
          times: () => props.state.times,
          event: eventAt,
        });
  });
  const goneTo = createGoneTo(props);
  const wanted = (): number => {
    const row = goneTo();
    return row === undefined ? -1 : (shown()?.findIndex((event) => events()?.row[event] === row) ?? -1);
  };
  const open = (index: number): void => {
    const of = events();
    setOpenedKey(of && keyOf(of, props.columns, eventAt(index)));
  };

  return (
    <section class="vw" aria-label="Events">
      <ViewBar compact={props.compact} onTools={props.onTools}>
        <span class="vw-said" role="status">
          {said(answer.pending(), events(), shown()?.length)}
        </span>
        <RowFilter
          state={props.state}
          onState={props.onState}
          finding={props.matches !== undefined}
          onlyMatches={onlyMatches()}
          onOnlyMatches={setOnlyMatches}
        />
      </ViewBar>
      <Show when={answer.problem()}>{(problem) => <p class="vw-note vw-bad">{problem()}</p>}</Show>
      <Show
        when={(events()?.length ?? 0) > 0}
        fallback={<Show when={events()?.length === 0}>{<NoEvents />}</Show>}
      >
        <LongGrid
          label="Events of this trace"
          columns={columns()}
          count={shown()?.length ?? 0}
          sort={sort()}
          onSort={setSort}
          isSelected={(index) => eventAt(index) === opened() || rowAt(index) === props.selected}
          isLit={(index) => !onlyMatches() && props.matches?.[rowAt(index)] === 1}
          onOpen={open}
          reveal={wanted()}
        />
        <Show when={opened() !== undefined && events()}>
          {(of) => (
            <EventDetail
              {...props}
              events={of()}
              event={opened() ?? 0}
              onClose={() => setOpenedKey(undefined)}
            />
          )}
        </Show>
      </Show>
    </section>
  );
}

function NoEvents(): JSX.Element {
  return (
    <div class="ex-empty">
      <p>No span of this trace has an event.</p>
      <p>An event is a moment within a span that somebody thought worth noting, an exception for instance.</p>
    </div>
  );
}

function said(loading: boolean, events: EventColumns | undefined, shown: number | undefined): string {
  if (events === undefined) return loading ? 'Reading the events…' : '';
  const all = plural(events.length, 'event');
  return shown === undefined || shown === events.length ? all : `${shown.toLocaleString('en')} of ${all}`;
}
