import { For, type JSX } from 'solid-js';
import { type Colouring, colourings, colouringTitles } from './node-colour.ts';

export function ColourChoice(props: {
  colouring: Colouring;
  onColouring: (colouring: Colouring) => void;
}): JSX.Element {
  return (
    <label>
      Colour by
      <select
        onChange={(event) => {
          const chosen = colourings.find((each) => each === event.currentTarget.value);
          if (chosen !== undefined) props.onColouring(chosen);
        }}
      >
        <For each={colourings}>
          {(each) => (
            <option value={each} selected={each === props.colouring}>
              {colouringTitles[each]}
            </option>
          )}
        </For>
      </select>
    </label>
  );
}
