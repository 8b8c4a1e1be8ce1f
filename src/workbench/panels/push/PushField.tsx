import { createUniqueId, type JSX, Show } from 'solid-js';

export interface PushFieldProps {
  label: string;
  value: string;
  onInput: (value: string) => void;
  /** Lines of a text that takes several. */
  rows?: number | undefined;
  placeholder?: string | undefined;
  problem?: string | undefined;
  wide?: boolean | undefined;
}

/** One field of the push form, with what is wrong in it. */
export function PushField(props: PushFieldProps): JSX.Element {
  const id = createUniqueId();
  const shared = () => ({
    id,
    value: props.value,
    placeholder: props.placeholder ?? '',
    spellcheck: false,
    autocapitalize: 'off' as const,
    autocomplete: 'off' as const,
    'aria-invalid': props.problem !== undefined,
    'aria-describedby': props.problem === undefined ? undefined : `${id}-problem`,
  });
  return (
    <div class="ps-field" classList={{ 'ps-wide': props.wide ?? false }}>
      <label for={id}>{props.label}</label>
      <Show
        when={props.rows}
        fallback={
          <input type="text" {...shared()} onInput={(event) => props.onInput(event.currentTarget.value)} />
        }
      >
        {(rows) => (
          <textarea
            rows={rows()}
            {...shared()}
            onInput={(event) => props.onInput(event.currentTarget.value)}
          />
        )}
      </Show>
      <Show when={props.problem}>
        {(problem) => (
          <p id={`${id}-problem`} class="ps-problem">
            {problem()}
          </p>
        )}
      </Show>
    </div>
  );
}
