/** A node of the graph: what is called, how often, and how long that takes. */
import { type JSX, Show } from 'solid-js';
import { serviceColour } from '../../../service-colours.ts';
import { plural } from '../../../words.ts';
import type { TraceColumns } from '../../model/trace-columns.ts';
import { formatDuration } from '../../parts/duration.ts';
import { ErrorMark } from '../../parts/marks.tsx';
import { ServiceLabel } from '../../parts/ServiceLabel.tsx';
import type { PathNode, PathTree } from '../paths/path-tree.ts';
import { callsAndErrors, describePath, nameOf, serviceOf } from '../paths/path-words.ts';
import { type Colouring, heatOf } from './node-colour.ts';
import type { Box } from './pan-zoom.ts';
import type { Rest } from './path-graph.ts';

interface CardProps {
  box: Box;
  /** Of all cards; what a click on it is known by. */
  place: number;
  /** Tab stops here. */
  stop: boolean;
}

export interface PathCardProps extends CardProps {
  tree: PathTree;
  columns: TraceColumns;
  services: readonly string[];
  node: PathNode;
  colouring: Colouring;
  /** How many of its spans a find matches. */
  found: number;
  finding: boolean;
  selected: boolean;
}

export function PathCard(props: PathCardProps): JSX.Element {
  const service = (): string => serviceOf(props.tree, props.columns, props.node);
  const errors = (): number => props.tree.errors[props.node] ?? 0;
  const words = (): string => describePath(props.tree, props.columns, props.node, props.found);
  const heat = (): number | undefined => heatOf(props.tree, props.node, props.colouring);
  return (
    <div
      role="treeitem"
      class="pc"
      classList={{
        'pc-selected': props.selected,
        'pc-found': props.found > 0,
        'pc-dim': props.finding && props.found === 0,
        'pc-hot': heat() !== undefined,
        'pc-errors': props.colouring === 'errors',
      }}
      style={{
        ...placed(props.box),
        '--service': serviceColour(service(), props.services).cssVar,
        '--heat': `${Math.round((heat() ?? 0) * 40)}%`,
      }}
      aria-level={(props.tree.depth[props.node] ?? 0) + 1}
      aria-selected={props.selected}
      title={words()}
      data-place={props.place}
      tabIndex={props.stop ? 0 : -1}
    >
      <bdi class="pc-name">{nameOf(props.tree, props.columns, props.node)}</bdi>
      <span class="pc-line">
        <ServiceLabel service={service()} services={props.services} />
        <Show when={props.found > 0}>
          <span class="pc-count">{props.found.toLocaleString('en')} found</span>
        </Show>
      </span>
      <span class="pc-line pc-figures">
        <span classList={{ 'vw-bad': errors() > 0 }} class="vw-status">
          <Show when={errors() > 0}>
            <ErrorMark />
          </Show>
          {callsAndErrors(props.tree.calls[props.node] ?? 0, errors())}
        </span>
        <span>
          {/* Both for those who listen; for those who look, the one the colour is about. */}
          <span classList={{ 'ex-hidden': props.colouring === 'self' }}>
            <span class="ex-hidden">total </span>
            {formatDuration(props.tree.totalNs[props.node] ?? 0)}
          </span>
          <span classList={{ 'ex-hidden': props.colouring !== 'self' }}>
            {' '}
            self {formatDuration(props.tree.selfNs[props.node] ?? 0)}
          </span>
        </span>
      </span>
    </div>
  );
}

/** All that is not drawn. */
export function RestCard(props: CardProps & { rest: Rest }): JSX.Element {
  return (
    <div
      role="treeitem"
      class="pc pc-rest"
      style={placed(props.box)}
      aria-level={1}
      aria-selected={false}
      data-place={props.place}
      tabIndex={props.stop ? 0 : -1}
    >
      <span class="pc-name">{plural(props.rest.paths, 'more path')}</span>
      <span class="pc-line">{callsAndErrors(props.rest.calls, props.rest.errors)}</span>
      <span class="pc-line">self {formatDuration(props.rest.selfNs)}</span>
    </div>
  );
}

function placed({ x, y, width, height }: Box): JSX.CSSProperties {
  return { left: `${x}px`, top: `${y}px`, width: `${width}px`, height: `${height}px` };
}
