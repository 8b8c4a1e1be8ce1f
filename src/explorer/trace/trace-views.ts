/** The views of a trace, in the order of their tabs. Each is loaded when it is first shown. */
import { type Component, lazy } from 'solid-js';
import type { TraceViewName } from '../state/explorer-state.ts';
import type { TraceViewProps } from '../state/trace-view.ts';

export const viewLabels: Readonly<Record<TraceViewName, string>> = {
  timeline: 'Waterfall',
  graph: 'Graph',
  flame: 'Flame',
  statistics: 'Statistics',
  table: 'Table',
  events: 'Events',
  raw: 'Raw',
};

type View = Component<TraceViewProps>;

function view(load: () => Promise<View>): View & { preload: () => Promise<{ default: View }> } {
  return lazy(async () => ({ default: await load() }));
}

export const viewParts: Readonly<Record<TraceViewName, ReturnType<typeof view>>> = {
  timeline: view(async () => (await import('../timeline/Timeline.tsx')).Timeline),
  graph: view(async () => (await import('../views/graph/GraphView.tsx')).GraphView),
  flame: view(async () => (await import('../views/flame/FlameView.tsx')).FlameView),
  statistics: view(async () => (await import('../views/statistics/StatisticsView.tsx')).StatisticsView),
  table: view(async () => (await import('../views/table/TableView.tsx')).TableView),
  events: view(async () => (await import('../views/events/EventsView.tsx')).EventsView),
  raw: view(async () => (await import('../views/raw/RawView.tsx')).RawView),
};
