import { type JSX, Show } from 'solid-js';
import { CopyButton } from './CopyButton.tsx';
import { formatDuration } from './duration.ts';
import { ErrorMark, WarningMark } from './marks.tsx';
import type { TraceSummary } from './trace-list.ts';
import type { TraceTree } from './trace-tree.ts';
import { counted } from './words.ts';

export interface TraceHeaderProps {
  trace: TraceSummary;
  tree: TraceTree;
  collapsed: ReadonlySet<string>;
  onCollapsed: (collapsed: ReadonlySet<string>) => void;
}

/** What is to be said of the trace as a whole, and folding for all of it. */
export function TraceHeader(props: TraceHeaderProps): JSX.Element {
  const parents = () => props.tree.nodes.filter((node) => node.children.length > 0);
  const odd = (): number => props.tree.nodes.filter((node) => node.warnings.length > 0).length;
  return (
    <div class="tr-head">
      <p class="tr-facts">
        <strong>
          <bdi>{props.trace.name || '(no name)'}</bdi>
        </strong>
        <span>{counted(props.trace.spans.length, 'span')}</span>
        <span>{counted(props.trace.services.length, 'service')}</span>
        <span>{formatDuration(props.tree.durationNs)}</span>
        <Show when={props.trace.errors > 0}>
          <span class="wf-flag wf-flag-error">
            <ErrorMark />
            {counted(props.trace.errors, 'error')}
          </span>
        </Show>
        <Show when={odd() > 0}>
          <span class="wf-flag wf-flag-warning">
            <WarningMark />
            {counted(odd(), 'warning')}
          </span>
        </Show>
      </p>
      <Show when={parents().length > 0}>
        <button
          type="button"
          class="ex-button"
          onClick={() =>
            props.onCollapsed(new Set(props.collapsed.size > 0 ? [] : parents().map((node) => node.key)))
          }
        >
          {props.collapsed.size > 0 ? 'Unfold all' : 'Fold all'}
        </button>
      </Show>
      <CopyButton what="trace id" text={() => props.trace.traceId} />
    </div>
  );
}
