import { createMemo, For, Show } from 'solid-js';
import { serviceColour } from '../../service-colours.ts';
import { plural } from '../../words.ts';
import { type ConsoleEvent, shown } from '../state/run-state.ts';
import { useWorkbench } from '../state/workbench-model.ts';
import { ConsoleLine, DiagnosticLine } from './ConsoleLine.tsx';
import { ConsoleRows } from './ConsoleRows.tsx';

const isProblem = ({ type }: ConsoleEvent) => type === 'compile-error';

/** What the programs said, service by service. */
export function ConsolePanel() {
  const workbench = useWorkbench();
  const state = workbench.runner.state;
  const filter = () => workbench.selection().service;
  const setFilter = (service: string | undefined) => workbench.setSelection(service ? { service } : {});
  const problems = createMemo(() => (state().current?.console ?? []).filter(isProblem));
  const output = createMemo(() =>
    shown(state(), (record) => record.console.filter((entry) => !isProblem(entry))),
  );
  const rows = createMemo(() => {
    const service = filter();
    return output().content.filter((entry) => !service || !('service' in entry) || entry.service === service);
  });
  const forgotten = () => state().current?.consoleForgotten ?? 0;
  return (
    <div class="console">
      <Show when={workbench.services().length > 1}>
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls */}
        <div class="console-filter" role="group" aria-label="Whose output">
          <FilterButton name="All" pressed={filter() === undefined} onClick={() => setFilter(undefined)} />
          <For each={workbench.services()}>
            {(service) => (
              <FilterButton
                name={service}
                colour={serviceColour(service, workbench.services()).cssVar}
                pressed={filter() === service}
                onClick={() => setFilter(filter() === service ? undefined : service)}
              />
            )}
          </For>
        </div>
      </Show>
      <Show
        when={rows().length + problems().length + workbench.warnings().length > 0}
        fallback={<ConsoleEmpty service={filter()} />}
      >
        <For each={problems()}>{(entry) => <ConsoleLine entry={entry} />}</For>
        <For each={workbench.warnings()}>{(warning) => <DiagnosticLine diagnostic={warning} />}</For>
        <Show when={forgotten() > 0}>
          <p class="console-note">{plural(forgotten(), 'earlier line')} not kept.</p>
        </Show>
        <ConsoleRows rows={rows()} stale={output().stale} />
      </Show>
    </div>
  );
}

function FilterButton(props: { name: string; colour?: string; pressed: boolean; onClick: () => void }) {
  return (
    <button
      type="button"
      class="console-filter-button"
      aria-pressed={props.pressed}
      onClick={() => props.onClick()}
      style={props.colour === undefined ? {} : { '--service': props.colour }}
      data-service={props.colour === undefined ? undefined : ''}
    >
      {props.name}
    </button>
  );
}

function ConsoleEmpty(props: { service: string | undefined }) {
  const workbench = useWorkbench();
  const ended = () => workbench.record()?.phase === 'ended';
  const who = () => props.service ?? 'The programs';
  return (
    <p class="wb-empty">
      {ended()
        ? `${who()} printed nothing in this run.`
        : 'What the programs print appears here, service by service. Press Run.'}
    </p>
  );
}
