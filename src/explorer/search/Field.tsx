import { createUniqueId, type JSX, Show } from 'solid-js';

export interface FieldProps {
  label: string;
  /** What is wrong with what stands in it. */
  problem?: string | undefined;
  /** What is to be known of what stands in it. */
  note?: string | undefined;
  class?: string | undefined;
  /** The control: it takes the id, and points at the problem. */
  children: (attributes: {
    id: string;
    'aria-describedby': string | undefined;
    'aria-invalid': boolean;
  }) => JSX.Element;
}

/** A control with its name above it and what is wrong below it. */
export function Field(props: FieldProps): JSX.Element {
  const id = createUniqueId();
  const problemId = `${id}-problem`;
  const noteId = `${id}-note`;
  const attributes = {
    id,
    get 'aria-describedby'() {
      if (props.problem !== undefined) return problemId;
      return props.note === undefined ? undefined : noteId;
    },
    get 'aria-invalid'() {
      return props.problem !== undefined;
    },
  };
  return (
    <div class={`sf-field ${props.class ?? ''}`}>
      <label for={id}>{props.label}</label>
      {props.children(attributes)}
      <Show when={props.note}>
        {(note) => (
          <p id={noteId} class="sf-note ex-muted">
            {note()}
          </p>
        )}
      </Show>
      <Show when={props.problem}>
        {(problem) => (
          <p id={problemId} class="sf-problem">
            {problem()}
          </p>
        )}
      </Show>
    </div>
  );
}
