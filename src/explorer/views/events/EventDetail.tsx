import { type JSX, Show } from 'solid-js';
import type { EventColumns } from '../../library/trace-library.ts';
import { createAnswer } from '../../parts/create-answer.ts';
import { formatDuration } from '../../parts/duration.ts';
import { CloseMark } from '../../parts/marks.tsx';
import { ServiceLabel } from '../../parts/ServiceLabel.tsx';
import { AttributeTable } from '../../span/AttributeTable.tsx';
import type { TraceViewProps } from '../../state/trace-view.ts';
import { sinceStart } from './sorted-events.ts';
import '../../span/span-detail.css';

export interface EventDetailProps extends TraceViewProps {
  events: EventColumns;
  /** Which of them. */
  event: number;
  onClose: () => void;
}

/** One event with its attributes, which are read when it is opened. */
export function EventDetail(props: EventDetailProps): JSX.Element {
  const row = (): number => props.events.row[props.event] ?? 0;
  const name = (): string => props.events.names[props.events.name[props.event] ?? 0] || 'no name';
  const read = createAnswer({
    source: () => ({ trace: props.trace, row: row(), index: props.events.index[props.event] ?? 0 }),
    about: ({ row, index }) => `${row} ${index}`,
    ask: async ({ trace, row, index }) => (await trace.span(row)).events[index],
  });
  return (
    <section class="vw-list" aria-label={`Event ${name().slice(0, 100)}`}>
      <div class="vw-list-head">
        <h3>
          <bdi>{name().slice(0, 200)}</bdi>
        </h3>
        <button type="button" class="ex-button" onClick={() => props.onSelect(row())}>
          Show its span
        </button>
        <button
          type="button"
          class="ex-button ex-button-icon"
          aria-label="Close the event"
          onClick={() => props.onClose()}
        >
          <CloseMark />
        </button>
      </div>
      <div class="ev-body" tabindex={0}>
        <p class="ev-where">
          {formatDuration(sinceStart(props.events, props.columns, props.event))} into{' '}
          <bdi>
            {(props.columns.names[props.columns.name[row()] ?? 0] || 'a span without a name').slice(0, 200)}
          </bdi>{' '}
          of{' '}
          <ServiceLabel
            service={props.columns.services[props.columns.service[row()] ?? 0] ?? ''}
            services={props.services}
          />
        </p>
        <Show when={read.problem()}>{(problem) => <p class="vw-bad">{problem()}</p>}</Show>
        <Show when={read.value()}>
          {(event) => (
            <AttributeTable
              attributes={event().attributes}
              owner="event"
              label="Attributes of the event"
              empty="It has no attributes."
            />
          )}
        </Show>
      </div>
    </section>
  );
}
