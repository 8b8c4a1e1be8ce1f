// biome-ignore-all lint/a11y/useSemanticElements: as in LongGrid.tsx
// biome-ignore-all lint/a11y/useFocusableInteractive: the button in it takes the focus
import { type JSX, Show } from 'solid-js';
import { CloseMark } from '../../parts/marks.tsx';
import type { GridColumn, GridSort } from './LongGrid.tsx';

export function HeadCell(props: {
  column: GridColumn;
  sort: GridSort | undefined;
  onSort: ((sort: GridSort) => void) | undefined;
}): JSX.Element {
  const descending = (): boolean | undefined =>
    props.sort?.id === props.column.id ? props.sort.descending : undefined;
  const next = (): GridSort => {
    const now = descending();
    return { id: props.column.id, descending: now === undefined ? props.column.figures === true : !now };
  };
  return (
    <div
      role="columnheader"
      class="lg-cell"
      classList={{ 'lg-figures': props.column.figures === true }}
      aria-sort={descending() === undefined ? undefined : descending() ? 'descending' : 'ascending'}
      title={props.column.help}
    >
      <Show when={props.column.sortable} fallback={<bdi>{props.column.title}</bdi>}>
        <button type="button" class="lg-sort" onClick={() => props.onSort?.(next())}>
          <bdi>{props.column.title}</bdi>
          <span class="lg-arrow" aria-hidden="true">
            {descending() === undefined ? '' : descending() ? '↓' : '↑'}
          </span>
        </button>
      </Show>
      <Show when={props.column.onRemove}>
        {(remove) => (
          <button
            type="button"
            class="ex-button ex-button-icon"
            aria-label={`Remove column ${props.column.title}`}
            onClick={() => remove()()}
          >
            <CloseMark />
          </button>
        )}
      </Show>
    </div>
  );
}
