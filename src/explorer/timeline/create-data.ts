/** What the rows show beside their columns and is not there at once: events, the critical path. */
import { type Accessor, createEffect, createMemo, createSignal, on, onCleanup } from 'solid-js';
import { drawnEvents, rowsNow } from '../library/drawn-events.ts';
import type { EventColumns } from '../library/trace-library.ts';
import { criticalPathSteps } from '../model/critical-path.ts';
import type { Steps } from '../model/steps.ts';
import type { TraceColumns } from '../model/trace-columns.ts';
import { createResult } from '../parts/create-result.ts';
import type { TraceViewProps } from '../state/trace-view.ts';
import { type EventIndex, indexEvents, indexSectionsSteps, type SectionIndex } from './row-scene.ts';

export interface TimelineData {
  critical: Accessor<SectionIndex | undefined>;
  events: Accessor<EventIndex | undefined>;
}

/** Something of a trace, and the columns its rows are of: the trace may have grown since. */
interface Of<Value> {
  columns: TraceColumns;
  value: Value;
}

export function createTimelineData(props: TraceViewProps): TimelineData {
  const wanted = createMemo(() => props.state.critical);
  const path = createResult(() => (wanted() ? pathSteps(props.columns) : undefined));
  const critical = createMemo(() => {
    const known = wanted() ? path() : undefined;
    return known === undefined ? undefined : sectionsNow(known, props.columns);
  });
  const [fetched, setFetched] = createSignal<Of<EventColumns>>();
  createEffect(
    on(
      () => props.trace,
      (trace) => {
        const { columns } = trace;
        let current = true;
        onCleanup(() => {
          current = false;
        });
        if (!columns.events.some((count) => count > 0)) {
          setFetched(undefined);
          return;
        }
        // A trace without its events is still a trace: what went wrong is said by the views that are about them.
        void trace.events().then(
          (value) => {
            if (current) setFetched({ columns, value });
          },
          () => {
            if (current) setFetched(undefined);
          },
        );
      },
    ),
  );
  const events = createMemo(() => {
    const known = fetched();
    if (known === undefined) return undefined;
    return indexEvents(drawnEvents(known.value, known.columns, props.columns), props.columns.length);
  });
  return { critical, events };
}

function* pathSteps(columns: TraceColumns): Steps<Of<SectionIndex>> {
  const sections = yield* criticalPathSteps(columns);
  return { columns, value: yield* indexSectionsSteps(sections) };
}

/** While the path of a larger trace is worked out, that of the smaller one stays, on the rows its spans have now. */
function sectionsNow({ columns, value }: Of<SectionIndex>, now: TraceColumns): SectionIndex | undefined {
  if (columns === now) return value;
  if (columns.traceId !== now.traceId) return undefined;
  const before = rowsNow(now, columns);
  if (before === undefined) return value;
  return {
    of: (row) => value.of(before[row] ?? -1),
    totalNs: (row) => value.totalNs(before[row] ?? -1),
    wholeNs: value.wholeNs,
  };
}
