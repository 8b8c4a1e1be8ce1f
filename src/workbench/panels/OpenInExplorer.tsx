import type { Span } from '@spanlab/sandbox/schemas/trace.ts';
import { createSignal, type JSX, Show } from 'solid-js';

/** Takes all traces of the run along to the explorer's own page: there they can be searched, compared and counted. */
export function OpenInExplorer(props: {
  spans: readonly Span[];
  /** Its address. */
  page: string;
}): JSX.Element {
  const [problem, setProblem] = createSignal('');
  const open = async (): Promise<void> => {
    setProblem('');
    const { traceLink } = await import('../../explorer/files/trace-link.ts');
    const link = await traceLink(props.spans);
    if (link.ok) globalThis.open(`${props.page}${link.fragment}`, '_blank', 'noopener');
    else setProblem(link.problem);
  };
  return (
    <>
      <button
        type="button"
        class="ex-button"
        title="All traces of this run on a page of their own, in a new tab: search, compare, dependencies"
        onClick={() => void open()}
      >
        Open in the explorer
      </button>
      <Show when={problem()}>
        <p role="alert">{problem()}</p>
      </Show>
    </>
  );
}
