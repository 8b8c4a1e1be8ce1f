/** A choice among the attributes of a trace. */
import { createMemo, For, type JSX, Show } from 'solid-js';
import type { AttributeKey } from '../../library/trace-library.ts';

/** More would make a list nobody can use, and a page that stops to draw it. */
const mostKeys = 300;
const places = {
  span: 'of the span',
  resource: 'of the resource',
  scope: 'of the scope',
  event: 'of its events',
};

/** `span:http.route`: how an attribute is named in the explorer's address. */
export function attributeId(key: AttributeKey): string {
  return `${key.from}:${key.key}`;
}

/** The options of a `<select>`, the most used first; no more than can be looked through. */
export function AttributeOptions(props: {
  keys: readonly AttributeKey[];
  chosen?: string | undefined;
}): JSX.Element {
  const kept = createMemo(() => {
    const first = props.keys.slice(0, mostKeys);
    const chosen = props.keys.find((key) => attributeId(key) === props.chosen);
    return chosen === undefined || first.includes(chosen) ? first : [...first, chosen];
  });
  return (
    <>
      <For each={Object.entries(places)}>
        {([from, words]) => (
          <Show when={kept().some((key) => key.from === from)}>
            <optgroup label={`Attributes ${words}`}>
              <For each={kept().filter((key) => key.from === from)}>
                {(key) => (
                  <option value={attributeId(key)} selected={attributeId(key) === props.chosen}>
                    {key.key.slice(0, 80)}
                  </option>
                )}
              </For>
            </optgroup>
          </Show>
        )}
      </For>
      <Show when={props.keys.length > mostKeys}>
        <option disabled>{`the ${mostKeys} most used of ${props.keys.length.toLocaleString('en')}`}</option>
      </Show>
    </>
  );
}
