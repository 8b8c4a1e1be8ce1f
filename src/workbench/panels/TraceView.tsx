import type { Span } from '@spanlab/sandbox/schemas/trace.ts';
import { createEffect, createMemo, createSignal, type JSX, Match, on, Switch } from 'solid-js';
import { PredictionPanel } from '../../explorer/learn/PredictionPanel.tsx';
import { createMemoryLibrary } from '../../explorer/library/memory-library.ts';
import { type ExplorerState, initialState } from '../../explorer/state/explorer-state.ts';
import { TracePage } from '../../explorer/trace/TracePage.tsx';
import { plural } from '../../words.ts';
import { lazyPart } from '../LazyPart.tsx';
import { createKeptPrediction } from '../state/kept-prediction.ts';
import { keep, shown } from '../state/run-state.ts';
import { createSpanFeed } from '../state/span-feed.ts';
import { useWorkbench } from '../state/workbench-model.ts';
import './trace-view.css';

const SolutionView = lazyPart(async () => (await import('./SolutionView.tsx')).SolutionView);

type Part = 'trace' | 'prediction' | 'solution';

/** The trace explorer over what this run has stored; before it the tree one expects, and beside it the solution's. */
export function TraceView() {
  const workbench = useWorkbench();
  const library = createMemoryLibrary({ maxSpans: keep.stored, maxBytes: keep.storedBytes });
  const feed = createSpanFeed(library);
  const [part, setPart] = createSignal<Part>('trace');
  const [own, setOwn] = createSignal<ExplorerState>({ ...initialState, page: 'trace' });
  const prediction = createKeptPrediction(
    () => `${workbench.data.slug}/${workbench.exercise().id}`,
    () => workbench.services()[0],
  );
  const spans = createMemo(() => shown(workbench.runner.state(), (record) => record.stored));
  createEffect(() => feed(spans().content));
  const traceIds = createMemo(() => new Set(spans().content.map(({ traceId }) => traceId)));

  /** What was chosen elsewhere (a check, a link) wins; a trace of another run is forgotten. */
  const state = createMemo((): ExplorerState => {
    const selected = workbench.selection().span;
    const here = selected !== undefined && traceIds().has(selected.traceId) ? selected : undefined;
    const traceId = here?.traceId ?? own().traceId;
    return {
      ...own(),
      traceId: traceId !== undefined && traceIds().has(traceId) ? traceId : firstOf(spans().content),
      spanId: here?.spanId,
    };
  });
  const change = (next: Partial<ExplorerState>): void => {
    const before = state();
    setOwn((now) => ({ ...now, ...next }));
    if (!('spanId' in next) && !('traceId' in next)) return;
    const { traceId, spanId } = { ...before, ...next };
    // Kept, so that closing a span leaves its trace on show.
    if (traceId !== undefined) setOwn((now) => ({ ...now, traceId }));
    workbench.setSelection(
      traceId !== undefined && spanId !== undefined ? { span: { traceId, spanId } } : {},
    );
  };

  createEffect(
    on(workbench.traceShow, (wanted) => {
      if (wanted === undefined) return;
      setPart(wanted.part);
      const { view, find, select, critical } = wanted;
      change({
        ...(view !== undefined && { view }),
        ...(find !== undefined && { find }),
        ...(critical !== undefined && { critical }),
      });
      const span = select === undefined ? undefined : spans().content.find(({ name }) => name === select);
      if (span !== undefined)
        workbench.setSelection({ span: { traceId: span.traceId, spanId: span.spanId } });
    }),
  );
  // What is chosen elsewhere is to be seen.
  createEffect(
    on(
      () => workbench.selection().span,
      (span) => span && setPart('trace'),
      { defer: true },
    ),
  );

  const sources = () => {
    const { current, previous } = workbench.runner.state();
    return (spans().stale ? previous : current)?.sources;
  };
  /** Why there is nothing, once a run has ended without anything. */
  const hint = () => {
    const record = workbench.record();
    if (record?.phase !== 'ended') return undefined;
    const printed = record.printed.length;
    const instead = printed > 0 ? ` ${plural(printed, 'span')} went to the console.` : '';
    return `No span reached Jaeger in this run.${instead}`;
  };
  const open = ({ traceId, spanId }: Span): void => {
    setPart('trace');
    change({ traceId, spanId });
  };

  return (
    <div class="wb-view tv" data-stale={spans().stale ? '' : undefined}>
      <Switch>
        <Match when={part() === 'trace'}>
          <TracePage
            library={library}
            traceId={state().traceId}
            services={workbench.services()}
            state={state()}
            onState={change}
            sources={sources()}
            onOpenSource={workbench.openAt}
            elsewhere={workbench.localLab.on() ? (id) => workbench.localLab.jaegerTrace(id) : undefined}
            hint={hint()}
            linkTo={new URL(`${workbench.siteBase}explore/`, location.href).href}
            picker
            actions={<Beside part="trace" onPart={setPart} />}
          />
        </Match>
        <Match when={part() === 'prediction'}>
          <Page title="The tree you expect" part="prediction" onPart={setPart}>
            <PredictionPanel
              prediction={prediction.lines()}
              onChange={prediction.set}
              services={workbench.services()}
              spans={spans().stale ? [] : spans().content}
              ended={workbench.record()?.phase === 'ended'}
              onOpen={open}
            />
          </Page>
        </Match>
        <Match when={part() === 'solution'}>
          <Page title="Your trace beside the solution’s" part="solution" onPart={setPart}>
            <SolutionView
              library={library}
              traceId={state().traceId}
              services={workbench.services()}
              exercise={workbench.exercise().id}
              run={workbench.solutionSpans}
            />
          </Page>
        </Match>
      </Switch>
    </div>
  );
}

/** Read from its beginning, a run is told by its first trace. */
function firstOf(spans: readonly Span[]): string | undefined {
  return spans[0]?.traceId;
}

const titles: Readonly<Record<Part, { words: string; title: string }>> = {
  trace: { words: 'Trace', title: 'The trace of this run' },
  prediction: { words: 'Predict', title: 'Draw the tree you expect, and see the difference' },
  solution: {
    words: 'Solution’s trace',
    title: 'Run the solution out of sight, and compare its trace with yours',
  },
};

function Beside(props: { part: Part; onPart: (part: Part) => void }): JSX.Element {
  const others = (): Part[] =>
    (['trace', 'prediction', 'solution'] as const).filter((each) => each !== props.part);
  return (
    <>
      {others().map((each) => (
        <button type="button" class="ex-button" title={titles[each].title} onClick={() => props.onPart(each)}>
          {titles[each].words}
        </button>
      ))}
    </>
  );
}

function Page(props: {
  title: string;
  part: Part;
  onPart: (part: Part) => void;
  children: JSX.Element;
}): JSX.Element {
  return (
    <section class="ex tv-page" aria-label={props.title}>
      <header class="tv-head">
        <h2>{props.title}</h2>
        <Beside part={props.part} onPart={props.onPart} />
      </header>
      <div class="tv-body">{props.children}</div>
    </section>
  );
}
