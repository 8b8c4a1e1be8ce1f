/** The page of one trace, with a library behind it. What it tells is on `window.shownState`. */
import { createSignal, type JSX } from 'solid-js';
import { render } from 'solid-js/web';
import { type ExplorerState, initialState } from '../../../../src/explorer/state/explorer-state.ts';
import { TracePage } from '../../../../src/explorer/trace/TracePage.tsx';
import { scenes } from './scenes.ts';
import '../../../../src/styles/theme.css';
import '../../../../src/service-colours.css';
import './page.css';

declare global {
  interface Window {
    shownState: ExplorerState;
    /** Changes the state as an address would. */
    tell: (change: Partial<ExplorerState>) => void;
    next: () => void;
  }
}

const wanted = new URLSearchParams(location.search);
document.documentElement.dataset['theme'] = wanted.get('theme') ?? 'dark';

function Page(): JSX.Element {
  const scene = scenes[wanted.get('scene') ?? 'lesson']?.();
  const [state, setState] = createSignal<ExplorerState>({
    ...initialState,
    page: 'trace',
    traceId: scene?.traceId,
    spanId: wanted.get('span') ?? undefined,
  });
  const onState = (change: Partial<ExplorerState>): void => {
    setState({ ...state(), ...change });
    window.shownState = state();
  };
  window.shownState = state();
  window.tell = onState;
  window.next = () => scene?.next?.();
  if (scene === undefined) return <p>No such scene.</p>;
  return (
    <TracePage
      library={scene.library}
      traceId={state().traceId}
      services={scene.services}
      state={state()}
      onState={onState}
      picker={scene.picker}
    />
  );
}

render(() => <Page />, document.getElementById('panel') ?? document.body);
