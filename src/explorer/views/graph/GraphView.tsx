/** Who calls whom in a trace: its paths of services and operations, as a graph. */
import { createEffect, createMemo, createSignal, For, type JSX, on, Show } from 'solid-js';
import { plural } from '../../../words.ts';
import { createAnswer } from '../../parts/create-answer.ts';
import { createResult } from '../../parts/create-result.ts';
import type { TraceViewProps } from '../../state/trace-view.ts';
import { matchesByNode, type PathTree, pathTree, rowsOf } from '../paths/path-tree.ts';
import { nameOf, serviceOf } from '../paths/path-words.ts';
import { HiddenNote } from '../rows/RowFilter.tsx';
import { SpanList } from '../rows/SpanList.tsx';
import { ViewBar } from '../ViewBar.tsx';
import { ColourChoice } from './ColourChoice.tsx';
import { GraphCanvas } from './GraphCanvas.tsx';
import { GraphEdges } from './GraphEdges.tsx';
import type { GraphLayout } from './graph-layout.ts';
import { layoutInWorker } from './layout-client.ts';
import type { Colouring } from './node-colour.ts';
import { PathCard, RestCard } from './PathCard.tsx';
import type { Box } from './pan-zoom.ts';
import { neighbour, type PathGraph, pathGraph } from './path-graph.ts';
import '../views.css';
import './graph-view.css';

/** More cards are no picture any more. */
const mostCards = 80;
const card = { width: 216, height: 62 };

/** A layout, and what it is of: the next tree may be there before its layout. */
interface Picture {
  tree: PathTree;
  graph: PathGraph;
  layout: GraphLayout;
}

