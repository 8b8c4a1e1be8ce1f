import { Dialog } from '@kobalte/core/dialog';
import { createSignal, onCleanup, Show } from 'solid-js';
import { Icon } from '../Icon.tsx';
import { useWorkbench } from '../state/workbench-model.ts';
import { baseUrl, pageChoice } from './local-lab-storage.ts';
import { SelfTest } from './SelfTest.tsx';
import { Steps } from './Steps.tsx';

const ownConfiguration =
  'The Collector there has the configuration it was started with. To give it this exercise’s, copy it into a file and: `npm run lab -- --config collector.yaml`';

/** Where runs go, and whether that place is well. */
export function LocalLabDialog(props: { onClose: () => void }) {
  const workbench = useWorkbench();
  const lab = workbench.localLab;
  const opener = document.activeElement;
  onCleanup(() => opener instanceof HTMLElement && opener.focus());
  return (
    <Dialog open onOpenChange={(open) => open || props.onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay class="wb-overlay" />
        <Dialog.Content class="wb-dialog ll-dialog" onCloseAutoFocus={(event) => event.preventDefault()}>
          <div class="wb-dialog-head">
            <Dialog.Title class="wb-dialog-title">Run against</Dialog.Title>
            <Dialog.CloseButton class="wb-icon-button" aria-label="Close">
              <Icon name="cross" />
            </Dialog.CloseButton>
          </div>
          <div class="ll-body">
            <fieldset class="ll-choices">
              <legend class="sr-only">Run against</legend>
              <Choice on={false} title="This page">
                Collector and Jaeger run in this tab. Nothing to install, works offline.
              </Choice>
              <Choice on={true} title="Containers on this machine">
                A real Collector and a real Jaeger. The programs run here as ever; what they export goes
                there, and comes back from there for the explorer and the checks.
              </Choice>
            </fieldset>
            <Show when={lab.on()}>
              <Show when={workbench.lab().collector}>
                <Steps steps={[ownConfiguration]} />
              </Show>
              <SelfTest lab={lab} />
              <Addresses />
            </Show>
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog>
  );

  function Choice(choice: { on: boolean; title: string; children: string }) {
    return (
      <label class="ll-choice">
        <input
          type="radio"
          name="run-against"
          checked={lab.on() === choice.on}
          onChange={() => lab.choose({ on: choice.on })}
        />
        <span>
          <strong>{choice.title}</strong>
          <span class="ll-what">{choice.children}</span>
        </span>
      </label>
    );
  }

  /** For who has them elsewhere on the machine. */
  function Addresses() {
    const isUsual = () =>
      lab.addresses().collector === pageChoice.collector && lab.addresses().jaeger === pageChoice.jaeger;
    return (
      <details class="ll-addresses" open={!isUsual()}>
        <summary>Addresses</summary>
        <Address label="Collector, OTLP over HTTP" which="collector" />
        <Address label="Jaeger" which="jaeger" />
        <Show when={!isUsual()}>
          <button
            type="button"
            class="wb-link"
            onClick={() => lab.choose({ collector: pageChoice.collector, jaeger: pageChoice.jaeger })}
          >
            Back to the usual ones
          </button>
        </Show>
      </details>
    );
  }

  function Address(field: { label: string; which: 'collector' | 'jaeger' }) {
    const [wrong, setWrong] = createSignal('');
    const take = (text: string): void => {
      const url = baseUrl(text);
      setWrong(
        url === undefined ? `found “${text}”, expected an address such as ${pageChoice[field.which]}` : '',
      );
      if (url !== undefined && url !== lab.addresses()[field.which]) lab.choose({ [field.which]: url });
    };
    return (
      <label class="ll-address">
        {field.label}
        <input
          type="url"
          spellcheck={false}
          value={lab.addresses()[field.which]}
          aria-invalid={wrong() !== ''}
          onChange={(event) => take(event.currentTarget.value)}
        />
        <span class="ll-wrong" role="status">
          {wrong()}
        </span>
      </label>
    );
  }
}
