import type { SpanEvent } from '@spanlab/sandbox/schemas/trace.ts';
import { createMemo, For, type JSX, Show } from 'solid-js';
import { plural } from '../../words.ts';
import { formatDuration, formatTimestamp } from '../parts/duration.ts';
import { ErrorMark } from '../parts/marks.tsx';
import type { ExplorerState } from '../state/explorer-state.ts';
import { AttributeTable } from './AttributeTable.tsx';
import { createGradual } from './gradual.ts';
import type { ShownSpan } from './shown-span.ts';

/** Marks on the axis: more would stand on each other, and on a narrow axis these do already. */
const marksShown = 200;
const listed = 50;

/** A span's events, on its own time axis and as a list in the order they happened. */
export function SpanEvents(props: { shown: ShownSpan; times: ExplorerState['times'] }): JSX.Element {
  const span = () => props.shown.span;
  const durationNs = (): number => props.shown.columns.durationNs[props.shown.row] ?? 0;
  const after = (event: SpanEvent): number => Number(event.timeUnixNano - span().startTimeUnixNano);
  const inOrder = createMemo(() => span().events.toSorted((a, b) => after(a) - after(b)));
  const place = (event: SpanEvent): number =>
    durationNs() > 0 ? Math.min(1, Math.max(0, after(event) / durationNs())) : 0;
  const outside = (event: SpanEvent): string => {
    if (after(event) < 0) return 'before the span started';
    return after(event) > durationNs() && durationNs() > 0 ? 'after the span ended' : '';
  };
  const relative = (event: SpanEvent): string =>
    `${after(event) < 0 ? '' : '+'}${formatDuration(after(event))}`;
  const time = (event: SpanEvent): string =>
    props.times === 'absolute' ? formatTimestamp(event.timeUnixNano) : relative(event);
  const { shown, isCut, showAll } = createGradual({
    count: () => inOrder().length,
    first: listed,
    perFrame: 20,
  });

  return (
    <>
      <div class="ex-event-axis" aria-hidden="true">
        <span class="ex-event-track">
          <For each={spread(inOrder(), marksShown)}>
            {(event) => (
              <i
                classList={{ 'ex-event-failed': isException(event) }}
                style={{ left: `${place(event) * 100}%` }}
                title={`${event.name.slice(0, 200)} ${relative(event)}`}
              />
            )}
          </For>
        </span>
        <span class="ex-event-ends">
          <span>0</span>
          <span>{formatDuration(durationNs())}</span>
        </span>
      </div>
      <ol class="ex-events">
        <For each={inOrder().slice(0, shown())}>
          {(event) => (
            <li>
              <p class="ex-event-name">
                <Show when={isException(event)}>
                  <ErrorMark />
                </Show>
                <bdi>{event.name === '' ? '(no name)' : event.name}</bdi>
                <span class="ex-muted" title={formatTimestamp(event.timeUnixNano)}>
                  {`${time(event)} ${outside(event)}`}
                </span>
              </p>
              <Show when={event.attributes.length > 0}>
                <AttributeTable
                  attributes={event.attributes}
                  owner="event"
                  label={`Attributes of the event ${event.name}`}
                />
              </Show>
            </li>
          )}
        </For>
      </ol>
      <Show when={isCut()}>
        <button type="button" class="ex-button sd-more" onClick={showAll}>
          {`Show all ${plural(inOrder().length, 'event')}`}
        </button>
      </Show>
      <Show when={span().droppedEventsCount > 0}>
        <p class="ex-none">{`${span().droppedEventsCount} more were dropped before sending.`}</p>
      </Show>
    </>
  );
}

/** At most so many of them, evenly. */
function spread<Item>(items: readonly Item[], most: number): readonly Item[] {
  if (items.length <= most) return items;
  const step = items.length / most;
  return Array.from({ length: most }, (_, index) => items[Math.floor(index * step)]).filter(
    (item) => item !== undefined,
  );
}

/** The event `recordException` makes, named by the semantic conventions. */
function isException(event: SpanEvent): boolean {
  return event.name === 'exception';
}
