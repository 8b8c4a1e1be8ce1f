import { type JSX, Show } from 'solid-js';
import { CopyButton } from '../../explorer/parts/CopyButton.tsx';
import { formatDuration } from '../../explorer/parts/duration.ts';
import { Flag } from '../../explorer/parts/Flag.tsx';
import { plural, pluralOrNothing } from '../../words.ts';
import type { TraceSummary } from './trace-list.ts';
import type { TraceTree } from './trace-tree.ts';

export interface TraceHeaderProps {
  trace: TraceSummary;
  tree: TraceTree;
  collapsed: ReadonlySet<string>;
  onCollapsed: (collapsed: ReadonlySet<string>) => void;
  /** Where the trace is shown elsewhere as well: in a real Jaeger. */
  elsewhere?: string | undefined;
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
        <span>{plural(props.trace.spans.length, 'span')}</span>
        <span>{plural(props.trace.services.length, 'service')}</span>
        <span>{formatDuration(props.tree.durationNs)}</span>
        <Flag kind="error" words={pluralOrNothing(props.trace.errors, 'error')} />
        <Flag kind="warning" words={pluralOrNothing(odd(), 'warning')} />
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
      <Show when={props.elsewhere}>
        {(href) => (
          <a class="tr-elsewhere" href={href()} target="_blank" rel="noreferrer">
            Open in Jaeger
          </a>
        )}
      </Show>
      <CopyButton what="trace id" text={() => props.trace.traceId} />
    </div>
  );
}
