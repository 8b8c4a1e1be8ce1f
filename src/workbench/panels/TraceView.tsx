import type { Span } from '@spanlab/sandbox/schemas/trace.ts';
import { createEffect, createMemo, createSignal, type JSX, Match, on, Show, Switch } from 'solid-js';
import { createMemoryLibrary } from '../../explorer/library/memory-library.ts';
import { isPlainKey, isTyping } from '../../explorer/parts/typing.ts';
import { TracePage } from '../../explorer/trace/TracePage.tsx';
import { plural } from '../../words.ts';
import { lazyPart } from '../LazyPart.tsx';
import { createKeptPrediction } from '../state/kept-prediction.ts';
import { keep, shown } from '../state/run-state.ts';
import { createSpanFeed } from '../state/span-feed.ts';
import { createTraceState } from '../state/trace-state.ts';
import { useWorkbench } from '../state/workbench-model.ts';
import { OpenInExplorer } from './OpenInExplorer.tsx';
import './trace-view.css';

const PredictionPanel = lazyPart(
  async () => (await import('../../explorer/learn/PredictionPanel.tsx')).PredictionPanel,
);
const HelpDialog = lazyPart(async () => (await import('../../explorer/app/HelpDialog.tsx')).default);
const SolutionView = lazyPart(async () => (await import('./SolutionView.tsx')).SolutionView);

type Part = 'trace' | 'prediction' | 'solution';

/** The trace explorer over what this run has stored; before it the tree one expects, and beside it the solution's. */
export function TraceView() {
  const workbench = useWorkbench();
  const library = createMemoryLibrary({ maxSpans: keep.stored, maxBytes: keep.storedBytes });
  const feed = createSpanFeed(library);
  const explorer = new URL(`${workbench.siteBase}explore/`, location.href).href;
  const [part, setPart] = createSignal<Part>('trace');
  const [helping, setHelping] = createSignal(false);
  const prediction = createKeptPrediction(() => `${workbench.data.slug}/${workbench.exercise().id}`);
  const spans = createMemo(() => shown(workbench.runner.state(), (record) => record.stored));
  createEffect(() => feed(spans().content));
  const { state, change } = createTraceState({
    spans: () => spans().content,
    runId: () => workbench.record()?.runId,
    selected: () => workbench.selection().span,
    onSelect: (span) => workbench.setSelection(span === undefined ? {} : { span }),
    wanted: workbench.traceShow,
  });
  createEffect(on(workbench.traceShow, (wanted) => wanted && setPart(wanted.part)));
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

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== '?' || isTyping(event.target) || !isPlainKey(event)) return;
    event.preventDefault();
    setHelping(true);
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: one key for the panel as a whole, wherever the focus is in it
    <div class="wb-view tv" data-stale={spans().stale ? '' : undefined} onKeyDown={onKeyDown}>
      <Show when={helping()}>
        <HelpDialog onClose={() => setHelping(false)} />
      </Show>
      <Switch>
        <Match when={part() === 'trace' && spans().content.length === 0}>
          <Page title="No trace yet" part="trace" onPart={setPart}>
            <div class="ex-empty">
              <p>Spans appear here as bars on a time axis, each below the span that caused it.</p>
              <p>{hint() ?? 'Press Run: a trace is drawn as soon as its first span arrives.'}</p>
            </div>
          </Page>
        </Match>
        <Match when={part() === 'trace'}>
          <TracePage
            library={library}
            traceId={state().traceId}
            services={workbench.services()}
            state={state()}
            onState={change}
            sources={sources()}
            onOpenSource={workbench.openAt}
            linkTo={explorer}
            picker
            mainActions={
              <>
                <Show when={workbench.localLab.on() && state().traceId}>
                  {(id) => (
                    <a
                      class="ex-follow tv-jaeger"
                      href={workbench.localLab.jaegerTrace(id())}
                      target="_blank"
                      rel="noreferrer"
                    >
                      Open in Jaeger
                    </a>
                  )}
                </Show>
                <Beside part="trace" onPart={setPart} />
              </>
            }
            actions={
              <>
                <OpenInExplorer spans={spans().content} page={explorer} />
                <button type="button" class="ex-button" onClick={() => setHelping(true)}>
                  Keys
                </button>
              </>
            }
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
