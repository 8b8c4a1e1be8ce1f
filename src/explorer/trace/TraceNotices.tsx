import { For, type JSX, Match, Switch } from 'solid-js';
import { CloseMark, WarningMark } from '../parts/marks.tsx';
import type { TraceNotice } from './trace-notices.ts';

export interface TraceNoticesProps {
  notices: readonly TraceNotice[];
  corrected: boolean;
  onCorrected: (corrected: boolean) => void;
  onNextOrphan: () => void;
  onPutAway: (kind: TraceNotice['kind']) => void;
}

/** What is wrong with a trace as a whole, and what can be done about it. */
export function TraceNotices(props: TraceNoticesProps): JSX.Element {
  const kinds = (): TraceNotice['kind'][] => props.notices.map(({ kind }) => kind);
  const textOf = (kind: TraceNotice['kind']): string =>
    props.notices.find((notice) => notice.kind === kind)?.text ?? '';
  return (
    // By kind, so that a switch keeps the focus when its words change.
    <For each={kinds()}>
      {(kind) => (
        <div class="trp-notice">
          <WarningMark />
          <div class="trp-notice-says">
            <span>{textOf(kind)}</span>
            <Switch>
              <Match when={kind === 'clocks'}>
                <label class="trp-switch">
                  <input
                    type="checkbox"
                    checked={props.corrected}
                    onChange={(event) => props.onCorrected(event.currentTarget.checked)}
                  />
                  Correct clocks
                </label>
              </Match>
              <Match when={kind === 'orphans'}>
                <button type="button" class="ex-follow" onClick={() => props.onNextOrphan()}>
                  Show the next
                </button>
              </Match>
            </Switch>
          </div>
          <button
            type="button"
            class="ex-button ex-button-icon"
            aria-label="Put this notice away"
            onClick={() => props.onPutAway(kind)}
          >
            <CloseMark />
          </button>
        </div>
      )}
    </For>
  );
}
