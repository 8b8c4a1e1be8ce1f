/** One view of one trace: `?scene=table.shop`. What it tells its owner is written to `document.body.dataset`. */
import { createResource, createSignal, type JSX, Show } from 'solid-js';
import { Dynamic, render } from 'solid-js/web';
import { createMemoryLibrary } from '../../../../src/explorer/library/memory-library.ts';
import type { OpenTrace } from '../../../../src/explorer/library/trace-library.ts';
import type { Row } from '../../../../src/explorer/model/trace-columns.ts';
import { type ExplorerState, initialState } from '../../../../src/explorer/state/explorer-state.ts';
import '../../../../src/explorer/parts/tokens.css';
import '../../../../src/styles/theme.css';
import '../../../../src/service-colours.css';
import '../harness/page.css';
import { traces, views } from './scenes.ts';

const wanted = new URLSearchParams(location.search);
document.documentElement.dataset['theme'] = wanted.get('theme') ?? 'dark';
const [viewName = '', traceName = ''] = (wanted.get('scene') ?? 'table.shop').split('.');
const tell = (what: string, value: unknown): void => {
  document.body.dataset[what] = JSON.stringify(value);
};

function View(props: { trace: OpenTrace; services: readonly string[] }): JSX.Element {
  const [state, setState] = createSignal<ExplorerState>({
    ...initialState,
    find: wanted.get('find') ?? '',
    hiddenServices: wanted.getAll('hidden'),
  });
  const [selected, setSelected] = createSignal<Row>();
  const [at, setAt] = createSignal<{ row: Row }>();
  // As a find or “next error” would.
  addEventListener('go', (event) => {
    if (event instanceof CustomEvent) setAt({ row: Number(event.detail) });
  });
  addEventListener('choose', (event) => {
    if (event instanceof CustomEvent) setSelected(Number(event.detail));
  });
  const [matches] = createResource(
    () => state().find || undefined,
    async (find) => (await props.trace.find(find)).matches,
  );
  return (
    <div class="ex">
      <Dynamic
        component={views[viewName]}
        trace={props.trace}
        columns={props.trace.columns}
        services={props.services}
        state={state()}
        onState={(change: Partial<ExplorerState>) => {
          setState({ ...state(), ...change });
          tell('state', change);
        }}
        selected={selected()}
        onSelect={(row: Row | undefined) => {
          setSelected(row);
          tell(
            'selected',
            row === undefined ? null : props.trace.columns.names[props.trace.columns.name[row] ?? 0],
          );
        }}
        at={at()}
        matches={matches()}
      />
    </div>
  );
}

async function open(): Promise<{ trace: OpenTrace; services: string[] }> {
  const library = createMemoryLibrary();
  library.add(traces[traceName]?.() ?? []);
  const [traceId = ''] = library.traceIds;
  return { trace: await library.open(traceId), services: await library.services() };
}

const opened = await open();
render(
  () => (
    <Show when={views[viewName] !== undefined} fallback={<p class="ex">There is no view {viewName}.</p>}>
      <View {...opened} />
    </Show>
  ),
  document.querySelector('#panel') ?? document.body,
);
