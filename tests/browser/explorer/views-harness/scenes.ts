/** Views and traces of the harness, by name: each view can show each trace. */
import type { Span } from '@spanlab/sandbox/schemas/trace.ts';
import type { Component } from 'solid-js';
import { webShopTrace } from '../../../../src/explorer/example/web-shop.ts';
import type { TraceViewProps } from '../../../../src/explorer/state/trace-view.ts';
import { EventsView } from '../../../../src/explorer/views/events/EventsView.tsx';
import { FlameView } from '../../../../src/explorer/views/flame/FlameView.tsx';
import { GraphView } from '../../../../src/explorer/views/graph/GraphView.tsx';
import { RawView } from '../../../../src/explorer/views/raw/RawView.tsx';
import { StatisticsView } from '../../../../src/explorer/views/statistics/StatisticsView.tsx';
import { TableView } from '../../../../src/explorer/views/table/TableView.tsx';
import { evilSpans, fourSpans, oddSpans } from '../harness/lesson-spans.ts';
import { HistogramScene } from './HistogramScene.tsx';
import { manySpans } from './many-spans.ts';

export const views: Readonly<Record<string, Component<TraceViewProps>>> = {
  events: EventsView,
  flame: FlameView,
  graph: GraphView,
  table: TableView,
  histogram: HistogramScene,
  raw: RawView,
  statistics: StatisticsView,
};

export const traces: Readonly<Record<string, () => Iterable<Span>>> = {
  lesson: fourSpans,
  shop: webShopTrace,
  odd: oddSpans,
  evil: evilSpans,
  huge: () => manySpans(200_000),
};
