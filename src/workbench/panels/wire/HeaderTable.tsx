import type { HeaderList } from '@spanlab/sandbox/schemas/run-event.ts';
import { For, type JSX, Show } from 'solid-js';
import { CopyButton } from '../../../explorer/parts/CopyButton.tsx';
import type { SpanRef } from '../../../explorer/span/span-ref.ts';
import { TraceparentValue } from './TraceparentValue.tsx';

export interface HeaderTableProps {
  headers: HeaderList;
  label: string;
  onOpenSpan?: ((ref: SpanRef) => void) | undefined;
}

/** Headers in the order they were sent. `traceparent` stands out, and explains itself. */
export function HeaderTable(props: HeaderTableProps): JSX.Element {
  return (
    <Show when={props.headers.length > 0} fallback={<p class="ex-none">None.</p>}>
      <table class="ex-table" aria-label={props.label}>
        <tbody>
          <For each={props.headers}>
            {([name, value]) => (
              <Show
                when={name.toLowerCase() === 'traceparent'}
                fallback={
                  <tr>
                    <th scope="row">
                      <bdi>{name}</bdi>
                    </th>
                    <td>
                      <bdi class="ex-value">{value}</bdi>
                    </td>
                    <CopyCell name={name} value={value} />
                  </tr>
                }
              >
                {/* Its value needs the whole width: 55 characters, and what its fields mean. */}
                <tr class="wd-context">
                  <th scope="row" colspan={2}>
                    {name}
                  </th>
                  <CopyCell name={name} value={value} />
                </tr>
                <tr class="wd-context wd-context-value">
                  <td colspan={3}>
                    <TraceparentValue value={value} onOpenSpan={props.onOpenSpan} />
                  </td>
                </tr>
              </Show>
            )}
          </For>
        </tbody>
      </table>
    </Show>
  );
}

function CopyCell(props: { name: string; value: string }): JSX.Element {
  return (
    <td class="ex-table-action">
      <CopyButton what={`value of ${props.name}`} text={() => props.value} />
    </td>
  );
}
