import { For, type JSX, Show } from 'solid-js';
import { plural } from '../../words.ts';
import type { SearchSort } from '../library/trace-library.ts';
import { whatToTick } from './ticked.ts';
import { WordSwitch } from './WordSwitch.tsx';

export interface ResultsBarProps {
  /** Undefined until there is an answer. */
  shown: number | undefined;
  /** How many there are without the limit, where somebody counts. */
  found: number | undefined;
  fresh: number;
  busy: boolean;
  ticked: number;
  sort: SearchSort;
  as: 'list' | 'table';
  plotted: boolean;
  scale: 'log' | 'linear';
  onFresh: () => void;
  onCancel: () => void;
  onCompare: () => void;
  onUntick: () => void;
  onSort: (sort: SearchSort) => void;
  onAs: (as: 'list' | 'table') => void;
  onScale: (scale: 'log' | 'linear') => void;
}

const sorts: readonly (readonly [SearchSort, string])[] = [
  ['newest', 'Newest first'],
  ['oldest', 'Oldest first'],
  ['longest', 'Longest first'],
  ['shortest', 'Shortest first'],
  ['most-spans', 'Most spans first'],
  ['most-errors', 'Most errors first'],
];

/** How much was found, and how it is shown. */
export function ResultsBar(props: ResultsBarProps): JSX.Element {
  const whatToDo = () => whatToTick(props.ticked);
  return (
    <div class="sb">
      <p class="sb-count" role="status">
        <strong>{props.shown === undefined ? '' : countWords(props.shown, props.found)}</strong>
        <Show when={props.fresh > 0}>
          <button type="button" class="ex-button sb-fresh" onClick={() => props.onFresh()}>
            {`${props.fresh.toLocaleString('en')} new`}
          </button>
        </Show>
      </p>
      <Show when={props.busy}>
        <span class="sb-busy">
          Searching…
          <button type="button" class="ex-button" onClick={() => props.onCancel()}>
            Cancel
          </button>
        </span>
      </Show>
      <span class="sb-gap" />
      <Show when={(props.shown ?? 0) > 0}>
        <span class="sb-compare">
          <span class="ex-muted" id="search-what-to-tick">
            {whatToDo() ?? ''}
          </span>
          <Show when={props.ticked > 0}>
            <button type="button" class="ex-button" onClick={() => props.onUntick()}>
              Untick all
            </button>
          </Show>
          <button
            type="button"
            class="ex-button"
            aria-disabled={whatToDo() !== undefined}
            aria-describedby="search-what-to-tick"
            onClick={() => whatToDo() === undefined && props.onCompare()}
          >
            Compare
          </button>
        </span>
        <select
          class="sb-sort"
          aria-label="Order"
          onChange={(event) => {
            const chosen = sorts.find(([sort]) => sort === event.currentTarget.value);
            if (chosen !== undefined) props.onSort(chosen[0]);
          }}
        >
          <For each={sorts}>
            {([sort, label]) => (
              <option value={sort} selected={sort === props.sort}>
                {label}
              </option>
            )}
          </For>
        </select>
        <WordSwitch
          label="Results as"
          options={['list', 'table']}
          value={props.as}
          onChange={(as) => props.onAs(as)}
        />
        <Show when={props.plotted}>
          <WordSwitch
            label="Duration axis"
            options={['log', 'linear']}
            value={props.scale}
            onChange={(scale) => props.onScale(scale)}
          />
        </Show>
      </Show>
    </div>
  );
}

function countWords(shown: number, found: number | undefined): string {
  return found !== undefined && found > shown
    ? `${shown.toLocaleString('en')} of ${plural(found, 'trace')}`
    : plural(shown, 'trace');
}
