import type { HeaderList } from '@spanlab/sandbox/schemas/run-event.ts';
import { For, type JSX, Show } from 'solid-js';
import { CopyButton } from '../../explorer/CopyButton.tsx';
import type { SpanRef } from '../../explorer/span-ref.ts';
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
              <tr classList={{ 'wd-context': name.toLowerCase() === 'traceparent' }}>
                <th scope="row">
                  <bdi>{name}</bdi>
                </th>
                <td>
                  <Show
                    when={name.toLowerCase() === 'traceparent'}
                    fallback={<bdi class="ex-value">{value}</bdi>}
                  >
                    <TraceparentValue value={value} onOpenSpan={props.onOpenSpan} />
                  </Show>
                </td>
                <td class="ex-table-action">
                  <CopyButton what={`value of ${name}`} text={() => value} />
                </td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </Show>
  );
}