export function GraphView(props: TraceViewProps): JSX.Element {
  const [colouring, setColouring] = createSignal<Colouring>('service');
  const [opened, setOpened] = createSignal<number>();
  const [active, setActive] = createSignal(0);
  const tree = createResult(() => pathTree(props.columns, new Set(props.state.hiddenServices)));
  const picture = createAnswer({
    source: tree,
    about: () => props.columns.traceId,
    ask: async (of, signal): Promise<Picture> => {
      const graph = pathGraph(of, mostCards);
      const sizes = [...graph.nodes, ...(graph.rest === undefined ? [] : [0])].map(() => card);
      const layout = await layoutInWorker([sizes, graph.edges, { direction: 'right' }], signal);
      return { tree: of, graph, layout };
    },
  });
  const drawn = picture.value;
  // Places are of one picture: the next has others.
  createEffect(
    on(drawn, () => {
      setOpened(undefined);
      setActive(0);
    }),
  );
  const boxOf = ({ layout }: Picture, place: number): Box => ({
    ...(layout.nodes[place] ?? { x: 0, y: 0 }),
    ...card,
  });
  const found = createMemo(() => {
    const of = drawn();
    return of && matchesByNode(of.tree, props.matches);
  });
  const openedRows = createMemo(() => {
    const [of, place] = [drawn(), opened()];
    if (of === undefined || place === undefined) return [];
    const node = of.graph.nodes[place];
    if (node !== undefined) return rowsOf(of.tree, (each) => each === node);
    const cards = new Set(of.graph.nodes);
    return rowsOf(of.tree, (each) => !cards.has(each));
  });
  const selectedNode = (): number =>
    props.selected === undefined ? -1 : (drawn()?.tree.nodeOf[props.selected] ?? -1);

  /** One span is shown at once; of several, the list. */
  const open = (place: number): void => {
    setActive(place);
    setOpened(place);
    const [row, ...others] = openedRows();
    if (others.length === 0 && row !== undefined) {
      setOpened(undefined);
      props.onSelect(row);
    }
  };
  const onKeyDown = (event: KeyboardEvent & { currentTarget: HTMLElement }, of: Picture): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const to = event.key === 'Home' ? 0 : neighbour(event.key, active(), of.graph, of.layout.nodes);
    if (to !== undefined) {
      setActive(to);
      event.currentTarget.querySelector<HTMLElement>('[tabindex="0"]')?.focus({ preventScroll: true });
    } else if (event.key === 'Enter' || event.key === ' ') open(active());
    // A way that leads nowhere moves nothing, either: the canvas would pan.
    else if (!event.key.startsWith('Arrow')) return;
    event.preventDefault();
  };
  const placeOf = (target: EventTarget | null): number | undefined => {
    const card = target instanceof Element ? target.closest('[data-place]') : null;
    return card === null ? undefined : Number(card.getAttribute('data-place'));
  };
  const onClick = (event: MouseEvent): void => {
    const place = placeOf(event.target);
    if (place !== undefined) open(place);
  };
  // Screen readers move the focus by themselves. A press moves nothing: the card would slip away from below the pointer.
  const onFocusIn = (event: FocusEvent): void => {
    if (event.target instanceof Element && event.target.matches(':focus-visible')) {
      setActive(placeOf(event.target) ?? active());
    }
  };

  return (
    <section class="vw" aria-label="Graph">
      <ViewBar compact={props.compact} onTools={props.onTools}>
        <ColourChoice colouring={colouring()} onColouring={setColouring} />
        <span class="vw-said" role="status">
          {said(picture.pending(), drawn())}
        </span>
        <HiddenNote state={props.state} onState={props.onState} />
      </ViewBar>
      <Show when={picture.problem()}>{(problem) => <p class="vw-note vw-bad">{problem()}</p>}</Show>
      <Show when={drawn()}>
        {(of) => (
          <GraphCanvas
            label="Graph of calls, which moves with the arrows"
            width={of().layout.width}
            height={of().layout.height}
            start={boxOf(of(), 0)}
            focus={boxOf(of(), active())}
          >
            <GraphEdges layout={of().layout} />
            <div
              role="tree"
              aria-label="Calls"
              onKeyDown={(event) => onKeyDown(event, of())}
              onClick={onClick}
              onFocusIn={onFocusIn}
            >
              <For each={of().graph.nodes}>
                {(node, place) => (
                  <PathCard
                    tree={of().tree}
                    columns={props.columns}
                    services={props.services}
                    node={node}
                    box={boxOf(of(), place())}
                    colouring={colouring()}
                    found={found()?.[node] ?? 0}
                    finding={props.matches !== undefined}
                    selected={node === selectedNode() || place() === opened()}
                    stop={place() === active()}
                    place={place()}
                  />
                )}
              </For>
              <Show when={of().graph.rest}>
                {(rest) => (
                  <RestCard
                    rest={rest()}
                    box={boxOf(of(), of().graph.nodes.length)}
                    stop={active() === of().graph.nodes.length}
                    place={of().graph.nodes.length}
                  />
                )}
              </Show>
            </div>
          </GraphCanvas>
        )}
      </Show>
      <Show when={openedRows().length > 0 && drawn()}>
        {(of) => (
          <SpanList
            {...props}
            what={titleOf(props, of(), opened())}
            rows={openedRows()}
            onClose={() => setOpened(undefined)}
          />
        )}
      </Show>
    </section>
  );
}

function titleOf(props: TraceViewProps, { tree, graph }: Picture, place: number | undefined): string {
  const node = graph.nodes[place ?? -1];
  if (node === undefined) return 'the rest';
  return `${nameOf(tree, props.columns, node)} of ${serviceOf(tree, props.columns, node)}`;
}

function said(loading: boolean, picture: Picture | undefined): string {
  if (picture === undefined) return loading ? 'Placing the calls…' : '';
  const { tree, graph } = picture;
  if (tree.length === 0) return 'There is no span to draw.';
  const paths = `${plural(tree.length, 'path')} of calls`;
  return graph.rest === undefined
    ? paths
    : `${paths}: the ${graph.nodes.length} with the most time in them, and the rest as one`;
}
