import { createMemo, For, type JSX, Show } from 'solid-js';
import { plural } from '../../words.ts';
import type { LinkedSpan } from '../library/trace-library.ts';
import type { Row } from '../model/trace-columns.ts';
import { createAnswer } from '../parts/create-answer.ts';
import { createGradual } from './gradual.ts';
import { spanTitle } from './row-title.ts';
import type { ShownSpan } from './shown-span.ts';
import { type SpanRef, spanIdNumber } from './span-ref.ts';

const listed = 30;

export interface LinkedFromProps {
  shown: ShownSpan;
  onSelect: (row: Row) => void;
  onFollow: (ref: SpanRef) => void;
}

/** Spans that link to this one: links are written on one side only, and asked for from both. */
export function LinkedFrom(props: LinkedFromProps): JSX.Element {
  const { value } = createAnswer({
    source: () => props.shown,
    about: ({ span }) => `${span.traceId} ${span.spanId}`,
    ask: ({ trace, row }): Promise<LinkedSpan[]> => trace.linkedFrom(row),
  });
  const links = createMemo((): LinkedSpan[] => value() ?? []);
  const { shown, isCut, showAll } = createGradual({
    count: () => links().length,
    first: listed,
    perFrame: 30,
  });
  const follow = (link: LinkedSpan): void => {
    const number = link.traceId === props.shown.span.traceId ? spanIdNumber(link.spanId) : undefined;
    const row = number === undefined ? -1 : props.shown.columns.spanId.indexOf(number);
    if (row >= 0) props.onSelect(row);
    else props.onFollow(link);
  };
  return (
    <Show when={links().length > 0}>
      <h4>Linked from</h4>
      <ul class="ex-links">
        <For each={links().slice(0, shown())}>
          {(link) => (
            <li class="ex-link-line">
              <button type="button" class="ex-follow" onClick={() => follow(link)}>
                <bdi>{spanTitle(link.service, link.name)}</bdi>
              </button>
              <span class="ex-muted">
                {link.traceId === props.shown.span.traceId ? 'in this trace' : 'in another trace'}
              </span>
            </li>
          )}
        </For>
      </ul>
      <Show when={isCut()}>
        <button type="button" class="ex-button sd-more" onClick={showAll}>
          {`Show all ${plural(links().length, 'span')}`}
        </button>
      </Show>
    </Show>
  );
}
