import { createMemo, createSignal, type JSX, Show } from 'solid-js';
import { plural } from '../../words.ts';
import { clockShifts } from '../model/clock-skew.ts';
import type { TraceColumns } from '../model/trace-columns.ts';
import { formatDuration } from '../parts/duration.ts';
import { CloseMark, WarningMark } from '../parts/marks.tsx';
import type { TraceFacts } from './trace-facts.ts';

export interface TraceNoticesProps {
  /** As reported. */
  columns: TraceColumns;
  facts: TraceFacts;
  corrected: boolean;
  onCorrected: (corrected: boolean) => void;
  onNextOrphan: () => void;
}

type Kind = 'clocks' | 'orphans' | 'no-id';

/** What is wrong with a trace as a whole, and what can be done about it. Each can be put away. */
export function TraceNotices(props: TraceNoticesProps): JSX.Element {
  const [away, setAway] = createSignal<ReadonlySet<string>>(new Set());
  const key = (kind: Kind): string => `${kind} ${props.columns.traceId}`;
  const shown = (kind: Kind): boolean => !away().has(key(kind));
  const putAway = (kind: Kind): void => {
    setAway(new Set([...away(), key(kind)]));
  };
  /** Only where something is out of order: that work outlives who asked for it is no fault of a clock. */
  const shifts = createMemo(() =>
    props.facts.outOfOrder > 0 || props.corrected ? clockShifts(props.columns) : undefined,
  );
  return (
    <>
      <Show when={shown('clocks') && (shifts()?.shifted ?? 0) > 0 ? shifts() : undefined}>
        {(found) => (
          <Notice onClose={() => putAway('clocks')}>
            <span>
              {props.corrected
                ? `Clocks corrected: ${plural(found().shifted, 'span is', 'spans are')} moved, by up to ${formatDuration(found().mostNs)}, so that they lie within what caused them.`
                : `${plural(props.facts.outOfOrder, 'span starts', 'spans start')} before what caused ${props.facts.outOfOrder === 1 ? 'it' : 'them'}, or after it was over: two clocks disagree. Times are as reported.`}
            </span>
            <label class="trp-switch">
              <input
                type="checkbox"
                checked={props.corrected}
                onChange={(event) => props.onCorrected(event.currentTarget.checked)}
              />
              Correct clocks
            </label>
          </Notice>
        )}
      </Show>
      <Show when={props.facts.orphans > 0 && shown('orphans')}>
        <Notice onClose={() => putAway('orphans')}>
          <span>
            {`${plural(props.facts.orphans, 'span names a parent', 'spans name parents')} that ${props.facts.orphans === 1 ? 'has' : 'have'} not arrived, and ${props.facts.orphans === 1 ? 'is' : 'are'} drawn at the top.`}
            {props.facts.hasRoot ? '' : ' The trace has no root span.'}
          </span>
          <button type="button" class="ex-follow" onClick={() => props.onNextOrphan()}>
            Show the next
          </button>
        </Notice>
      </Show>
      <Show when={props.columns.traceId === '' && shown('no-id')}>
        <Notice onClose={() => putAway('no-id')}>
          <span>These spans have no trace id. They are shown together, as if they were one trace.</span>
        </Notice>
      </Show>
    </>
  );
}

function Notice(props: { children: JSX.Element; onClose: () => void }): JSX.Element {
  return (
    <div class="trp-notice">
      <WarningMark />
      <div class="trp-notice-says">{props.children}</div>
      <button
        type="button"
        class="ex-button ex-button-icon"
        aria-label="Put this notice away"
        onClick={() => props.onClose()}
      >
        <CloseMark />
      </button>
    </div>
  );
}
