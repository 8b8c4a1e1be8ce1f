import { type JSX, Show } from 'solid-js';
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
  isJaeger: boolean;
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
        <Show when={props.isJaeger}>
          <span class="app-from">
            Jaeger at <bdi>{props.server?.jaeger?.name}</bdi>
          </span>
        </Show>
        <Show when={props.server?.listening}>
          {(address) => (
            <span class="app-from app-live">
              Listening at <bdi>{address()}</bdi>
            </span>
          )}
        </Show>
        <Show when={!props.isJaeger && props.readings.length > 0}>
          <ReadFiles words={allWords(props.readings)} readings={props.readings} />
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
