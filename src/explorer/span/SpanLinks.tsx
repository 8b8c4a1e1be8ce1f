import type { SpanLink } from '@spanlab/sandbox/schemas/trace.ts';
import { For, type JSX, Match, Show, Switch } from 'solid-js';
import { plural } from '../../words.ts';
import type { LinkedSpan } from '../library/trace-library.ts';
import type { Row } from '../model/trace-columns.ts';
import { CopyButton } from '../parts/CopyButton.tsx';
import { createAnswer } from '../parts/create-answer.ts';
import { AttributeTable } from './AttributeTable.tsx';
import { createGradual } from './gradual.ts';
import { rowTitle, spanTitle } from './row-title.ts';
import type { ShownSpan } from './shown-span.ts';
import { type SpanRef, spanIdNumber } from './span-ref.ts';

const listed = 30;

export interface SpanLinksProps {
  shown: ShownSpan;
  /** A span of another trace. Undefined when it is not among those received; not given when nobody can tell. */
  findSpan: ((ref: SpanRef) => Promise<LinkedSpan | undefined>) | undefined;
  onSelect: (row: Row) => void;
  onFollow: (ref: SpanRef) => void;
}

/** Spans this one points at without being their child, here or in other traces. */
export function SpanLinks(props: SpanLinksProps): JSX.Element {
  const links = () => props.shown.span.links;
  const { shown, isCut, showAll } = createGradual({
    count: () => links().length,
    first: listed,
    perFrame: 20,
  });
  return (
    <>
      <ul class="ex-links">
        <For each={links().slice(0, shown())}>
          {(link) => (
            <li>
              <p class="ex-link-line">
                <Target link={link} {...props} />
              </p>
              <Show when={link.traceState !== ''}>
                <p class="ex-muted">
                  trace state <bdi>{link.traceState}</bdi>
                </p>
              </Show>
              <Show when={link.attributes.length > 0}>
                <AttributeTable
                  attributes={link.attributes}
                  owner="link"
                  label={`Attributes of the link to ${link.spanId}`}
                />
              </Show>
            </li>
          )}
        </For>
      </ul>
      <Show when={isCut()}>
        <button type="button" class="ex-button sd-more" onClick={showAll}>
          {`Show all ${plural(links().length, 'link')}`}
        </button>
      </Show>
      <Show when={props.shown.span.droppedLinksCount > 0}>
        <p class="ex-none">{`${props.shown.span.droppedLinksCount} more were dropped before sending.`}</p>
      </Show>
    </>
  );
}

function Target(props: SpanLinksProps & { link: SpanLink }): JSX.Element {
  const isHere = (): boolean => props.link.traceId === props.shown.span.traceId;
  const row = (): Row => {
    const number = spanIdNumber(props.link.spanId);
    return isHere() && number !== undefined ? props.shown.columns.spanId.indexOf(number) : -1;
  };
  const { value: elsewhere, pending } = createAnswer({
    source: () => (isHere() ? undefined : props.findSpan),
    about: () => props.link.spanId,
    ask: (find) => find(props.link),
  });
  const isMissing = (): boolean =>
    isHere() || (props.findSpan !== undefined && !pending() && elsewhere() === undefined);
  return (
    <Switch
      fallback={
        <>
          <button type="button" class="ex-follow" onClick={() => props.onFollow(props.link)}>
            <bdi>{elsewhereTitle(elsewhere(), props.link)}</bdi>
          </button>
          <span class="ex-muted">in another trace</span>
        </>
      }
    >
      <Match when={row() >= 0}>
        <button type="button" class="ex-follow" onClick={() => props.onSelect(row())}>
          <bdi>{rowTitle(props.shown.columns, row())}</bdi>
        </button>
        <span class="ex-muted">in this trace</span>
      </Match>
      <Match when={isMissing()}>
        <span>
          span <code>{props.link.spanId}</code> of trace <code>{props.link.traceId}</code>
          <span class="ex-muted"> — not received here</span>
        </span>
        <CopyButton what="linked span id" text={() => props.link.spanId} />
      </Match>
    </Switch>
  );
}

function elsewhereTitle(found: LinkedSpan | undefined, link: SpanLink): string {
  return found === undefined
    ? `span ${link.spanId} of trace ${link.traceId}`
    : spanTitle(found.service, found.name);
}
