import type { JSX } from 'solid-js';
import { plural } from '../../../words.ts';
import { shortly } from './count-words.ts';
import type { PlacedHop } from './graph-layout.ts';

export interface HopButtonProps {
  readonly placed: PlacedHop;
  readonly label: string;
  readonly count: number | undefined;
  readonly pressed: boolean;
  readonly onSelect: () => void;
}

/** A place between two components, with how many items passed it. */
export function HopButton(props: HopButtonProps): JSX.Element {
  const words = () => `${props.label}${props.count === undefined ? '' : `: ${plural(props.count, 'item')}`}`;
  return (
    <button
      type="button"
      class="co-hop"
      style={{ left: `${props.placed.x}px`, top: `${props.placed.y}px` }}
      aria-pressed={props.pressed}
      title={words()}
      onClick={() => props.onSelect()}
    >
      <span aria-hidden="true">{props.count === undefined ? '·' : shortly(props.count)}</span>
      <span class="ex-hidden">{words()}</span>
    </button>
  );
}
