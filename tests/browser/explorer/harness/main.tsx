/** Shows one scene at a time. What a panel tells its owner is written to `document.body.dataset`. */
import { createSignal, type JSX, Match, Switch } from 'solid-js';
import { render } from 'solid-js/web';
import { createMemoryLibrary } from '../../../../src/explorer/library/memory-library.ts';
import { type ExplorerState, initialState } from '../../../../src/explorer/state/explorer-state.ts';
import { TracePage } from '../../../../src/explorer/trace/TracePage.tsx';
import { RequestBox } from '../../../../src/workbench/panels/request/RequestBox.tsx';
import { WirePanel } from '../../../../src/workbench/panels/wire/WirePanel.tsx';
import { CollectorHarness } from './CollectorHarness.tsx';
import { answerTo, type RequestScene, scenes, type TraceScene, type WireScene } from './scenes.ts';
import '../../../../src/styles/theme.css';
import '../../../../src/service-colours.css';
import './page.css';

const wanted = new URLSearchParams(location.search);
document.documentElement.dataset['theme'] = wanted.get('theme') ?? 'dark';
const scene = scenes[wanted.get('scene') ?? 'lesson'];
const tell = (what: string, value: unknown): void => {
  document.body.dataset[what] = JSON.stringify(value);
};

function Trace(props: { scene: TraceScene }): JSX.Element {
  const library = createMemoryLibrary();
  library.add(props.scene.spans());
  const [state, setState] = createSignal<ExplorerState>({ ...initialState, page: 'trace' });
  return (
    <TracePage
      library={library}
      traceId={state().traceId}
      services={props.scene.services}
      state={state()}
      onState={(change) => setState((before) => ({ ...before, ...change }))}
      sources={props.scene.sources}
      onOpenSource={(location) => tell('opened', location)}
      picker
    />
  );
}

function Wire(props: { scene: WireScene }): JSX.Element {
  return (
    <WirePanel
      exchanges={props.scene.exchanges()}
      services={props.scene.services}
      onOpenSpan={(ref) => tell('opened', ref)}
    />
  );
}

function Request(props: { scene: RequestScene }): JSX.Element {
  return (
    <RequestBox
      servers={props.scene.servers}
      services={props.scene.services}
      send={(input) => {
        tell('sent', input);
        return Promise.resolve(answerTo(input));
      }}
    />
  );
}

render(
  () => (
    <Switch>
      <Match when={scene?.panel === 'trace' && scene}>{(it) => <Trace scene={it()} />}</Match>
      <Match when={scene?.panel === 'wire' && scene}>{(it) => <Wire scene={it()} />}</Match>
      <Match when={scene?.panel === 'collector' && scene}>
        {(it) => <CollectorHarness scene={it()} tell={tell} />}
      </Match>
      <Match when={scene?.panel === 'request' && scene}>{(it) => <Request scene={it()} />}</Match>
    </Switch>
  ),
  document.querySelector('#panel') ?? document.body,
);
