import { For, type JSX, onMount, Show } from 'solid-js';
import { keyTables } from './keys.ts';
import './help-dialog.css';

/** The keyboard map, in a dialog that is open as long as it is there. */
export default function HelpDialog(props: {
  /** Whether the page listens to single keys, and how to change that. Not given where it does not. */
  pageKeys?: { on: boolean; set: (on: boolean) => void } | undefined;
  onClose: () => void;
}): JSX.Element {
  let dialog: HTMLDialogElement | undefined;
  onMount(() => dialog?.showModal());
  return (
    <dialog
      class="ex app-help"
      aria-labelledby="app-help-title"
      ref={(element) => {
        dialog = element;
      }}
      onClose={() => props.onClose()}
      // A press beside it closes it, too.
      {...{ closedby: 'any' }}
    >
      <div class="app-help-in">
        <header class="app-help-head">
          <h2 id="app-help-title">Keys</h2>
          <button type="button" class="ex-button" onClick={() => dialog?.close()}>
            Close
          </button>
        </header>
        <div class="app-help-tables">
          <For each={keyTables}>
            {({ where, keys }) => (
              <section>
                <h3>{where}</h3>
                <dl>
                  <For each={keys}>
                    {(each) => (
                      <div class="app-help-key">
                        <dt>
                          <For each={each.keys}>{(key) => <kbd>{key}</kbd>}</For>
                        </dt>
                        <dd>{each.does}</dd>
                      </div>
                    )}
                  </For>
                </dl>
              </section>
            )}
          </For>
        </div>
        <Show when={props.pageKeys}>
          {(keys) => (
            <label class="app-help-switch">
              <input
                type="checkbox"
                checked={keys().on}
                onChange={(event) => keys().set(event.currentTarget.checked)}
              />
              Listen to <kbd>?</kbd> <kbd>/</kbd> <kbd>o</kbd> everywhere. Turn it off if your voice control
              types them.
            </label>
          )}
        </Show>
      </div>
    </dialog>
  );
}
