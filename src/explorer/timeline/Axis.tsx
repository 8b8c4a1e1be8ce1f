// biome-ignore-all lint/a11y/useSemanticElements: rows placed by hand cannot be a <table>; the roles are the real thing
// biome-ignore-all lint/a11y/useFocusableInteractive: rows take the focus, cells do not, as the tree grid pattern allows
import { For, type JSX } from 'solid-js';
import type { Tick } from '../parts/ticks.ts';

export interface AxisProps {
  ticks: readonly Tick[];
  times: 'relative' | 'absolute';
}

/** The header row of the tree grid: what the columns are, and the time axis over the bars. */
export function Axis(props: AxisProps): JSX.Element {
  return (
    <div role="rowgroup" class="tl-head">
      <div role="row" aria-rowindex={1} class="tl-columns">
        <span role="columnheader" class="tl-head-name">
          Span
        </span>
        <span
          role="columnheader"
          class="tl-axis"
          title="Drag to choose a part"
          aria-label={props.times === 'relative' ? 'Time since the trace began' : 'Time of day'}
        >
          <For each={props.ticks}>
            {(tick) => (
              <span
                class="tl-tick"
                classList={{ 'tl-tick-first': tick.at < 0.05, 'tl-tick-last': tick.at > 0.93 }}
                style={{ left: `${tick.at * 100}%` }}
              >
                {tick.label}
              </span>
            )}
          </For>
        </span>
        <span role="columnheader" class="tl-head-duration">
          Duration
        </span>
      </div>
    </div>
  );
}

/** Hairlines under the bars, at the ticks. */
export function AxisLines(props: { ticks: readonly Tick[] }): JSX.Element {
  return (
    <div class="tl-lines" aria-hidden="true">
      <For each={props.ticks}>{(tick) => <i style={{ left: `${tick.at * 100}%` }} />}</For>
    </div>
  );
}
