import type { Attributes } from '@spanlab/sandbox/schemas/trace.ts';
import { createMemo, createSignal, For, type JSX, Show } from 'solid-js';
import { plural } from '../../words.ts';
import { attributeText } from '../parts/attribute-text.ts';
import { CopyButton } from '../parts/CopyButton.tsx';
import { AttributeName, type AttributeOwner } from './AttributeName.tsx';
import { AttributeValueText } from './AttributeValueText.tsx';
import { attributeFilter } from './attribute-filter.ts';
import { createGradual } from './gradual.ts';

/** The first of these tables are shown, the others when asked for: a span may carry 10,000 attributes. */
const rowsPerTable = 50;
const tablesAtFirst = 2;
/** From so many on there is a field to look for one. */
const many = 15;

export interface AttributeTableProps {
  attributes: Attributes;
  owner: AttributeOwner;
  /** What the table is of, for those who hear it. */
  label: string;
  /** How many the sender says it dropped. */
  dropped?: number;
  empty?: string;
}

/** Keys and values as they were sent, each with help on its key and a button to copy its value. */
export function AttributeTable(props: AttributeTableProps): JSX.Element {
  const [words, setWords] = createSignal('');
  const attributes = createMemo(() => props.attributes);
  const filter = createMemo(() => attributeFilter(attributes()));
  const found = createMemo(() => filter()(words()));
  return (
    <>
      <Show when={props.attributes.length >= many}>
        <div class="sd-filter">
          <input
            type="search"
            class="sd-filter-field"
            placeholder="Filter"
            aria-label={`Filter: ${props.label}`}
            value={words()}
            onInput={(event) => setWords(event.currentTarget.value)}
            onKeyDown={(event) => {
              // The first Escape empties the field, the next one closes the detail.
              if (event.key !== 'Escape' || words() === '') return;
              event.stopPropagation();
              setWords('');
            }}
          />
          <span class="ex-muted" role="status">
            {words().trim() === ''
              ? plural(props.attributes.length, 'attribute')
              : `${found().length.toLocaleString('en')} of ${plural(props.attributes.length, 'attribute')}`}
          </span>
        </div>
      </Show>
      <Show when={props.attributes.length > 0} fallback={<p class="ex-none">{props.empty ?? 'None.'}</p>}>
        <Show when={found()} keyed>
          {(attributes) => <Rows {...props} attributes={attributes} />}
        </Show>
      </Show>
      <Show when={(props.dropped ?? 0) > 0}>
        <p class="ex-none">{`${props.dropped} more were dropped before sending: a limit of the SDK.`}</p>
      </Show>
    </>
  );
}

/** A table of 10,000 rows is laid out anew as a whole with each row that is added; one of many is not. */
function Rows(props: AttributeTableProps): JSX.Element {
  const count = (): number => Math.ceil(props.attributes.length / rowsPerTable);
  const { shown, isCut, showAll } = createGradual({ count, first: tablesAtFirst, perFrame: 1 });
  return (
    <>
      <For each={Array.from({ length: shown() }, (_, index) => index * rowsPerTable)}>
        {(from) => (
          <div classList={{ 'sd-block': count() > 1 }}>
            <table
              class="ex-table"
              aria-label={from === 0 ? props.label : `${props.label}, from ${from + 1}`}
            >
              <tbody>
                <For each={props.attributes.slice(from, from + rowsPerTable)}>
                  {(each) => (
                    <tr>
                      <th scope="row">
                        <AttributeName owner={props.owner} attribute={each} />
                      </th>
                      <td>
                        <AttributeValueText value={each.value} />
                      </td>
                      <td class="ex-table-action">
                        <CopyButton what={`value of ${each.key}`} text={() => attributeText(each.value)} />
                      </td>
                    </tr>
                  )}
                </For>
              </tbody>
            </table>
          </div>
        )}
      </For>
      <Show when={props.attributes.length === 0}>
        <p class="ex-none">No attribute says that.</p>
      </Show>
      <Show when={isCut()}>
        <button type="button" class="ex-button sd-more" onClick={showAll}>
          {`Show all ${plural(props.attributes.length, 'attribute')}`}
        </button>
      </Show>
    </>
  );
}
