/** What the rows show beside their columns and is not there at once: events, the critical path. */
import { type Accessor, createEffect, createMemo, createSignal, on, onCleanup } from 'solid-js';
import type { EventColumns } from '../library/trace-library.ts';
import { workThrough } from '../library/work-through.ts';
import { criticalPathSteps } from '../model/critical-path.ts';
import type { TraceColumns } from '../model/trace-columns.ts';
import type { TraceViewProps } from '../state/trace-view.ts';
import { type EventIndex, indexEvents, indexSections, type SectionIndex } from './row-scene.ts';

export interface TimelineData {
  critical: Accessor<SectionIndex | undefined>;
  events: Accessor<EventIndex | undefined>;
}

export function createTimelineData(props: TraceViewProps): TimelineData {
  const [critical, setCritical] = createSignal<SectionIndex>();
  const wanted = createMemo(() => props.state.critical);
  createEffect(
    on([wanted, () => props.columns], ([isWanted, columns]) => {
      setCritical(undefined);
      if (!isWanted) return;
      // At once for most traces; a large one has its rows first and its path a little later.
      const work = workThrough(criticalPathSteps(columns), (sections) =>
        setCritical(indexSections(sections)),
      );
      onCleanup(work.stop);
    }),
  );
  const [fetched, setFetched] = createSignal<EventColumns>();
  createEffect(
    on(
      () => props.trace,
      (trace) => {
        let current = true;
        onCleanup(() => {
          current = false;
        });
        if (!trace.columns.events.some((count) => count > 0)) {
          setFetched(undefined);
          return;
        }
        // A trace without its events is still a trace: what went wrong is said by the views that are about them.
        void trace.events().then(
          (events) => {
            if (current) setFetched(events);
          },
          () => undefined,
        );
      },
    ),
  );
  const events = createMemo(() => {
    const known = fetched();
    return known === undefined
      ? undefined
      : indexEvents(moved(known, props.trace.columns, props.columns), props.columns.length);
  });
  return { critical, events };
}

/** Events move with their spans when clocks are corrected. */
function moved(events: EventColumns, reported: TraceColumns, drawn: TraceColumns): EventColumns {
  if (reported === drawn) return events;
  const timeNs = events.timeNs.map((ns, at) => {
    const row = events.row[at] ?? 0;
    return ns + (drawn.startNs[row] ?? 0) - (reported.startNs[row] ?? 0);
  });
  return { ...events, timeNs };
}
