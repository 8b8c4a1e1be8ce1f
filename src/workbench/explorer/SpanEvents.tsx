import type { SpanEvent } from '@spanlab/sandbox/schemas/trace.ts';
import { createMemo, For, type JSX, Show } from 'solid-js';
import { formatDuration } from '../../explorer/parts/duration.ts';
import { ErrorMark } from '../../explorer/parts/marks.tsx';
import { AttributeTable } from './AttributeTable.tsx';
import type { TraceNode } from './trace-tree.ts';

/** A span's events, on its own time axis and as a list in the order they happened. */
export function SpanEvents(props: { node: TraceNode }): JSX.Element {
  const start = (): bigint => props.node.span.startTimeUnixNano;
  const after = (event: SpanEvent): number => Number(event.timeUnixNano - start());
  const inOrder = createMemo(() => props.node.span.events.toSorted((a, b) => after(a) - after(b)));
  const place = (event: SpanEvent): number =>
    props.node.durationNs > 0 ? Math.min(1, Math.max(0, after(event) / props.node.durationNs)) : 0;
  const outside = (event: SpanEvent): string => {
    if (after(event) < 0) return 'before the span started';
    return after(event) > props.node.durationNs && props.node.durationNs > 0 ? 'after the span ended' : '';
  };

  return (
    <>
      <div class="ex-event-axis" aria-hidden="true">
        <span class="ex-event-track">
          <For each={inOrder()}>
            {(event) => (
              <i
                classList={{ 'ex-event-failed': isException(event) }}
                style={{ left: `${place(event) * 100}%` }}
              />
            )}
          </For>
        </span>
        <span class="ex-event-ends">
          <span>0</span>
          <span>{formatDuration(props.node.durationNs)}</span>
        </span>
      </div>
      <ol class="ex-events">
        <For each={inOrder()}>
          {(event) => (
            <li>
              <p class="ex-event-name">
                <Show when={isException(event)}>
                  <ErrorMark />
                </Show>
                <bdi>{event.name === '' ? '(no name)' : event.name}</bdi>
                <span class="ex-muted">
                  {`${after(event) < 0 ? '' : '+'}${formatDuration(after(event))} ${outside(event)}`}
                </span>
              </p>
              <Show when={event.attributes.length > 0}>
                <AttributeTable
                  attributes={event.attributes}
                  label={`Attributes of the event ${event.name}`}
                />
              </Show>
            </li>
          )}
        </For>
      </ol>
      <Show when={props.node.span.droppedEventsCount > 0}>
        <p class="ex-none">{`${props.node.span.droppedEventsCount} more were dropped before sending.`}</p>
      </Show>
    </>
  );
}

/** The event `recordException` makes, named by the semantic conventions. */
function isException(event: SpanEvent): boolean {
  return event.name === 'exception';
}
