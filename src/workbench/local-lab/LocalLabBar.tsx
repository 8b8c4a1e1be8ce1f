import { Show } from 'solid-js';
import { useWorkbench } from '../state/workbench-model.ts';
import './local-lab.css';

/** Seen for as long as runs go to containers, so that nobody wonders where the spans went. */
export function LocalLabBar(props: { onOpen: () => void }) {
  const workbench = useWorkbench();
  const lab = workbench.localLab;
  const trouble = () => lab.diagnosis()?.fault !== undefined;
  /** The bar goes away with its button: the focus goes to where containers can be chosen again. */
  const leave = (event: MouseEvent & { currentTarget: HTMLElement }) => {
    const workbenchElement = event.currentTarget.closest('.wb');
    lab.choose({ on: false });
    workbenchElement?.querySelector<HTMLElement>('[aria-label^="Run against"]')?.focus();
  };
  return (
    <Show when={lab.on() && workbench.hasBackend()}>
      <div class="ll-bar" data-fault={trouble() ? '' : undefined}>
        <p>
          Runs go to <strong>containers on this machine</strong>.
          <Show when={trouble()}> {lab.diagnosis()?.words}</Show>
        </p>
        <button type="button" class="wb-link" onClick={() => props.onOpen()}>
          {trouble() ? 'What to do' : 'Self-test'}
        </button>
        <a class="wb-link" href={lab.jaegerUi()} target="_blank" rel="noreferrer">
          Open Jaeger
        </a>
        <button type="button" class="wb-link" onClick={leave}>
          Back to this page
        </button>
      </div>
    </Show>
  );
}
