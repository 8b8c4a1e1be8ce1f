// biome-ignore-all lint/a11y/useSemanticElements: rows placed by hand cannot be a <table>; the roles are the real thing
// biome-ignore-all lint/a11y/useFocusableInteractive: the buttons in these cells take the focus
import { For, type JSX, Show } from 'solid-js';
import type { SearchSort } from '../library/trace-library.ts';

export interface ResultHeadProps {
  heightPx: number;
  sort: SearchSort;
  onSort: (sort: SearchSort) => void;
}

interface Column {
  name: string;
  class: string;
  /** What the first press sorts by, and what the next. */
  sorts?: readonly [SearchSort, SearchSort?];
}

const columns: readonly Column[] = [
  { name: 'Compare', class: 'sr-tick' },
  { name: 'Trace', class: 'sr-name' },
  { name: 'Services', class: 'sr-in' },
  { name: 'Spans', class: 'sr-spans', sorts: ['most-spans'] },
  { name: 'Errors', class: 'sr-errors', sorts: ['most-errors'] },
  { name: 'Duration', class: 'sr-duration', sorts: ['longest', 'shortest'] },
  { name: 'Start', class: 'sr-start', sorts: ['newest', 'oldest'] },
];

/** The names of the columns, which sort by them. */
export function ResultHead(props: ResultHeadProps): JSX.Element {
  const sorted = (column: Column) => {
    if (column.sorts === undefined || !column.sorts.includes(props.sort)) return undefined;
    return props.sort === 'oldest' || props.sort === 'shortest' ? 'ascending' : 'descending';
  };
  return (
    <div role="rowgroup" class="rl-head sr-head" style={{ height: `${props.heightPx}px` }}>
      <div role="row" class="rl-columns sr-columns" aria-rowindex={1}>
        <For each={columns}>
          {(column) => (
            <div role="columnheader" class={column.class} aria-sort={sorted(column)}>
              <Show
                when={column.sorts}
                fallback={<span classList={{ 'ex-hidden': column.name === 'Compare' }}>{column.name}</span>}
              >
                {(sorts) => (
                  <button
                    type="button"
                    class="sr-sort"
                    onClick={() =>
                      props.onSort(props.sort === sorts()[0] ? (sorts()[1] ?? sorts()[0]) : sorts()[0])
                    }
                  >
                    {column.name}
                    <span class="sr-arrow" aria-hidden="true">
                      {arrow(sorted(column))}
                    </span>
                  </button>
                )}
              </Show>
            </div>
          )}
        </For>
      </div>
    </div>
  );
}

function arrow(sorted: 'ascending' | 'descending' | undefined): string {
  if (sorted === undefined) return '';
  return sorted === 'ascending' ? '↑' : '↓';
}
