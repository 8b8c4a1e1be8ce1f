import { ErrorBoundary, type JSX, lazy, Match, Suspense, Switch } from 'solid-js';
import type { TraceLibrary } from '../library/trace-library.ts';
import type { ExplorerState } from '../state/explorer-state.ts';
import { wordsOf } from './words-of.ts';

export interface ExplorerProps {
  library: TraceLibrary;
  /** In a lasting order: gives them their colours. */
  services: readonly string[];
  state: ExplorerState;
  onState: (change: Partial<ExplorerState>) => void;
}

const SearchPage = lazy(async () => ({ default: (await import('../search/SearchPage.tsx')).SearchPage }));
const TracePage = lazy(async () => ({ default: (await import('../trace/TracePage.tsx')).TracePage }));
const ComparePage = lazy(async () => ({ default: (await import('../compare/ComparePage.tsx')).ComparePage }));

const DependenciesPage = lazy(async () => ({
  default: (await import('../dependencies/DependenciesPage.tsx')).DependenciesPage,
}));

/** The page an address names. Each is loaded when it is first shown. */
export function Explorer(props: ExplorerProps): JSX.Element {
  return (
    <ErrorBoundary
      fallback={(error: unknown, again) => {
        console.error(error);
        return (
          <div class="ex-empty" role="alert">
            <p>This page cannot be shown: {wordsOf(error)}</p>
            <p>
              <button type="button" class="ex-button" onClick={again}>
                Try again
              </button>
            </p>
          </div>
        );
      }}
    >
      <Suspense>
        <Switch>
          <Match when={props.state.page === 'search'}>
            <SearchPage {...props} />
          </Match>
          <Match when={props.state.page === 'trace' && props.state.traceId !== undefined}>
            <TracePage {...props} traceId={props.state.traceId ?? ''} />
          </Match>
          <Match when={props.state.page === 'compare'}>
            <ComparePage {...props} />
          </Match>
          <Match when={props.state.page === 'dependencies'}>
            <DependenciesPage {...props} />
          </Match>
        </Switch>
      </Suspense>
    </ErrorBoundary>
  );
}
