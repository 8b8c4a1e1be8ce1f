import { type JSX, Show } from 'solid-js';
import { plural } from '../../../words.ts';
import type { ExplorerState } from '../../state/explorer-state.ts';

export interface RowFilterProps {
  state: ExplorerState;
  onState: (change: Partial<ExplorerState>) => void;
  /** A find is on: its spans can be all there is to see. */
  finding: boolean;
  onlyMatches: boolean;
  onOnlyMatches: (only: boolean) => void;
}

/** What is left out of a view, and how to have it back. Nothing when nothing is. */
export function RowFilter(props: RowFilterProps): JSX.Element {
  return (
    <>
      <Show when={props.finding}>
        <label>
          <input
            type="checkbox"
            checked={props.onlyMatches}
            onChange={(event) => props.onOnlyMatches(event.currentTarget.checked)}
          />
          Only what the find field matches
        </label>
      </Show>
      <HiddenNote state={props.state} onState={props.onState} />
    </>
  );
}

export function HiddenNote(props: Pick<RowFilterProps, 'state' | 'onState'>): JSX.Element {
  return (
    <Show when={props.state.hiddenServices.length > 0}>
      <span class="vw-choice">
        Without {plural(props.state.hiddenServices.length, 'hidden service')}
        <button type="button" class="ex-button" onClick={() => props.onState({ hiddenServices: [] })}>
          Show all
        </button>
      </span>
    </Show>
  );
}
