/** The timeline with its find bar, as a page around it would have them. What it tells is on `window.told`. */
import type { Span } from '@spanlab/sandbox/schemas/trace.ts';
import { createSignal, type JSX } from 'solid-js';
import { render } from 'solid-js/web';
import type { EventColumns, FindResult, OpenTrace } from '../../../../src/explorer/library/trace-library.ts';
import { columnsOf } from '../../../../src/explorer/model/columns-of.ts';
import type { Row, TraceColumns } from '../../../../src/explorer/model/trace-columns.ts';
import { type ExplorerState, initialState } from '../../../../src/explorer/state/explorer-state.ts';
import { FindBar } from '../../../../src/explorer/timeline/FindBar.tsx';
import { ServicesMenu } from '../../../../src/explorer/timeline/ServicesMenu.tsx';
import { Timeline } from '../../../../src/explorer/timeline/Timeline.tsx';
import { scenes } from './scenes.ts';
import '../../../../src/styles/theme.css';
import '../../../../src/service-colours.css';
import '../../../../src/explorer/parts/tokens.css';
import '../harness/page.css';
import './page.css';

declare global {
  interface Window {
    told: { state: ExplorerState; selected: Row | undefined };
  }
}

const wanted = new URLSearchParams(location.search);
document.documentElement.dataset['theme'] = wanted.get('theme') ?? 'dark';
const scene = scenes[wanted.get('scene') ?? 'lesson'];

function openTrace(events: EventColumns, columns: TraceColumns): OpenTrace {
  const unused = (): never => {
    throw new Error('The timeline does not ask for this.');
  };
  return {
    columns,
    span: unused,
    spans: unused,
    attributeKeys: unused,
    attribute: unused,
    linkedFrom: unused,
    write: unused,
    find: async (query) => findByName(columns, query),
    events: async () => events,
  };
}

function findByName(columns: TraceColumns, query: string): FindResult {
  const text = query.toLowerCase();
  const hit = columns.names.map((name) => name.toLowerCase().includes(text));
  const matches = Uint8Array.from(columns.name, (name) => (hit[name] === true ? 1 : 0));
  return { matches, count: matches.reduce((sum, each) => sum + each, 0) };
}

function eventsOf(spans: readonly Span[], columns: TraceColumns): EventColumns {
  // Spans are numbered as they come.
  const rowOf = new Map<number, Row>();
  columns.number.forEach((number, row) => {
    rowOf.set(number, row);
  });
  const all = spans.flatMap((span, number) =>
    span.events.map((event, index) => ({
      row: rowOf.get(number) ?? 0,
      timeNs: Number(event.timeUnixNano - columns.startUnixNano),
      index,
    })),
  );
  return {
    length: all.length,
    names: ['event'],
    name: new Uint32Array(all.length),
    row: Uint32Array.from(all, ({ row }) => row),
    timeNs: Float64Array.from(all, ({ timeNs }) => timeNs),
    index: Uint32Array.from(all, ({ index }) => index),
  };
}

function Page(): JSX.Element {
  // Nothing keeps the spans: a page has their columns alone.
  const make = (): OpenTrace => {
    const spans = scene?.spans() ?? [];
    const made = columnsOf(spans);
    return openTrace(eventsOf(spans, made), made);
  };
  const trace = make();
  const { columns } = trace;
  const [state, setState] = createSignal<ExplorerState>({ ...initialState, page: 'trace' });
  const [selected, setSelected] = createSignal<Row>();
  const [matches, setMatches] = createSignal<Uint8Array>();
  const [at, setAt] = createSignal<{ row: Row }>();
  const onState = (change: Partial<ExplorerState>): void => {
    setState({ ...state(), ...change });
    tell();
  };
  const tell = (): void => {
    window.told = { state: state(), selected: selected() };
  };
  tell();
  addEventListener('state', (event) => onState((event as CustomEvent<Partial<ExplorerState>>).detail));
  addEventListener('select', (event) => setSelected((event as CustomEvent<Row | undefined>).detail));
  return (
    <div class="ex page">
      <div class="page-head">
        <ServicesMenu
          columns={columns}
          services={scene?.services ?? []}
          hidden={state().hiddenServices}
          onHidden={(hiddenServices) => onState({ hiddenServices })}
        />
        <FindBar
          trace={trace}
          columns={columns}
          state={state()}
          onState={onState}
          onMatches={setMatches}
          onGo={(row) => setAt({ row })}
        />
      </div>
      <Timeline
        trace={trace}
        columns={columns}
        services={scene?.services ?? []}
        state={state()}
        onState={onState}
        selected={selected()}
        onSelect={(row) => {
          setSelected(row);
          tell();
        }}
        matches={matches()}
        at={at()}
      />
    </div>
  );
}

render(() => <Page />, document.getElementById('panel') ?? document.body);
