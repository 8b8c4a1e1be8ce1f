import { Show } from 'solid-js';
import { Icon } from '../Icon.tsx';
import type { LocalLab } from './local-lab-model.ts';
import { Steps, Words } from './Steps.tsx';

/** The self-test: a button, and the one fault it has found with what to do about it. */
export function SelfTest(props: { lab: LocalLab }) {
  return (
    <div class="ll-test" aria-busy={props.lab.testing()}>
      <button
        type="button"
        class="wb-text-button ll-test-button"
        disabled={props.lab.testing()}
        onClick={() => void props.lab.selfTest()}
      >
        {props.lab.testing() ? 'Testing …' : 'Self-test'}
      </button>
      <div class="ll-result" role="status">
        <Show when={!props.lab.testing() && props.lab.diagnosis()}>
          {(found) => (
            <>
              <p
                class="ll-found"
                data-ok={found().fault === undefined ? '' : undefined}
                data-fault={found().fault}
              >
                <Icon name={found().fault === undefined ? 'check' : 'cross'} />
                <span>
                  <Words text={found().words} />
                </span>
              </p>
              <Steps steps={found().todo} />
            </>
          )}
        </Show>
      </div>
    </div>
  );
}
