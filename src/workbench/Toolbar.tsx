import { Tabs } from '@kobalte/core/tabs';
import { For, Show } from 'solid-js';
import { IconButton } from './IconButton.tsx';
import { RunButton } from './RunButton.tsx';
import { useWorkbench } from './state/workbench-model.ts';

/** File tabs on the left, what can be done with the files on the right. */
export function Toolbar(props: { ready: boolean; editorId: string }) {
  const workbench = useWorkbench();
  const lastStep = () => workbench.part().undo.at(-1);
  const nextStep = () => workbench.part().redo.at(-1);
  const hasEdits = () => Object.keys(workbench.part().edits).length > 0;
  return (
    <div class="wb-toolbar">
      <Tabs class="wb-files" value={workbench.file()} onChange={workbench.openFile}>
        <Tabs.List class="wb-tablist" aria-label="Files">
          <For each={Object.keys(workbench.files())}>
            {(file) => (
              <Tabs.Trigger class="wb-tab" value={file} aria-controls={props.editorId}>
                {file}
                <Show when={file in workbench.part().edits}>
                  <span class="wb-tab-edited" title="changed by you">
                    <span class="sr-only"> (changed)</span>
                  </span>
                </Show>
              </Tabs.Trigger>
            )}
          </For>
        </Tabs.List>
      </Tabs>
      <div class="wb-actions">
        <Show when={lastStep()}>
          {(step) => <IconButton icon="undo" name={`Undo ${step().label}`} onClick={workbench.undo} />}
        </Show>
        <Show when={nextStep()}>
          {(step) => <IconButton icon="redo" name={`Redo ${step().label}`} onClick={workbench.redo} />}
        </Show>
        <IconButton
          icon="reset"
          name="Reset to the starting files"
          disabled={!props.ready || !hasEdits()}
          onClick={workbench.reset}
        />
        <button
          type="button"
          class="wb-text-button"
          disabled={!props.ready}
          aria-haspopup="dialog"
          onClick={() => workbench.setSolutionOpen(true)}
        >
          Solution
        </button>
        <RunButton ready={props.ready} />
      </div>
    </div>
  );
}
