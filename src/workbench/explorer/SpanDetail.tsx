import { serviceName } from '@spanlab/sandbox/schemas/attribute.ts';
import type { SourceLocation } from '@spanlab/sandbox/schemas/run-event.ts';
import type { Span } from '@spanlab/sandbox/schemas/trace.ts';
import { For, type JSX, Show } from 'solid-js';
import { CopyButton } from '../../explorer/parts/CopyButton.tsx';
import { DetailPane } from '../../explorer/parts/DetailPane.tsx';
import { ErrorMark, WarningMark } from '../../explorer/parts/marks.tsx';
import { ServiceLabel } from '../../explorer/parts/ServiceLabel.tsx';
import { AttributeTable } from './AttributeTable.tsx';
import { SpanEvents } from './SpanEvents.tsx';
import { SpanFacts } from './SpanFacts.tsx';
import { SpanLinks } from './SpanLinks.tsx';
import { spanJson } from './span-json.ts';
import type { SpanRef } from './span-ref.ts';
import type { TraceNode } from './trace-tree.ts';
import './span-detail.css';

export interface SpanDetailProps {
  node: TraceNode;
  services: readonly string[];
  /** Shown in place of the rows: it takes the focus and offers the way back. */
  alone: boolean;
  source: SourceLocation | undefined;
  onOpenSource: ((location: SourceLocation) => void) | undefined;
  find: (ref: SpanRef) => Span | undefined;
  onFollow: (ref: SpanRef) => void;
  onClose: () => void;
}

/** Everything a span carries, in the order one asks. */
export function SpanDetail(props: SpanDetailProps): JSX.Element {
  const span = (): Span => props.node.span;
  return (
    <DetailPane
      label={`Span ${span().name}`}
      alone={props.alone}
      back="Back to the trace"
      close="Close span detail"
      onClose={props.onClose}
      head={
        <>
          <ServiceLabel service={props.node.service} services={props.services} />
          <h3 class="dp-name sd-name">
            <bdi>{span().name === '' ? '(no name)' : span().name}</bdi>
          </h3>
        </>
      }
    >
      <Show when={span().status.code === 'ERROR'}>
        <p class="dp-note dp-note-error">
          <ErrorMark />
          <span>
            <strong>Error.</strong>{' '}
            <bdi>{span().status.message === '' ? 'No message was given.' : span().status.message}</bdi>
          </span>
        </p>
      </Show>
      <For each={props.node.warnings}>
        {(warning) => (
          <p class="dp-note dp-note-warning">
            <WarningMark />
            <span>{warning.text}</span>
          </p>
        )}
      </For>

      <SpanFacts
        node={props.node}
        source={props.source}
        onOpenSource={props.onOpenSource}
        find={props.find}
        onFollow={props.onFollow}
      />

      <h4>Attributes</h4>
      <AttributeTable
        attributes={span().attributes}
        label="Attributes of the span"
        dropped={span().droppedAttributesCount}
        empty="This span carries no attributes."
      />
      <Show when={span().events.length + span().droppedEventsCount > 0}>
        <h4>Events</h4>
        <SpanEvents node={props.node} />
      </Show>
      <Show when={span().links.length + span().droppedLinksCount > 0}>
        <h4>Links</h4>
        <SpanLinks span={span()} find={props.find} onFollow={props.onFollow} />
      </Show>
      <h4>
        Resource <span class="ex-muted">{`who sent it: ${serviceName(span())}`}</span>
      </h4>
      <AttributeTable
        attributes={span().resource.attributes}
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
        <AttributeTable attributes={span().scope.attributes} label="Attributes of the scope" />
      </Show>
      <p class="dp-actions">
        <CopyButton what="span as OTLP JSON" text={() => spanJson(span())} wordy />
      </p>
    </DetailPane>
  );
}
