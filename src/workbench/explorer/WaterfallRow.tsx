// biome-ignore-all lint/a11y/useSemanticElements: rows placed by hand cannot be a <table>; the roles are the real thing
// biome-ignore-all lint/a11y/useFocusableInteractive: rows take the focus, cells do not, as the tree grid pattern allows
import { createMemo, For, type JSX, Show } from 'solid-js';
import { formatDuration } from '../../explorer/parts/duration.ts';
import { Flag } from '../../explorer/parts/Flag.tsx';
import { ChevronMark } from '../../explorer/parts/marks.tsx';
import { ServiceLabel } from '../../explorer/parts/ServiceLabel.tsx';
import { serviceColour } from '../../service-colours.ts';
import { barGeometry } from './bar.ts';
import type { VisibleRow } from './visible-rows.ts';

export interface WaterfallRowProps {
  row: VisibleRow;
  index: number;
  topPx: number;
  traceNs: number;
  services: readonly string[];
  /** The one row Tab stops at. */
  active: boolean;
  selected: boolean;
  /** The last level that is indented. */
  deepest: number;
  onClick: (index: number, onToggle: boolean) => void;
}

/** A span's row: its place in the tree, its bar, its duration. */
export function WaterfallRow(props: WaterfallRowProps): JSX.Element {
  const node = () => props.row.node;
  const span = () => node().span;
  const bar = createMemo(() => barGeometry(node(), props.traceNs));
  const failed = (): boolean => span().status.code === 'ERROR';
  const failedBelow = (): number => (props.row.expanded === false ? node().errorsBelow : 0);

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree grid handles the keys of its rows
    <div
      role="row"
      class="rl-row rl-columns wf-row wf-columns"
      classList={{ 'wf-selected': props.selected, 'wf-failed': failed() }}
      style={{
        transform: `translateY(${props.topPx}px)`,
        '--service': serviceColour(node().service, props.services).cssVar,
        '--depth': Math.min(node().depth, props.deepest),
      }}
      tabindex={props.active ? 0 : -1}
      aria-rowindex={props.index + 2}
      aria-level={node().depth + 1}
      aria-posinset={node().position}
      aria-setsize={node().siblings}
      aria-expanded={props.row.expanded}
      aria-selected={props.selected}
      onClick={(event) => props.onClick(props.index, event.target.closest('.wf-toggle') !== null)}
    >
      <div role="gridcell" class="wf-name" aria-colindex={1}>
        <span class="wf-indent" />
        <span class="wf-toggle" aria-hidden="true" data-state={props.row.expanded}>
          <Show when={props.row.expanded !== undefined}>
            <ChevronMark />
          </Show>
        </span>
        <Show when={node().depth > props.deepest}>
          <span
            class="wf-level"
            title={`Level ${node().depth + 1}`}
          >{`+${node().depth - props.deepest}`}</span>
        </Show>
        <ServiceLabel service={node().service} services={props.services} />
        <bdi class="wf-span" title={span().name}>
          {span().name === '' ? '(no name)' : span().name}
        </bdi>
        <Flag kind="error" words={failed() ? 'error' : undefined} />
        <Flag kind="error" words={failedBelow() > 0 ? `${failedBelow()} below` : undefined} />
        <Flag kind="warning" words={node().warnings[0]?.label} title={node().warnings[0]?.text} />
        <Show when={props.row.expanded === false}>
          <span class="wf-below">{`${node().descendants} folded`}</span>
        </Show>
      </div>
      <div role="gridcell" class="wf-time" aria-colindex={2}>
        <span class="ex-hidden">{`starts at ${formatDuration(node().startNs)}`}</span>
        <span
          class="wf-bar"
          classList={{ 'wf-bar-backwards': bar().backwards }}
          style={{ left: `${bar().left * 100}%`, width: `${bar().width * 100}%` }}
        />
        <For each={bar().events}>
          {(at) => <i class="wf-event" aria-hidden="true" style={{ left: `${at * 100}%` }} />}
        </For>
      </div>
      <div role="gridcell" class="wf-duration" aria-colindex={3}>
        {span().endTimeUnixNano === 0n ? 'no end' : formatDuration(node().durationNs)}
      </div>
    </div>
  );
}
