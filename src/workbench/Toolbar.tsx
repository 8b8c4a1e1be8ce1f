import { createMemo, Show } from 'solid-js';
import { TabList } from '../TabList.tsx';
import { IconButton } from './IconButton.tsx';
import { toggleProjector } from './projector.ts';
import { RunButton } from './RunButton.tsx';
import { useWorkbench } from './state/workbench-model.ts';

/** File tabs on the left, what can be done with the files on the right. */
export function Toolbar(props: {
  ready: boolean;
  editorId: string;
  /** Choose where runs go; undefined where there is no choice. */
  onRunAgainst: (() => void) | undefined;
}) {
  const workbench = useWorkbench();
  // The same array while the names are the same: tabs keep their elements, and so the focus.
  const names = createMemo(() => Object.keys(workbench.files()), [], { equals: sameNames });
  const lastStep = () => workbench.part().undo.at(-1);
  const nextStep = () => workbench.part().redo.at(-1);
  const hasEdits = () => Object.keys(workbench.part().edits).length > 0;
  return (
    <div class="wb-toolbar">
      <div class="wb-files">
        <TabList
          look="wb"
          label="Files"
          names={names()}
          selected={workbench.file()}
          onSelect={workbench.openFile}
          controls={() => props.editorId}
          tabId={(file) => `${props.editorId}-${file}`}
        >
          {(file) => (
            <>
              {file}
              <Show when={Object.hasOwn(workbench.part().edits, file)}>
                <span class="wb-tab-edited" title="changed by you">
                  <span class="sr-only"> (changed)</span>
                </span>
              </Show>
            </>
          )}
        </TabList>
      </div>
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
        <Show when={Object.keys(workbench.exercise().solution).length > 0}>
          <button
            type="button"
            class="wb-text-button"
            disabled={!props.ready}
            aria-haspopup="dialog"
            onClick={() => workbench.setSolutionOpen(true)}
          >
            Solution
          </button>
        </Show>
        <IconButton
          icon="share"
          name="Share these files"
          disabled={!props.ready}
          onClick={() => workbench.setShareOpen(true)}
        />
        <Show when={workbench.hasBackend() && props.onRunAgainst}>
          <IconButton
            icon="containers"
            name="Run against: this page or containers"
            pressed={workbench.localLab.on()}
            disabled={!props.ready}
            onClick={() => props.onRunAgainst?.()}
          />
        </Show>
        <IconButton icon="screen" name="Projector mode (p)" onClick={toggleProjector} />
        <RunButton ready={props.ready} />
      </div>
    </div>
  );
}

function sameNames(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name, index) => name === b[index]);
}
