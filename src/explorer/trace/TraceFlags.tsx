import { type JSX, Show } from 'solid-js';
import { pluralOrNothing } from '../../words.ts';
import { ErrorMark, WarningMark } from '../parts/marks.tsx';
import type { TraceFacts } from './trace-facts.ts';

export interface TraceFlagsProps {
  facts: TraceFacts;
  onNextError: () => void;
  onNextOdd: () => void;
}

/** How many spans failed and how many are odd: a press leads to the next of them. */
export function TraceFlags(props: TraceFlagsProps): JSX.Element {
  return (
    <>
      <Show when={pluralOrNothing(props.facts.errors, 'error')}>
        {(words) => (
          <button
            type="button"
            class="trp-flag trp-flag-error"
            title="Next error  e"
            onClick={() => props.onNextError()}
          >
            <ErrorMark />
            {words()}
            <span class="ex-hidden">: go to the next</span>
          </button>
        )}
      </Show>
      <Show when={pluralOrNothing(props.facts.odd, 'warning')}>
        {(words) => (
          <button
            type="button"
            class="trp-flag trp-flag-warning"
            title="Next span with something odd"
            onClick={() => props.onNextOdd()}
          >
            <WarningMark />
            {words()}
            <span class="ex-hidden">: go to the next</span>
          </button>
        )}
      </Show>
    </>
  );
}
