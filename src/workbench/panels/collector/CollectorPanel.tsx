/** The Collector panel: its pipelines with what passes them, the spans at each hop, its state and its log. */
import { createEffect, createMemo, createSignal, type JSX, on, onCleanup, Show } from 'solid-js';
import type {
  CollectorHop,
  CollectorLogLine,
  CollectorView,
  ConfigProblem,
} from '../../../../sandbox/schemas/collector.ts';
import { elementWidth } from '../../../explorer/parts/element-size.ts';
import { Actions } from './Actions.tsx';
import { Aside, Empty } from './CanvasParts.tsx';
import { CollectorLog } from './CollectorLog.tsx';
import { countsOf } from './count-words.ts';
import { HopPane } from './HopPane.tsx';
import { type GraphSelection, hopViews } from './hop-views.ts';
import { PipelineGraph } from './PipelineGraph.tsx';
import { emptyGraph, type PipelineGraph as Graph, type GraphNode, pipelineGraph } from './pipeline-graph.ts';
import { StateLine } from './StateLine.tsx';
import '../../../explorer/parts/tokens.css';
import './collector.css';

export interface CollectorPanelProps {
  /** Name and text of the configuration in the editor. */
  readonly file: string;
  readonly config: string;
  readonly view: CollectorView;
  readonly problems: readonly ConfigProblem[];
  /** What the last restart was like. */
  readonly note: string;
  readonly services: readonly string[];
  readonly hops: () => Promise<readonly CollectorHop[]>;
  readonly log: (listener: (lines: readonly CollectorLogLine[]) => void) => () => void;
  /** Shows a line of the configuration; `quiet` leaves the focus where it is. */
  readonly onLine: (line: number, quiet: boolean) => void;
  readonly onRestart: () => void;
  /** Undefined in a lab without a backend. */
  readonly backend: { readonly up: boolean; readonly set: (up: boolean) => void } | undefined;
}

/** Below this width the spans take the place of the pipelines. */
const besidePx = 720;
/** How long the counts must rest before the spans are asked for again. */
const askAgainMs = 300;

export function CollectorPanel(props: CollectorPanelProps): JSX.Element {
  const [root, setRoot] = createSignal<HTMLElement>();
  const [canvas, setCanvas] = createSignal<HTMLElement>();
  const [selection, setSelection] = createSignal<GraphSelection>();
  const [hops, setHops] = createSignal<readonly CollectorHop[]>();
  const [logOpen, setLogOpen] = createSignal(false);
  const width = elementWidth(root, 900);
  const measured = elementWidth(canvas, 0);
  /** How wide the pipelines may be; as before while they are hidden. */
  const room = createMemo<number>((last) => measured() || last, 900);
  const beside = () => width() >= besidePx;

  const read = createMemo(() => pipelineGraph(props.config));
  /** The last one that could be read, while the text is being typed. */
  const graph = createMemo<Graph>((last) => read() ?? last, emptyGraph);
  const views = createMemo(() => {
    const chosen = selection();
    return chosen ? hopViews(graph(), chosen) : [];
  });
  const chosenNode = (): GraphNode | undefined => {
    const chosen = selection();
    return chosen?.type === 'node' ? graph().nodes.find(({ key }) => key === chosen.key) : undefined;
  };
  /** Undefined when what was chosen is gone from the configuration. */
  const title = () => chosenNode()?.id ?? hopTitle(selection(), views().length);
  const aside = (kind: 'extension' | 'unused') =>
    graph().nodes.filter((node) =>
      kind === 'extension' ? node.kind === 'extension' && node.state !== 'unused' : node.state === 'unused',
    );

  let timer: ReturnType<typeof setTimeout> | undefined;
  createEffect(
    on([selection, () => props.view.counts], ([chosen], before) => {
      clearTimeout(timer);
      if (!chosen) return;
      const ask = () => void props.hops().then(setHops, () => setHops([]));
      if (before?.[0] === undefined) ask();
      else timer = setTimeout(ask, askAgainMs);
    }),
  );
  onCleanup(() => clearTimeout(timer));

  // The pipelines may lie otherwise beside the spans: what was chosen stays in view.
  createEffect(
    on(
      [selection, room],
      () => canvas()?.querySelector('[aria-pressed="true"]')?.scrollIntoView({ block: 'nearest' }),
      {
        defer: true,
      },
    ),
  );

  function select(next: GraphSelection): void {
    setSelection(next);
    const node = chosenNode();
    if (node) props.onLine(node.line, true);
  }
  function close(): void {
    const before = root()?.querySelector<HTMLElement>('.co-canvas [aria-pressed="true"]');
    setSelection(undefined);
    queueMicrotask(() => before?.focus());
  }

  return (
    <div class="ex co" ref={setRoot}>
      <StateLine
        view={props.view}
        problems={props.problems}
        note={props.note}
        onLine={(line) => props.onLine(line, false)}
      >
        <Actions
          file={props.file}
          config={props.config}
          backend={props.backend}
          onRestart={props.onRestart}
          restarts={props.view.state === 'running' || props.view.state === 'failed'}
        />
      </StateLine>
      <div class="co-body dp-around" classList={{ 'dp-beside': beside() }}>
        <div class="dp-list" hidden={!beside() && title() !== undefined}>
          {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls */}
          <div
            class="co-canvas"
            ref={setCanvas}
            role="group"
            aria-label="Pipelines"
            data-old={read() === undefined ? '' : undefined}
          >
            <Show when={graph().pipelines.length > 0} fallback={<Empty readable={read() !== undefined} />}>
              <PipelineGraph
                graph={graph()}
                counts={props.view.counts}
                width={room()}
                selected={selection()}
                onSelect={select}
                onLine={(line) => props.onLine(line, false)}
              />
            </Show>
            <Aside
              title="Extensions"
              nodes={aside('extension')}
              view={props.view}
              selection={selection()}
              onSelect={select}
            />
            <Aside
              title="Defined, in no pipeline"
              nodes={aside('unused')}
              view={props.view}
              selection={selection()}
              onSelect={select}
            />
          </div>
        </div>
        <Show when={title()}>
          {(name) => (
            <HopPane
              title={name()}
              views={views()}
              hops={hops()}
              counts={countsOfChosen(chosenNode(), props.view)}
              services={props.services}
              alone={!beside()}
              line={chosenNode()?.line}
              onLine={(line) => props.onLine(line, false)}
              onClose={close}
            />
          )}
        </Show>
      </div>
      <CollectorLog listen={props.log} open={logOpen()} onOpen={setLogOpen} />
    </div>
  );
}

function countsOfChosen(node: GraphNode | undefined, view: CollectorView) {
  return node && countsOf(node, view.counts);
}

function hopTitle(selection: GraphSelection | undefined, views: number): string | undefined {
  if (selection?.type !== 'hop' || views === 0) return undefined;
  return selection.hop === 0 ? `Into ${selection.pipeline}` : `Hop ${selection.hop} of ${selection.pipeline}`;
}
