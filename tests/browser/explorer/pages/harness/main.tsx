/**
 * Shows one page over one library: `?page=search&library=shop&theme=dark`; more of the state is JSON in `state`.
 * What the page asks for is written to `document.body.dataset.state`.
 */
import { createSignal, type JSX, Match, Switch } from 'solid-js';
import { render } from 'solid-js/web';
import { ComparePage } from '../../../../../src/explorer/compare/ComparePage.tsx';
import { DependenciesPage } from '../../../../../src/explorer/dependencies/DependenciesPage.tsx';
import { SearchPage } from '../../../../../src/explorer/search/SearchPage.tsx';
import { type ExplorerState, initialState } from '../../../../../src/explorer/state/explorer-state.ts';
import { dayStart } from '../../harness/make-span.ts';
import { laterTraces, libraries } from './libraries.ts';
import '../../../../../src/styles/theme.css';
import '../../../../../src/service-colours.css';
import '../../harness/page.css';

declare global {
  interface Window {
    /** Traces arrive. */
    addTraces: (count: number) => void;
  }
}

const wanted = new URLSearchParams(location.search);
document.documentElement.dataset['theme'] = wanted.get('theme') ?? 'dark';
const scene = (libraries[wanted.get('library') ?? 'shop'] ?? libraries['shop'])?.();
if (scene === undefined) throw new Error('There is no such library.');
const { library, memory } = scene;
window.addTraces = (count) => memory.add(laterTraces(count));
const services = await library.services();

const given = JSON.parse(wanted.get('state') ?? '{}') as Partial<ExplorerState>;
/** `#0` stands for the earliest trace of the library. */
const early = (await memory.search({ ...initialState.query, limit: 10, sort: 'oldest' })).traces;
const idOf = (id: string | undefined): string | undefined =>
  id?.startsWith('#') === true ? early[Number(id.slice(1))]?.traceId : id;
const [state, setState] = createSignal<ExplorerState>({
  ...initialState,
  page: (wanted.get('page') ?? 'search') as ExplorerState['page'],
  ...given,
  left: idOf(given.left),
  right: idOf(given.right),
  query: { ...initialState.query, limit: 100, ...given.query },
});
const tell = (): void => {
  document.body.dataset['state'] = JSON.stringify(state(), (_, value: unknown) =>
    typeof value === 'bigint' ? String(value) : value,
  );
};
const onState = (change: Partial<ExplorerState>): void => {
  setState({ ...state(), ...change });
  tell();
};
tell();

function Page(): JSX.Element {
  const now = (): number => Number(dayStart / 1_000_000n) + 240_000;
  return (
    <Switch>
      <Match when={state().page === 'search'}>
        <SearchPage
          library={library}
          services={services}
          state={state()}
          onState={onState}
          hint="Press Run."
          now={now}
        />
      </Match>
      <Match when={state().page === 'compare'}>
        <ComparePage library={library} services={services} state={state()} onState={onState} />
      </Match>
      <Match when={state().page === 'dependencies'}>
        <DependenciesPage library={library} services={services} state={state()} onState={onState} />
      </Match>
      <Match when={state().page === 'trace'}>
        <p class="ex">
          {`The trace ${state().traceId}`}
          <button type="button" onClick={() => onState({ page: 'search' })}>
            Back
          </button>
        </p>
      </Match>
    </Switch>
  );
}

render(() => <Page />, document.querySelector('#panel') ?? document.body);
