import { For, type JSX, Show } from 'solid-js';
import { writeAddress } from '../state/explorer-address.ts';
import type { ExplorerState } from '../state/explorer-state.ts';
import { pageNames } from './page-names.ts';

const pages = ['search', 'trace', 'compare', 'dependencies'] as const;

/** The explorer's pages, as links: they open in a tab of their own, too. */
export function PageTabs(props: {
  state: ExplorerState;
  onState: (change: Partial<ExplorerState>) => void;
}): JSX.Element {
  const leadsTo = (page: ExplorerState['page']) => `#${writeAddress({ ...props.state, page })}`;
  return (
    <nav class="app-tabs" aria-label="Pages of the explorer">
      <For each={pages}>
        {(page) => (
          <Show when={page !== 'trace' || props.state.traceId !== undefined}>
            <a
              class="app-tab"
              href={leadsTo(page)}
              aria-current={props.state.page === page ? 'page' : undefined}
              onClick={(event) => {
                if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
                event.preventDefault();
                props.onState({ page });
              }}
            >
              {pageNames[page]}
            </a>
          </Show>
        )}
      </For>
    </nav>
  );
}
