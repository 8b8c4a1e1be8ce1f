import { serviceName } from '@spanlab/sandbox/schemas/attribute.ts';
import type { Span } from '@spanlab/sandbox/schemas/trace.ts';
import { For, type JSX, Show } from 'solid-js';
import { CopyButton } from '../../explorer/parts/CopyButton.tsx';
import { AttributeTable } from './AttributeTable.tsx';
import type { SpanRef } from './span-ref.ts';

export interface SpanLinksProps {
  span: Span;
  /** The span a link points at, when it is among those received. */
  find: (ref: SpanRef) => Span | undefined;
  onFollow: (ref: SpanRef) => void;
}

/** Spans this one points at without being their child, here or in other traces. */
export function SpanLinks(props: SpanLinksProps): JSX.Element {
  return (
    <>
      <ul class="ex-links">
        <For each={props.span.links}>
          {(link) => (
            <li>
              <Show
                when={props.find(link)}
                fallback={
                  <p class="ex-link-line">
                    <span>
                      span <code>{link.spanId}</code> of trace <code>{link.traceId}</code>
                      <span class="ex-muted"> — not received here</span>
                    </span>
                    <CopyButton what="linked span id" text={() => link.spanId} />
                  </p>
                }
              >
                {(target) => (
                  <p class="ex-link-line">
                    <button type="button" class="ex-follow" onClick={() => props.onFollow(link)}>
                      <bdi>{`${serviceName(target())} · ${target().name}`}</bdi>
                    </button>
                    <span class="ex-muted">
                      {target().traceId === props.span.traceId ? 'in this trace' : 'in another trace'}
                    </span>
                  </p>
                )}
              </Show>
              <Show when={link.traceState !== ''}>
                <p class="ex-muted">{`trace state ${link.traceState}`}</p>
              </Show>
              <Show when={link.attributes.length > 0}>
                <AttributeTable
                  attributes={link.attributes}
                  label={`Attributes of the link to ${link.spanId}`}
                />
              </Show>
            </li>
          )}
        </For>
      </ul>
      <Show when={props.span.droppedLinksCount > 0}>
        <p class="ex-none">{`${props.span.droppedLinksCount} more were dropped before sending.`}</p>
      </Show>
    </>
  );
}
