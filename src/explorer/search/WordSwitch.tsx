import { For, type JSX } from 'solid-js';
import './word-switch.css';

/** Two or three words of which one holds. */
export function WordSwitch<Option extends string>(props: {
  label: string;
  options: readonly Option[];
  /** What an option is called, where its name is not what it says. */
  words?: Readonly<Record<Option, string>>;
  value: Option;
  onChange: (option: Option) => void;
}): JSX.Element {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be a form's
    <span class="ex-switch" role="group" aria-label={props.label}>
      <For each={props.options}>
        {(option) => (
          <button
            type="button"
            class="ex-button"
            aria-pressed={props.value === option}
            onClick={() => props.onChange(option)}
          >
            {props.words?.[option] ?? option.charAt(0).toUpperCase() + option.slice(1)}
          </button>
        )}
      </For>
    </span>
  );
}
