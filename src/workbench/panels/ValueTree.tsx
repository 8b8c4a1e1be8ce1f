import { createSignal, For, Show } from 'solid-js';
import type { ConsoleValue } from '../../../sandbox/schemas/run-event.ts';
import { StackLines } from './StackLines.tsx';
import { previewOf } from './value-text.ts';

/** A console value: short ones in place, structured ones to be unfolded. */
export function ValueTree(props: { value: ConsoleValue; name?: string; top?: boolean; open?: boolean }) {
  const [open, setOpen] = createSignal(props.open ?? false);
  const children = () => childrenOf(props.value);
  return (
    <Show
      when={children()}
      fallback={
        <span class="val">
          <Name name={props.name} />
          <Leaf value={props.value} top={props.top ?? false} />
        </span>
      }
    >
      {(entries) => (
        <span class="val val-tree">
          <button type="button" class="val-fold" aria-expanded={open()} onClick={() => setOpen(!open())}>
            <span class="val-arrow" aria-hidden="true" />
            <Name name={props.name} />
            <span class="val-preview">{open() ? kindOf(props.value) : previewOf(props.value)}</span>
          </button>
          <Show when={open()}>
            <span class="val-children">
              <For each={entries()}>{([name, value]) => <ValueTree name={name} value={value} />}</For>
              <Show when={moreOf(props.value)}>
                {(more) => <span class="val val-more">{more()} more</span>}
              </Show>
            </span>
          </Show>
        </span>
      )}
    </Show>
  );
}

function Name(props: { name: string | undefined }) {
  return (
    <Show when={props.name !== undefined}>
      <span class="val-name">{props.name}: </span>
    </Show>
  );
}

function Leaf(props: { value: ConsoleValue; top: boolean }) {
  return (
    <Show
      when={props.value.type === 'error' ? props.value : undefined}
      fallback={<span class={`val-${props.value.type}`}>{previewOf(props.value, props.top)}</span>}
    >
      {(error) => (
        <span class="val-error">
          {error().name}: {error().message}
          <StackLines frames={error().stack} />
          <Show when={error().cause}>
            {(cause) => (
              <span class="val-cause">
                <ValueTree name="caused by" value={cause()} />
              </span>
            )}
          </Show>
        </span>
      )}
    </Show>
  );
}

function childrenOf(value: ConsoleValue): [string, ConsoleValue][] | undefined {
  if (value.type === 'array' && value.items.length > 0) {
    return value.items.map((item, index) => [String(index), item]);
  }
  return value.type === 'object' && value.entries.length > 0 ? value.entries : undefined;
}

/** What an unfolded value is: its parts are below. */
function kindOf(value: ConsoleValue): string {
  if (value.type === 'array') return `Array (${value.items.length + (value.more ?? 0)})`;
  return value.type === 'object' ? value.className : '';
}

function moreOf(value: ConsoleValue): number | undefined {
  return value.type === 'array' || value.type === 'object' ? value.more : undefined;
}
