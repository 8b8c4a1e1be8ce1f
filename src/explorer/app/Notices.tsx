import { For, type JSX, Show } from 'solid-js';

/** What was odd about something that is shown all the same. */
export function Notices(props: { notices: readonly string[]; onDismiss: () => void }): JSX.Element {
  return (
    <div role="status" aria-live="polite">
      <Show when={props.notices.length > 0}>
        <div class="app-notices">
          <ul>
            <For each={props.notices}>{(notice) => <li>{notice}</li>}</For>
          </ul>
          <button type="button" class="ex-button" onClick={() => props.onDismiss()}>
            Dismiss
          </button>
        </div>
      </Show>
    </div>
  );
}
