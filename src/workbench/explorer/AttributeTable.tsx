import type { Attributes, AttributeValue } from '@spanlab/sandbox/schemas/trace.ts';
import { createSignal, For, type JSX, Show } from 'solid-js';
import { attributeText, attributeType } from '../../explorer/parts/attribute-text.ts';
import { CopyButton } from '../../explorer/parts/CopyButton.tsx';

/** More than this is shown when asked for: a span may carry 10,000 attributes, or a megabyte in one. */
const shownAtFirst = { attributes: 100, characters: 2_000 };

export interface AttributeTableProps {
  attributes: Attributes;
  /** What the table is of, for those who hear it. */
  label: string;
  /** How many the sender says it dropped. */
  dropped?: number;
  empty?: string;
}

/** Keys and values as they were sent, each value with its type and a button to copy it. */
export function AttributeTable(props: AttributeTableProps): JSX.Element {
  const [all, setAll] = createSignal(false);
  const shown = () => (all() ? props.attributes : props.attributes.slice(0, shownAtFirst.attributes));
  return (
    <>
      <Show when={props.attributes.length > 0} fallback={<p class="ex-none">{props.empty ?? 'None.'}</p>}>
        <table class="ex-table" aria-label={props.label}>
          <tbody>
            <For each={shown()}>
              {(each) => (
                <tr>
                  <th scope="row">
                    <bdi>{each.key}</bdi>
                  </th>
                  <td>
                    <Value value={each.value} />
                  </td>
                  <td class="ex-table-action">
                    <CopyButton what={`value of ${each.key}`} text={() => attributeText(each.value)} />
                  </td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </Show>
      <Show when={shown().length < props.attributes.length}>
        <button type="button" class="ex-button" onClick={() => setAll(true)}>
          {`Show all ${props.attributes.length.toLocaleString('en')} attributes`}
        </button>
      </Show>
      <Show when={(props.dropped ?? 0) > 0}>
        <p class="ex-none">{`${props.dropped} more were dropped before sending: a limit of the SDK.`}</p>
      </Show>
    </>
  );
}

function Value(props: { value: AttributeValue }): JSX.Element {
  const [all, setAll] = createSignal(false);
  const text = (): string => attributeText(props.value);
  const cut = (): boolean => !all() && text().length > shownAtFirst.characters;
  return (
    <>
      <bdi class="ex-value">
        <Show when={text() !== ''} fallback={<span class="ex-muted">(empty string)</span>}>
          {cut() ? `${text().slice(0, shownAtFirst.characters)}…` : text()}
        </Show>
      </bdi>
      <Show when={attributeType(props.value) !== 'string'}>
        <span class="ex-type">{attributeType(props.value)}</span>
      </Show>
      <Show when={cut()}>
        <button type="button" class="ex-button" onClick={() => setAll(true)}>
          {`Show all ${text().length.toLocaleString('en')} characters`}
        </button>
      </Show>
    </>
  );
}
