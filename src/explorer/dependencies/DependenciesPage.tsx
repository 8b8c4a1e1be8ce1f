/** Which services call which: a graph, a table, a matrix. */
import {
  createEffect,
  createMemo,
  createSignal,
  type JSX,
  lazy,
  Match,
  on,
  onCleanup,
  Show,
  Suspense,
  Switch,
} from 'solid-js';
import { plural } from '../../words.ts';
import { followLibrary } from '../library/follow-library.ts';
import type { Dependency, TraceLibrary } from '../library/trace-library.ts';
import { elementWidth } from '../parts/element-size.ts';
import { Flag } from '../parts/Flag.tsx';
import { conditionsOf, sameQuery } from '../search/conditions.ts';
import { WordSwitch } from '../search/WordSwitch.tsx';
import type { ExplorerState } from '../state/explorer-state.ts';
import { CallMatrix } from './CallMatrix.tsx';
import { CallTable } from './CallTable.tsx';
import { callMap, queryOfCalls } from './call-map.ts';
import '../parts/tokens.css';
import './dependencies.css';

const CallGraph = lazy(() => import('./CallGraph.tsx').then((module) => ({ default: module.CallGraph })));

export interface DependenciesPageProps {
  library: TraceLibrary;
  services: readonly string[];
  state: ExplorerState;
  onState: (change: Partial<ExplorerState>) => void;
}

const forms = ['graph', 'table', 'matrix'] as const;
const scopes = ['all', 'search'] as const;

export function DependenciesPage(props: DependenciesPageProps): JSX.Element {
  const [root, setRoot] = createSignal<HTMLElement>();
  const width = elementWidth(root, window.innerWidth);
  const ofSearch = (): boolean => props.state.dependenciesOf === 'search';
  const query = createMemo(() => (ofSearch() ? props.state.query : undefined), undefined, {
    equals: (one, other) => one === other || (!!one && !!other && sameQuery(one, other)),
  });
  // What was counted stays on show when it cannot be counted again.
  const [dependencies, setDependencies] = createSignal<readonly Dependency[]>();
  const [problem, setProblem] = createSignal<string>();
  let again = (): void => undefined;
  createEffect(
    on([() => props.library, query], ([library, of]) => {
      const following = followLibrary({
        library,
        ask: (signal) => library.dependencies(of, signal),
        onAnswer: (calls) => {
          setDependencies(calls);
          setProblem(undefined);
        },
        onError: (error) => {
          const said = error instanceof Error && error.message !== '';
          setProblem(said ? error.message : 'The calls could not be counted.');
        },
        onFrame: (callback) => void requestAnimationFrame(callback),
      });
      again = following.again;
      onCleanup(() => following[Symbol.dispose]());
    }),
  );
  const map = createMemo(() => callMap(dependencies() ?? []));
  const form = () => props.state.dependenciesAs ?? 'graph';
  const open = (call: Dependency): void =>
    props.onState({
      page: 'search',
      query: queryOfCalls(call, props.state.query),
    });
  const searchWords = (): string =>
    conditionsOf(props.state.query)
      .map((condition) => condition.words)
      .join(' · ') || 'all traces';

  return (
    <div class="ex" ref={setRoot}>
      <div class="dn">
        <div class="dn-bar">
          <p role="status">
            <strong>
              {dependencies() === undefined
                ? 'Counting calls…'
                : `${plural(map().services.length, 'service')}, ${plural(map().calls.length, 'pair')} of caller and called`}
            </strong>
          </p>
          <Show when={ofSearch() ? searchWords() : props.library.abilities.callsOf}>
            {(words) => (
              <span class="ex-muted dn-of">
                of <bdi>{words()}</bdi>
              </span>
            )}
          </Show>
          <span class="dn-gap" />
          <WordSwitch
            label="Traces"
            options={scopes}
            words={{ all: 'All traces', search: 'Those searched for' }}
            value={props.state.dependenciesOf ?? 'all'}
            onChange={(dependenciesOf) => props.onState({ dependenciesOf })}
          />
          <WordSwitch
            label="Calls as"
            options={forms}
            value={form()}
            onChange={(dependenciesAs) => props.onState({ dependenciesAs })}
          />
        </div>
        <Show when={problem()}>
          {(words) => (
            <div class="dn-problem" role="alert">
              <Flag kind="error" words="The calls could not be counted" />
              <p>{words()}</p>
              <button type="button" class="ex-button" onClick={() => again()}>
                Try again
              </button>
            </div>
          )}
        </Show>
        <Show
          when={map().calls.length > 0}
          fallback={
            <Show when={dependencies() !== undefined}>
              <div class="ex-empty">
                <p>Calls from one service to another appear here.</p>
                <p>
                  {ofSearch()
                    ? 'The traces searched for have none: search for others, or look at all traces.'
                    : 'No trace has a span whose parent is another service’s.'}
                </p>
              </div>
            </Show>
          }
        >
          <Switch>
            <Match when={form() === 'graph'}>
              <Suspense fallback={<p class="dn-note ex-muted">Loading…</p>}>
                <CallGraph
                  map={map()}
                  services={props.services}
                  direction={width() < 700 ? 'down' : 'right'}
                  onOpen={open}
                />
              </Suspense>
            </Match>
            <Match when={form() === 'table'}>
              <CallTable calls={map().calls} services={props.services} onOpen={open} />
            </Match>
            <Match when={form() === 'matrix'}>
              <CallMatrix map={map()} services={props.services} onOpen={open} />
            </Match>
          </Switch>
        </Show>
      </div>
    </div>
  );
}
