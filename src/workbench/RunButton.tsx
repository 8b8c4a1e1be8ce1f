import { Show } from 'solid-js';
import { Icon } from './Icon.tsx';
import { useWorkbench } from './state/workbench-model.ts';

/** Run, or Stop while a run is on. */
export function RunButton(props: { ready: boolean }) {
  const workbench = useWorkbench();
  return (
    <button
      type="button"
      class="wb-run"
      data-running={workbench.running() ? '' : undefined}
      disabled={!props.ready}
      aria-keyshortcuts="Control+Enter Meta+Enter"
      title={workbench.running() ? 'Stop the run' : 'Run (Ctrl or ⌘ + Enter)'}
      onClick={() => (workbench.running() ? workbench.stop() : workbench.run())}
    >
      <Show
        when={workbench.running()}
        fallback={
          <>
            <Icon name="run" filled />
            Run
          </>
        }
      >
        <Icon name="stop" filled />
        Stop
      </Show>
    </button>
  );
}
