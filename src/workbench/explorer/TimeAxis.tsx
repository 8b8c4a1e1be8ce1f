// biome-ignore-all lint/a11y/useSemanticElements: rows placed by hand cannot be a <table>; the roles are the real thing
// biome-ignore-all lint/a11y/useFocusableInteractive: rows take the focus, cells do not, as the tree grid pattern allows
import { For, type JSX } from 'solid-js';
import type { Tick } from '../../explorer/parts/ticks.ts';

/** The header row of the tree grid: what the columns are, and the time axis over the bars. */
export function TimeAxis(props: { ticks: readonly Tick[]; heightPx: number }): JSX.Element {
  return (
    <div role="rowgroup" class="rl-head" style={{ height: `${props.heightPx}px` }}>
      <div role="row" aria-rowindex={1} class="rl-columns wf-columns">
        <span role="columnheader" class="wf-head-span">
          Span
        </span>
        <span role="columnheader" class="wf-axis" aria-label="Time since the trace began">
          <For each={props.ticks}>
            {(tick) => (
              <span
                class="wf-tick"
                classList={{ 'wf-tick-last': tick.at > 0.93 }}
                style={{ left: `${tick.at * 100}%` }}
              >
                {tick.label}
              </span>
            )}
          </For>
        </span>
        <span role="columnheader" class="wf-head-duration">
          Duration
        </span>
      </div>
    </div>
  );
}

/** Hairlines under the bars, at the ticks. */
export function TimeGrid(props: { ticks: readonly Tick[] }): JSX.Element {
  return (
    <div class="wf-grid rl-columns wf-columns" aria-hidden="true">
      <span class="wf-grid-lines">
        <For each={props.ticks}>{(tick) => <i style={{ left: `${tick.at * 100}%` }} />}</For>
      </span>
    </div>
  );
}
