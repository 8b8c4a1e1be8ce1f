/** Views and traces of the harness, by name: each view can show each trace. */
import type { Span } from '@spanlab/sandbox/schemas/trace.ts';
import type { Component } from 'solid-js';
import { wideTrace } from '../../../../bench/explorer/make-traces.ts';
import { webShopTrace } from '../../../../src/explorer/example/web-shop.ts';
import type { TraceViewProps } from '../../../../src/explorer/state/trace-view.ts';
import { TableView } from '../../../../src/explorer/views/table/TableView.tsx';
import { evilSpans, fourSpans, oddSpans } from '../harness/lesson-spans.ts';

export const views: Readonly<Record<string, Component<TraceViewProps>>> = {
  table: TableView,
};

export const traces: Readonly<Record<string, () => Iterable<Span>>> = {
  lesson: fourSpans,
  shop: webShopTrace,
  odd: oddSpans,
  evil: evilSpans,
  huge: () => wideTrace({ spans: 200_000 }),
};
