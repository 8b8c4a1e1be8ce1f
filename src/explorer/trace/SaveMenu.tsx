import { createSignal, type JSX, Show } from 'solid-js';
import type { OpenTrace } from '../library/trace-library.ts';
import { saveTrace, type TraceFormat } from './save-trace.ts';
import { linkToTrace } from './trace-address.ts';

export interface SaveMenuProps {
  trace: OpenTrace;
  /** Address of the page that opens a link to a trace. */
  linkTo: string;
  close: () => void;
}

/** Ways to take a trace along: as a file, in a link, on paper. */
export function SaveMenu(props: SaveMenuProps): JSX.Element {
  const [says, setSays] = createSignal('');
  const [problem, setProblem] = createSignal('');
  const [busy, setBusy] = createSignal(false);
  const attempt = async (what: () => Promise<void>): Promise<void> => {
    setSays('');
    setProblem('');
    setBusy(true);
    try {
      await what();
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
    setBusy(false);
  };
  const save = async (format: TraceFormat): Promise<void> => {
    await saveTrace(props.trace, format);
    props.close();
  };
  const copyLink = async (): Promise<void> => {
    const { address, remark } = await linkToTrace(props.trace, props.linkTo);
    await navigator.clipboard.writeText(address);
    setSays(`Link copied: ${remark}`);
  };
  return (
    <div class="trp-menu" aria-busy={busy()}>
      <button
        type="button"
        class="ex-button"
        disabled={busy()}
        onClick={() => void attempt(() => save('otlp'))}
      >
        OTLP JSON
      </button>
      <button
        type="button"
        class="ex-button"
        disabled={busy()}
        onClick={() => void attempt(() => save('jaeger'))}
      >
        Jaeger JSON
      </button>
      <button type="button" class="ex-button" disabled={busy()} onClick={() => void attempt(copyLink)}>
        Copy a link that holds it
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
      <p role="status" class="ex-muted">
        {says()}
      </p>
      <Show when={problem()}>
        <p role="alert">{problem()}</p>
      </Show>
    </div>
  );
}
