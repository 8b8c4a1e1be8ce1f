import { type JSX, Show } from 'solid-js';
import type { Row } from '../model/trace-columns.ts';
import { CopyButton } from '../parts/CopyButton.tsx';
import { Fact } from './Fact.tsx';
import { rowTitle } from './row-title.ts';
import type { ShownSpan } from './shown-span.ts';
import { spanIdNumber } from './span-ref.ts';

/** Who caused it: a step away when that span has arrived. */
export function ParentFact(props: { shown: ShownSpan; onSelect: (row: Row) => void }): JSX.Element {
  const id = (): string => props.shown.span.parentSpanId;
  const row = (): Row | undefined => parentRow(props.shown);
  return (
    <Fact name="Parent">
      <Show when={id() !== ''} fallback={<span class="ex-muted">none: this is a root span</span>}>
        <Show
          when={row() !== undefined}
          fallback={
            <>
              <code>{id()}</code>
              <CopyButton what="parent’s span id" text={id} />
              <span class="ex-muted">not received</span>
            </>
          }
        >
          <button type="button" class="ex-follow" onClick={() => props.onSelect(row() ?? 0)}>
            <bdi>{rowTitle(props.shown.columns, row() ?? 0)}</bdi>
          </button>
        </Show>
      </Show>
    </Fact>
  );
}

/** Also of a span that is drawn at the top, as its parent is below it: ids can go round in a circle. */
function parentRow({ columns, row, span }: ShownSpan): Row | undefined {
  const drawnUnder = columns.parent[row] ?? -1;
  if (drawnUnder >= 0) return drawnUnder;
  const number = spanIdNumber(span.parentSpanId);
  const found = number === undefined ? -1 : columns.spanId.indexOf(number);
  return found < 0 ? undefined : found;
}
