import { createEffect, type JSX, onCleanup, Show } from 'solid-js';
import type { TraceViewProps } from '../state/trace-view.ts';

/** The controls of a view: in a line above it, or in the page's menu where there is little height. */
export function ViewBar(
  props: Pick<TraceViewProps, 'compact' | 'onTools'> & { children: JSX.Element },
): JSX.Element {
  const isElsewhere = (): boolean => props.compact === true && props.onTools !== undefined;
  createEffect(() => {
    if (!isElsewhere()) return;
    props.onTools?.(() => <div class="vw-tools">{props.children}</div>);
    onCleanup(() => props.onTools?.(undefined));
  });
  return (
    <Show when={!isElsewhere()}>
      <div class="vw-bar">{props.children}</div>
    </Show>
  );
}
