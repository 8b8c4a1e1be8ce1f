import { For, type JSX, Show } from 'solid-js';
import { plural } from '../../../words.ts';

/** More would not be told apart. */
const most = { groups: 24, blocks: 12 } as const;

/** How spans came together: a block a span, one frame around those that came at a time. */
export function Grouping(props: { sizes: readonly number[] | undefined }): JSX.Element {
  const sizes = () => props.sizes ?? [];
  return (
    <Show when={sizes().length > 0}>
      <span class="co-groups" title={groupWords(sizes())}>
        <span class="ex-hidden">{`, ${groupWords(sizes())}`}</span>
        <span class="co-group-list" aria-hidden="true">
          <For each={sizes().slice(0, most.groups)}>
            {(size) => (
              <span class="co-group">
                <For each={Array.from({ length: Math.min(size, most.blocks) })}>{() => <i />}</For>
                <Show when={size > most.blocks}>{`+${size - most.blocks}`}</Show>
              </span>
            )}
          </For>
          <Show when={sizes().length > most.groups}>…</Show>
        </span>
        <span class="ex-muted" aria-hidden="true">
          {plural(sizes().length, 'batch', 'batches')}
        </span>
      </span>
    </Show>
  );
}

function groupWords(sizes: readonly number[]): string {
  const listed = sizes.slice(0, most.groups).join(', ');
  return `in ${plural(sizes.length, 'batch', 'batches')} of ${listed}${sizes.length > most.groups ? ', …' : ''}`;
}
