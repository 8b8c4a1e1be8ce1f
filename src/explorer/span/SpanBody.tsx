import type { SourceLocation } from '@spanlab/sandbox/schemas/run-event.ts';
import type { Span } from '@spanlab/sandbox/schemas/trace.ts';
import { For, type JSX, Show } from 'solid-js';
import { warningsOf } from '../model/warnings.ts';
import { CopyButton } from '../parts/CopyButton.tsx';
import { ErrorMark, WarningMark } from '../parts/marks.tsx';
import { AttributeTable } from './AttributeTable.tsx';
import type { ConventionBook } from './conventions/convention.ts';
import { Explanation } from './Explanation.tsx';
import { LinkedFrom } from './LinkedFrom.tsx';
import type { SpanDetailProps } from './SpanDetail.tsx';
import { SpanEvents } from './SpanEvents.tsx';
import { SpanFacts } from './SpanFacts.tsx';
import { SpanLatency } from './SpanLatency.tsx';
import { SpanLinks } from './SpanLinks.tsx';
import type { ShownSpan } from './shown-span.ts';
import { spanJson } from './span-json.ts';
import type { Unfolded } from './unfolded.ts';

export interface SpanBodyProps
  extends Pick<SpanDetailProps, 'times' | 'onOpenSource' | 'onSelect' | 'onFollow' | 'findSpan'> {
  shown: ShownSpan;
  book: ConventionBook | undefined;
  /** The service its resource names. */
  sender: string;
  source: SourceLocation | undefined;
  unfolded: Unfolded;
}

/** A span's fields, section by section. */
export function SpanBody(props: SpanBodyProps): JSX.Element {
  const span = (): Span => props.shown.span;
  return (
    <>
      <Show when={span().status.code === 'ERROR'}>
        <p class="dp-note dp-note-error">
          <ErrorMark />
          <span>
            <strong>Error.</strong>{' '}
            <bdi>{span().status.message === '' ? 'No message was given.' : span().status.message}</bdi>
          </span>
        </p>
      </Show>
      <For each={warningsOf(props.shown.columns, props.shown.row, span())}>
        {(warning) => (
          <p class="dp-note dp-note-warning">
            <WarningMark />
            <span>{warning.text}</span>
          </p>
        )}
      </For>

      <Explanation
        shown={props.shown}
        book={props.book}
        open={props.unfolded.explanation()}
        onOpen={props.unfolded.setExplanation}
        onSelect={props.onSelect}
      />
      <SpanFacts
        shown={props.shown}
        times={props.times}
        source={props.source}
        onOpenSource={props.onOpenSource}
        onSelect={props.onSelect}
      />
      <SpanLatency
        shown={props.shown}
        open={props.unfolded.latency()}
        onOpen={props.unfolded.setLatency}
        onSelect={props.onSelect}
      />

      <h4>Attributes</h4>
      <AttributeTable
        attributes={span().attributes}
        owner="span"
        label="Attributes of the span"
        dropped={span().droppedAttributesCount}
        empty="This span carries no attributes."
      />
      <Show when={span().events.length + span().droppedEventsCount > 0}>
        <h4>Events</h4>
        <SpanEvents shown={props.shown} times={props.times} />
      </Show>
      <Show when={span().links.length + span().droppedLinksCount > 0}>
        <h4>Links</h4>
        <SpanLinks
          shown={props.shown}
          findSpan={props.findSpan}
          onSelect={props.onSelect}
          onFollow={props.onFollow}
        />
      </Show>
      <LinkedFrom shown={props.shown} onSelect={props.onSelect} onFollow={props.onFollow} />
      <h4>
        Resource{' '}
        <span class="ex-muted">
          who sent it: <bdi>{props.sender}</bdi>
        </span>
      </h4>
      <AttributeTable
        attributes={span().resource.attributes}
        owner="resource"
        label="Attributes of the resource"
        empty="The resource carries no attributes, not even a service name."
      />
      <h4>
        Scope{' '}
        <span class="ex-muted">
          <bdi>{`${span().scope.name || '(no name)'} ${span().scope.version}`}</bdi>
        </span>
      </h4>
      <Show when={span().scope.attributes.length > 0}>
        <AttributeTable attributes={span().scope.attributes} owner="scope" label="Attributes of the scope" />
      </Show>
      <p class="dp-actions">
        <CopyButton what="span as OTLP JSON" text={() => spanJson(span())} wordy />
      </p>
    </>
  );
}
