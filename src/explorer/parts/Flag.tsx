import { type JSX, Show } from 'solid-js';
import { ErrorMark, WarningMark } from './marks.tsx';

/** A mark and its words: "2 errors". Nothing when there are no words. */
export function Flag(props: {
  kind: 'error' | 'warning';
  words: string | undefined;
  title?: string | undefined;
}): JSX.Element {
  return (
    <Show when={props.words}>
      <span class={`ex-flag ex-flag-${props.kind}`} title={props.title}>
        {props.kind === 'error' ? <ErrorMark /> : <WarningMark />}
        {props.words}
      </span>
    </Show>
  );
}
