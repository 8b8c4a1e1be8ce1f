import type { JSX } from 'solid-js';
import type { TraceViewProps } from '../../../../src/explorer/state/trace-view.ts';
import { LatencyHistogram } from '../../../../src/explorer/views/histogram/LatencyHistogram.tsx';

/** All spans of the trace, as if they were calls of one operation. */
export function HistogramScene(props: TraceViewProps): JSX.Element {
  return (
    <div style="flex: 1; padding: 1rem">
      <LatencyHistogram
        durationsNs={props.columns.durationNs}
        what="any operation"
        selected={props.columns.length > 1 ? 1 : undefined}
        onPick={(indexes) => props.onSelect(indexes[0])}
      />
    </div>
  );
}
