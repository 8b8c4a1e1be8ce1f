/** The learner's trace beside the one the solution makes. The solution runs out of sight. */
import type { Span } from '@spanlab/sandbox/schemas/trace.ts';
import { createResource, createSignal, type JSX, Match, onCleanup, Show, Switch } from 'solid-js';
import { CompareTraces } from '../../explorer/compare/CompareTraces.tsx';
import { createMemoryLibrary, type MemoryLibrary } from '../../explorer/library/memory-library.ts';
import type { OpenTrace } from '../../explorer/library/trace-library.ts';
import { createOpenTrace } from '../../explorer/trace/open-trace.ts';

export interface SolutionViewProps {
  library: MemoryLibrary;
  /** The learner's trace. */
  traceId: string | undefined;
  services: readonly string[];
  /** Whose solution it is: another one is run anew. */
  exercise: string;
  /** Run the solution; resolves with what it has stored. */
  run: (signal: AbortSignal) => Promise<Span[]>;
}

// It knows nothing of the workbench's model: what is loaded late must not ask for the page's first chunk again.
export function SolutionView(props: SolutionViewProps): JSX.Element {
  const [stopped, setStopped] = createSignal(false);
  let cancel = new AbortController();
  onCleanup(() => cancel.abort());
  const [solution, { refetch }] = createResource(
    () => props.exercise,
    async (): Promise<OpenTrace | undefined> => {
      cancel.abort();
      cancel = new AbortController();
      setStopped(false);
      return largestTrace(await props.run(cancel.signal));
    },
  );
  const yours = createOpenTrace({ library: () => props.library, traceId: () => props.traceId });
  const again = (
    <button type="button" class="ex-button" onClick={() => void refetch()}>
      Run the solution again
    </button>
  );

  return (
    <Switch>
      <Match when={solution.loading}>
        <div class="ex-empty">
          <p role="status">The solution is running, out of sight. Your files stay as they are.</p>
          <p>
            <button
              type="button"
              class="ex-button"
              onClick={() => {
                setStopped(true);
                cancel.abort(new Error('You stopped it.'));
              }}
            >
              Stop
            </button>
          </p>
        </div>
      </Match>
      <Match when={solution.error}>
        {(error) => (
          <div class="ex-empty">
            <p>{stopped() ? 'The solution was stopped.' : 'The solution could not be run.'}</p>
            <Show when={!stopped()}>
              <p>{error() instanceof Error ? error().message : String(error())}</p>
            </Show>
            <p>{again}</p>
          </div>
        )}
      </Match>
      <Match when={solution() === undefined}>
        <div class="ex-empty">
          <p>The solution stored no span in its run.</p>
          <p>{again}</p>
        </div>
      </Match>
      <Match when={yours.trace() === undefined}>
        <div class="ex-empty">
          <p>The solution’s trace is here, and yours is not yet.</p>
          <p>Press Run: the two are laid over each other.</p>
        </div>
      </Match>
      <Match when={both(yours.trace(), solution())}>
        {(pair) => (
          <CompareTraces
            left={pair().yours}
            right={pair().solution}
            services={props.services}
            names={{ left: 'Yours', right: 'Solution' }}
            sides={{ left: 'in yours', right: 'in the solution’s' }}
            actions={again}
          />
        )}
      </Match>
    </Switch>
  );
}

function both(
  yours: OpenTrace | undefined,
  solution: OpenTrace | undefined,
): { yours: OpenTrace; solution: OpenTrace } | undefined {
  return yours === undefined || solution === undefined ? undefined : { yours, solution };
}

/** The trace a solution is about: the one with most spans. */
async function largestTrace(spans: readonly Span[]): Promise<OpenTrace | undefined> {
  const library = createMemoryLibrary();
  library.add(spans);
  const { traces } = await library.search({
    service: '',
    operation: '',
    tags: '',
    limit: 1,
    sort: 'most-spans',
  });
  const [first] = traces;
  return first === undefined ? undefined : library.open(first.traceId);
}
