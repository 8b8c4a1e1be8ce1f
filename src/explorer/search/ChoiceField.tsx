import { createUniqueId, For, type JSX, Show } from 'solid-js';
import { Field } from './Field.tsx';

export interface ChoiceFieldProps {
  label: string;
  /** What stands for all of them. */
  all: string;
  options: readonly string[];
  /** '' for all. */
  value: string;
  disabled?: boolean | undefined;
  onChange: (value: string) => void;
}

/** Above this many a list to scroll through is no help: it is a field that suggests. */
const mostInList = 300;
const mostSuggested = 1000;

/** One of some names, or all of them. What an address asks for stays on show, also when it is not there. */
export function ChoiceField(props: ChoiceFieldProps): JSX.Element {
  const listId = createUniqueId();
  const missing = (): boolean => props.value !== '' && !props.options.includes(props.value);
  return (
    <Field label={props.label}>
      {(attributes) => (
        <Show
          when={props.options.length <= mostInList}
          fallback={
            <>
              <input
                {...attributes}
                list={listId}
                value={props.value}
                placeholder={props.all}
                disabled={props.disabled}
                autocomplete="off"
                spellcheck={false}
                onChange={(event) => props.onChange(event.currentTarget.value.trim())}
              />
              <datalist id={listId}>
                <For each={props.options.slice(0, mostSuggested)}>
                  {(option) => <option value={option} />}
                </For>
              </datalist>
            </>
          }
        >
          <select
            {...attributes}
            disabled={props.disabled}
            onChange={(event) => props.onChange(event.currentTarget.value)}
          >
            <option value="" selected={props.value === ''}>
              {props.all}
            </option>
            <Show when={missing()}>
              <option value={props.value} selected>{`${props.value} (none here)`}</option>
            </Show>
            <For each={props.options}>
              {(option) => (
                <option value={option} selected={option === props.value}>
                  {option}
                </option>
              )}
            </For>
          </select>
        </Show>
      )}
    </Field>
  );
}
