/** Find traces: a form, a plot, and what was found. */
import { createEffect, createMemo, createSignal, For, type JSX, on, onCleanup, Show } from 'solid-js';
import { parseTags } from '../library/tag-query.ts';
import type { SearchQuery, TraceLibrary } from '../library/trace-library.ts';
import { elementSize } from '../parts/element-size.ts';
import { Flag } from '../parts/Flag.tsx';
import { atTrace } from '../state/at-trace.ts';
import type { ExplorerState } from '../state/explorer-state.ts';
import { conditionsOf } from './conditions.ts';
import { NothingFound } from './NothingFound.tsx';
import { OperationLatency } from './OperationLatency.tsx';
import { ResultGrid } from './ResultGrid.tsx';
import { ResultsBar } from './ResultsBar.tsx';
import { Scatter } from './Scatter.tsx';
import { SearchForm } from './SearchForm.tsx';
import { createSearchSession } from './search-session.ts';
import { toggledTick } from './ticked.ts';
import '../parts/tokens.css';
import './search.css';

export interface SearchPageProps {
  library: TraceLibrary;
  /** All services of the library, in a lasting order: gives them their colours. */
  services: readonly string[];
  state: ExplorerState;
  onState: (change: Partial<ExplorerState>) => void;
  /** How traces come here, said when there are none: “Press Run”. */
  hint?: string | undefined;
  /** Milliseconds since 1970; the clock by default. */
  now?: (() => number) | undefined;
}

/** In a lower panel the plot would leave no room for the list. */
const plotFromPx = 440;
/** From here on the form has room beside the results. */
const besidePx = 900;
const agoEveryMs = 10_000;
/** Fewer are seen at a glance in the list. */
const leastToPlot = 3;
const mostProblems = 10;

export function SearchPage(props: SearchPageProps): JSX.Element {
  const now = (): number => (props.now ?? Date.now)();
  const [nowMs, setNowMs] = createSignal(now());
  const timer = setInterval(() => setNowMs(now()), agoEveryMs);
  onCleanup(() => clearInterval(timer));
  const [root, setRoot] = createSignal<HTMLElement>();
  const size = elementSize(root, { widthPx: window.innerWidth, heightPx: window.innerHeight });
  const beside = (): boolean => size().widthPx >= besidePx;
  // Where there is little room the form is folded: the traces are seen first.
  const [unfolded, setUnfolded] = createSignal(false);
  const [pointed, setPointed] = createSignal<string>();
  const [changes, setChanges] = createSignal(0);
  const [ticked, setTicked] = createSignal<string[]>([]);
  createEffect(
    on([() => props.state.left, () => props.state.right], (sides) => {
      const given = sides.filter((id) => id !== undefined);
      // More than two are in no address.
      if (given.length === 0 && ticked().length > 2) return;
      setTicked(given);
    }),
  );
  let reveal: ((traceId: string) => void) | undefined;

  const session = createSearchSession({
    library: () => props.library,
    query: () => props.state.query,
    onAnswer: () => {
      setNowMs(now());
      setChanges((count) => count + 1);
    },
  });
  const traces = createMemo(() => session.result()?.traces ?? []);
  const plotted = (): boolean => traces().length >= leastToPlot && size().heightPx >= plotFromPx;
  /** Without what the form says at its fields. */
  const problems = createMemo(() => {
    const said = beside() || unfolded() ? parseTags(props.state.query.tags).problems : [];
    return (session.result()?.problems ?? [])
      .filter((problem) => !said.some(({ message }) => message === problem))
      .slice(0, mostProblems);
  });
  const changeQuery = (part: Partial<SearchQuery>): void =>
    props.onState({ query: { ...props.state.query, ...part } });
  const open = (traceId: string): void => props.onState(atTrace(traceId));
  const tick = (next: string[]): void => {
    setTicked(next);
    // More than two are no comparison: the address keeps none then.
    const [left, right] = next.length > 2 ? [] : next;
    props.onState({ left, right });
  };

  return (
    <div class="ex" ref={setRoot}>
      <div class="sp" classList={{ 'sp-beside': beside() }}>
        <details
          class="sp-form"
          open={beside() || unfolded()}
          onToggle={(event) => setUnfolded(event.currentTarget.open)}
        >
          <summary>
            <span class="sp-form-name">Search</span>
            <span class="ex-muted">
              {conditionsOf(props.state.query)
                .map((condition) => condition.words)
                .join(' · ') || 'all traces'}
            </span>
          </summary>
          <SearchForm
            library={props.library}
            services={props.services}
            query={props.state.query}
            changes={changes()}
            onQuery={(query) => props.onState({ query })}
            onSearch={session.search}
          />
        </details>
        <section class="sp-found" aria-label="Results" aria-busy={session.busy()}>
          <ResultsBar
            shown={session.result() === undefined ? undefined : traces().length}
            found={session.result()?.found}
            fresh={session.fresh().size}
            busy={session.busy()}
            ticked={ticked().length}
            sort={props.state.query.sort}
            as={props.state.results ?? 'list'}
            plotted={plotted()}
            scale={props.state.durationScale ?? 'log'}
            onFresh={() => {
              const first = traces().find((trace) => session.fresh().has(trace.traceId));
              if (first !== undefined) reveal?.(first.traceId);
              session.acknowledge();
            }}
            onCancel={session.cancel}
            onCompare={() => {
              const [left, right] = ticked();
              props.onState({ page: 'compare', left, right });
            }}
            onUntick={() => tick([])}
            onSort={(sort) => changeQuery({ sort })}
            onAs={(results) => props.onState({ results })}
            onScale={(durationScale) => props.onState({ durationScale })}
          />
          <Show when={session.error()}>
            {(message) => (
              <div class="sp-problem" role="alert">
                <Flag kind="error" words="The search failed" />
                <p>{message()}</p>
                <button type="button" class="ex-button" onClick={session.search}>
                  Try again
                </button>
              </div>
            )}
          </Show>
          <For each={problems()}>
            {(problem) => (
              <p class="sp-problem">
                <Flag kind="warning" words="Not all was searched" /> <span>{problem}</span>
              </p>
            )}
          </For>
          <Show
            when={traces().length > 0}
            fallback={
              <Show when={session.result() !== undefined && session.error() === undefined}>
                <NothingFound
                  library={props.library}
                  query={props.state.query}
                  hint={props.hint}
                  onQuery={changeQuery}
                />
              </Show>
            }
          >
            <Show when={plotted()}>
              <Scatter
                traces={traces()}
                scale={props.state.durationScale ?? 'log'}
                pointed={pointed()}
                onPoint={setPointed}
                onOpen={open}
                onRange={(fromUnixNano, toUnixNano) =>
                  changeQuery({ fromUnixNano, toUnixNano, lookbackMs: undefined })
                }
              />
            </Show>
            <Show when={size().heightPx >= plotFromPx}>
              <OperationLatency
                query={props.state.query}
                traces={traces()}
                marked={pointed() ?? props.state.traceId}
                onQuery={changeQuery}
              />
            </Show>
            <ResultGrid
              traces={traces()}
              services={props.services}
              as={props.state.results ?? 'list'}
              sort={props.state.query.sort}
              ticked={ticked()}
              fresh={session.fresh()}
              pointed={pointed()}
              nowMs={nowMs()}
              onSort={(sort) => changeQuery({ sort })}
              onOpen={open}
              onTick={(traceId) => tick(toggledTick(ticked(), traceId))}
              onPoint={setPointed}
              reveal={(how) => {
                reveal = how;
              }}
            />
          </Show>
        </section>
      </div>
    </div>
  );
}
