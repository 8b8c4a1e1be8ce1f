import { createSignal, Show } from 'solid-js';
import type { ConsoleValue, SourceLocation } from '../../../sandbox/schemas/run-event.ts';
import type { Span } from '../../../sandbox/schemas/trace.ts';
import { formatDuration } from '../../explorer/parts/duration.ts';
import { PlaceLink } from './StackLines.tsx';
import { ValueTree } from './ValueTree.tsx';

/** A span that ConsoleSpanExporter printed: what matters in two lines, the printed object on demand. */
export function SpanCard(props: {
  span: Span;
  printed: ConsoleValue;
  source: SourceLocation | undefined;
  selected: boolean;
}) {
  const [open, setOpen] = createSignal(false);
  const duration = () => Number(props.span.endTimeUnixNano - props.span.startTimeUnixNano);
  const status = () => props.span.status;
  return (
    <span class="span-card" data-selected={props.selected ? '' : undefined}>
      <button type="button" class="span-card-head" aria-expanded={open()} onClick={() => setOpen(!open())}>
        <span class="val-arrow" aria-hidden="true" />
        <span class="span-card-word">span</span>
        <span class="span-card-name">{props.span.name}</span>
        <span class="span-card-kind">{props.span.kind}</span>
        <Show when={status().code === 'ERROR'}>
          <span class="span-card-error">✕ ERROR</span>
        </Show>
        <span class="span-card-time">{formatDuration(duration())}</span>
      </button>
      <span class="span-card-ids">
        <Id name="trace" id={props.span.traceId} />
        <Id name="span" id={props.span.spanId} />
        <Show
          when={props.span.parentSpanId}
          fallback={<span class="span-card-root">no parent: a root span</span>}
        >
          <Id name="parent" id={props.span.parentSpanId} />
        </Show>
        <Show when={props.source}>{(place) => <PlaceLink place={place()} />}</Show>
      </span>
      <Show when={open()}>
        <span class="span-card-raw">
          <ValueTree value={props.printed} open />
        </span>
      </Show>
    </span>
  );
}

/** An id, short enough to compare by eye; in full on hover and for copying. */
function Id(props: { name: string; id: string }) {
  return (
    <span class="span-card-id" title={props.id}>
      {props.name} <code>{props.id.slice(0, 8)}</code>
    </span>
  );
}
