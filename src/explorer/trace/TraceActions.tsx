import { type JSX, Show } from 'solid-js';
import type { OpenTrace } from '../library/trace-library.ts';
import { CopyButton } from '../parts/CopyButton.tsx';
import { MenuButton } from '../parts/MenuButton.tsx';
import { SaveMenu } from './SaveMenu.tsx';

export interface TraceActionsProps {
  trace: OpenTrace;
  /** Not given where there is no page to compare on. */
  onCompare?: (() => void) | undefined;
  /** Address of the page that opens a link to a trace. */
  linkTo: string;
}

/** What can be done with a trace as a whole. */
export function TraceActions(props: TraceActionsProps): JSX.Element {
  return (
    <>
      <Show when={props.onCompare}>
        {(compare) => (
          <button type="button" class="ex-button" onClick={() => compare()()}>
            Compare with…
          </button>
        )}
      </Show>
      <MenuButton label="Save">
        {(close) => <SaveMenu trace={props.trace} linkTo={props.linkTo} close={close} />}
      </MenuButton>
      <CopyButton what="trace id" text={() => props.trace.columns.traceId} />
    </>
  );
}
