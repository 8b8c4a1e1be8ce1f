import { createSignal, type JSX, Show } from 'solid-js';
import type { OpenTrace } from '../library/trace-library.ts';
import { CopyButton } from '../parts/CopyButton.tsx';
import { MenuButton } from '../parts/MenuButton.tsx';
import { saveTrace, type TraceFormat } from './save-trace.ts';

export interface TraceActionsProps {
  trace: OpenTrace;
  /** Not given where there is no page to compare on. */
  onCompare?: (() => void) | undefined;
  /** Where the trace is shown elsewhere as well: in a real Jaeger. */
  elsewhere?: string | undefined;
}

/** What can be done with a trace as a whole. */
export function TraceActions(props: TraceActionsProps): JSX.Element {
  return (
    <>
      <Show when={props.elsewhere}>
        {(href) => (
          <a class="ex-follow trp-elsewhere" href={href()} target="_blank" rel="noreferrer">
            Open in Jaeger
          </a>
        )}
      </Show>
      <Show when={props.onCompare}>
        {(compare) => (
          <button type="button" class="ex-button" onClick={() => compare()()}>
            Compare with…
          </button>
        )}
      </Show>
      <MenuButton label="Save">{(close) => <SaveMenu trace={props.trace} close={close} />}</MenuButton>
      <CopyButton what="trace id" text={() => props.trace.columns.traceId} />
    </>
  );
}

function SaveMenu(props: { trace: OpenTrace; close: () => void }): JSX.Element {
  const [problem, setProblem] = createSignal('');
  const [busy, setBusy] = createSignal(false);
  const save = async (format: TraceFormat): Promise<void> => {
    setProblem('');
    setBusy(true);
    try {
      await saveTrace(props.trace, format);
      props.close();
    } catch (error) {
      setProblem(`It could not be saved. ${error instanceof Error ? error.message : String(error)}`);
    }
    setBusy(false);
  };
  return (
    <div class="trp-menu" aria-busy={busy()}>
      <button type="button" class="ex-button" disabled={busy()} onClick={() => void save('otlp')}>
        OTLP JSON
      </button>
      <button type="button" class="ex-button" disabled={busy()} onClick={() => void save('jaeger')}>
        Jaeger JSON
      </button>
      <button
        type="button"
        class="ex-button"
        onClick={() => {
          props.close();
          globalThis.print();
        }}
      >
        Print
      </button>
      <Show when={problem()}>
        <p role="alert">{problem()}</p>
      </Show>
    </div>
  );
}
