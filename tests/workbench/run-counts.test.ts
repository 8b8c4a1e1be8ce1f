import { expect, test } from 'vitest';
import type { CollectorView, ComponentCounts } from '../../sandbox/schemas/collector.ts';
import { sinceRunBegan } from '../../src/workbench/state/run-counts.ts';

const counts = (received: number, sent: number, queued = 0): ComponentCounts => ({
  kind: 'exporter',
  id: 'otlp_grpc/jaeger',
  received,
  refused: 0,
  sent,
  dropped: 0,
  queued,
});
const view = (...all: ComponentCounts[]): CollectorView => ({
  state: 'running',
  problems: [],
  listeners: [],
  counts: all,
});

test('a second run begins at nothing, and what is held stays what it is', () => {
  expect(sinceRunBegan(view(counts(10, 8, 2)), [counts(6, 6)]).counts).toEqual([counts(4, 2, 2)]);
});

test('a Collector that started anew has forgotten the runs before', () => {
  expect(sinceRunBegan(view(counts(4, 4)), [counts(6, 6)]).counts).toEqual([counts(4, 4)]);
});

test('a component that was not there when the run began is counted whole', () => {
  const debug = { ...counts(4, 4), id: 'debug' };
  expect(sinceRunBegan(view(counts(4, 4), debug), [counts(4, 4)]).counts).toEqual([counts(0, 0), debug]);
});
