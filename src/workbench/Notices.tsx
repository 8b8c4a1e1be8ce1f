import { Show } from 'solid-js';
import { listed } from './state/run-sentences.ts';
import { useWorkbench } from './state/workbench-model.ts';

/** What the learner must know: the site or the lesson changed under them, another tab changed their files, or edits cannot be kept. */
export function Notices(props: { onCompare: () => void }) {
  const workbench = useWorkbench();
  return (
    <>
      <Show when={workbench.missing() !== ''}>
        <div class="wb-notice">
          <p>{workbench.missing()}</p>
          <button type="button" class="wb-link" onClick={() => location.reload()}>
            Reload
          </button>
        </div>
      </Show>
      <Show when={workbench.changedFiles().length > 0}>
        <div class="wb-notice">
          <p>
            This lesson has changed since you edited {listed(workbench.changedFiles())}. Your version is kept.
          </p>
          <button type="button" class="wb-link" onClick={() => props.onCompare()}>
            See what changed
          </button>
          <button type="button" class="wb-link" onClick={workbench.keepMine}>
            Keep mine
          </button>
          <button type="button" class="wb-link" onClick={workbench.takeTheirs}>
            Take the new version
          </button>
        </div>
      </Show>
      <Show when={workbench.otherTab()}>
        <div class="wb-notice">
          <p>This lesson was changed in another tab. You see this tab’s version.</p>
          <button type="button" class="wb-link" onClick={workbench.keepThisTab}>
            Keep this one
          </button>
          <button type="button" class="wb-link" onClick={workbench.takeOtherTab}>
            Take the other tab’s
          </button>
        </div>
      </Show>
      <Show when={!workbench.saved()}>
        <div class="wb-notice">
          <p>
            This browser’s storage is full or blocked: your edits work, and are lost when you leave the page.
          </p>
        </div>
      </Show>
    </>
  );
}
