import { type JSX, Show } from 'solid-js';
import { plural } from '../../words.ts';
import './views.css';

/** On paper: what is left out. */
export function Unprinted(props: { count: number; most: number; what: string }): JSX.Element {
  return (
    <Show when={props.count > props.most}>
      <p class="vw-unprinted">{`${plural(props.count - props.most, `more ${props.what}`)} not printed.`}</p>
    </Show>
  );
}
