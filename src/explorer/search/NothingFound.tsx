import { For, type JSX, Show } from 'solid-js';
import type { SearchQuery, TraceLibrary } from '../library/trace-library.ts';
import { conditionsOf } from './conditions.ts';

export interface NothingFoundProps {
  library: TraceLibrary;
  query: SearchQuery;
  /** How traces come here, said when there are none at all. */
  hint?: string | undefined;
  onQuery: (part: Partial<SearchQuery>) => void;
}

/** Why there is nothing, and what to do about it. */
export function NothingFound(props: NothingFoundProps): JSX.Element {
  const conditions = () => conditionsOf(props.query);
  return (
    <div class="ex-empty">
      <Show
        when={conditions().length > 0}
        fallback={
          <>
            <p>Traces appear here.</p>
            <p>{props.hint ?? 'There are none yet.'}</p>
          </>
        }
      >
        <p>No trace fits.</p>
        <p>All of this must hold. Take something away:</p>
        <ul class="sr-conditions">
          <For each={conditions()}>
            {(condition) => (
              <li>
                <button
                  type="button"
                  class="ex-button"
                  title={condition.words}
                  onClick={() => props.onQuery(condition.without)}
                >
                  Without <bdi>{condition.words}</bdi>
                </button>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </div>
  );
}
