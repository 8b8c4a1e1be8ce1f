import type { JSX } from 'solid-js';
import { serviceColour } from '../../../service-colours.ts';
import type { Frame } from './flame-layout.ts';

export const rowPx = 22;

export interface FlameFrameProps {
  frame: Frame;
  index: number;
  name: string;
  service: string;
  services: readonly string[];
  /** All that is known of it. */
  words: string;
  failed: boolean;
  /** A find matches some of its spans; it is on, and matches none. */
  lit: boolean;
  dim: boolean;
  /** It calls what is zoomed. */
  above: boolean;
  selected: boolean;
  /** Tab stops here. */
  stop: boolean;
}

export function FlameFrame(props: FlameFrameProps): JSX.Element {
  const colour = () => serviceColour(props.service, props.services);
  return (
    <div
      role="treeitem"
      class="fl-frame"
      classList={{
        'fl-failed': props.failed,
        'fl-lit': props.lit,
        'fl-dim': props.dim,
        'fl-above': props.above,
        'fl-more': props.frame.more > 0,
        'fl-selected': props.selected,
      }}
      style={{
        left: `${props.frame.left * 100}%`,
        width: `${props.frame.width * 100}%`,
        top: `${props.frame.level * rowPx}px`,
        '--service': colour().cssVar,
        '--on': colour().onCssVar,
      }}
      aria-level={props.frame.level + 1}
      aria-selected={props.selected}
      aria-label={props.words}
      title={props.words}
      data-frame={props.index}
      tabIndex={props.stop ? 0 : -1}
    >
      <bdi>{props.name}</bdi>
    </div>
  );
}
