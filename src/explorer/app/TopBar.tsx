import { For, type JSX, Show } from 'solid-js';
import type { ExplorerState } from '../state/explorer-state.ts';
import type { Source } from './load.ts';
import { OpenButton } from './OpenButton.tsx';
import { PageTabs } from './PageTabs.tsx';
import { ReadFiles } from './ReadFiles.tsx';
import { allWords } from './reading-words.ts';
import type { Server } from './server.ts';
import type { Reading } from './sources.ts';
import { ThemeSwitch } from './ThemeSwitch.tsx';

/** Where one is, where the traces are from, and the way to more. */
export function TopBar(props: {
  state: ExplorerState;
  onState: (change: Partial<ExplorerState>) => void;
  home: { href: string; name: string } | undefined;
  readings: readonly Reading[];
  server: Server | undefined;
  from: 'files' | 'jaeger';
  onFrom: (from: 'files' | 'jaeger') => void;
  onOpen: (sources: Source[]) => void;
  onHelp: () => void;
  choose: (choose: () => void) => void;
}): JSX.Element {
  return (
    <header class="app-bar">
      <Show when={props.home} fallback={<span class="app-name">Spanlab</span>}>
        {(home) => (
          <a class="app-name" href={home().href}>
            {home().name}
          </a>
        )}
      </Show>
      <PageTabs state={props.state} onState={props.onState} />
      <div class="app-tools">
        <Show when={props.server?.jaeger}>
          {(jaeger) => (
            <Show
              when={props.readings.length > 0}
              fallback={
                <span class="app-from">
                  Jaeger at <bdi>{jaeger().name}</bdi>
                </span>
              }
            >
              <FromChoice from={props.from} onFrom={props.onFrom} jaeger={jaeger().name} />
            </Show>
          )}
        </Show>
        <Show when={props.server?.listening}>
          {(address) => (
            <span class="app-from app-live">
              Listening at <bdi>{address()}</bdi>
            </span>
          )}
        </Show>
        <Show when={props.from === 'files' && props.readings.length > 0}>
          <ReadFiles words={allWords(props.readings)} readings={props.readings} />
        </Show>
        <Show when={props.home}>
          {(home) => (
            <a class="app-home" href={home().href}>
              Lessons
            </a>
          )}
        </Show>
        <OpenButton class="ex-button" onOpen={props.onOpen} asked={props.choose}>
          Open
        </OpenButton>
        <button
          type="button"
          class="bar-button"
          aria-label="Keys"
          title="Keys (?)"
          aria-haspopup="dialog"
          onClick={() => props.onHelp()}
        >
          <span aria-hidden="true">?</span>
        </button>
        <ThemeSwitch />
      </div>
    </header>
  );
}

/** Where the traces on show are from, when there are both. */
function FromChoice(props: {
  from: 'files' | 'jaeger';
  onFrom: (from: 'files' | 'jaeger') => void;
  jaeger: string;
}): JSX.Element {
  return (
    <fieldset class="app-choice">
      <legend class="ex-hidden">Where the traces are from</legend>
      <For
        each={
          [
            { from: 'jaeger', name: 'Jaeger' },
            { from: 'files', name: 'Files' },
          ] as const
        }
      >
        {({ from, name }) => (
          <button
            type="button"
            class="ex-button"
            aria-pressed={props.from === from}
            title={from === 'jaeger' ? `Jaeger at ${props.jaeger}` : undefined}
            onClick={() => props.onFrom(from)}
          >
            {name}
          </button>
        )}
      </For>
    </fieldset>
  );
}
