import { describe, expect, test } from 'vitest';
import type {
  CollectorLogLine,
  CollectorView,
  ComponentCounts,
} from '../../../../sandbox/schemas/collector.ts';
import {
  boxWords,
  countFlags,
  countsOf,
  hopCount,
  nodeSentence,
} from '../../../../src/workbench/panels/collector/count-words.ts';
import { hopViews } from '../../../../src/workbench/panels/collector/hop-views.ts';
import {
  fromLevel,
  keptLines,
  troubleWords,
  withLines,
} from '../../../../src/workbench/panels/collector/log-lines.ts';
import { emptyGraph, pipelineGraph } from '../../../../src/workbench/panels/collector/pipeline-graph.ts';
import { collectorSentence, restartWords } from '../../../../src/workbench/state/collector-words.ts';
import { joinedConfig } from './configs.ts';

const graph = pipelineGraph(joinedConfig) ?? emptyGraph;
const keyOf = (id: string, pipeline?: string) =>
  graph.nodes.find((node) => node.id === id && (pipeline === undefined || node.pipeline === pipeline))?.key ??
  '';
const nodeOf = (key: string) => {
  const node = graph.nodes.find((each) => each.key === key);
  if (!node) throw new Error(`${key} is in the graph`);
  return node;
};
const counts = (part: Partial<ComponentCounts>): ComponentCounts => ({
  kind: 'processor',
  id: 'batch',
  received: 12,
  refused: 0,
  sent: 10,
  dropped: 0,
  queued: 0,
  ...part,
});

describe('counts', () => {
  test('of a processor are those of its own pipeline', () => {
    const all = [counts({ pipeline: 'traces' }), counts({ pipeline: 'traces/errors', received: 3 })];
    expect(countsOf(nodeOf(keyOf('batch', 'traces/errors')), all)?.received).toBe(3);
  });

  test('are words, short enough for a box', () => {
    expect(boxWords(counts({}))).toBe('12 in · 10 out');
    expect(boxWords(counts({ received: 14_200, sent: 50 }))).toBe('14.2K → 50');
    expect(boxWords(counts({ kind: 'receiver' }))).toBe('12 received');
    expect(boxWords(counts({ kind: 'exporter' }))).toBe('10 of 12 sent');
    expect(boxWords(counts({ kind: 'exporter', sent: 12 }))).toBe('12 sent');
    expect(boxWords(undefined)).toBe('');
  });

  test('flag what was refused, dropped or is held, and nothing that is zero', () => {
    expect(countFlags(counts({ dropped: 2 }))).toEqual([{ kind: 'dropped', count: 2 }]);
    expect(countFlags(counts({}))).toEqual([]);
  });

  test('are said in one sentence, with what the component is', () => {
    expect(nodeSentence(nodeOf(keyOf('batch', 'traces')), counts({ queued: 2 }))).toBe(
      'batch, processor in traces: 12 in, 10 out, 2 queued',
    );
    expect(nodeSentence({ ...nodeOf(keyOf('debug')), state: 'unknown' }, undefined)).toBe(
      'debug, exporter: not defined',
    );
  });

  test('of a hop come from the components beside it', () => {
    const [traces] = graph.pipelines;
    if (!traces) throw new Error('there is a pipeline');
    const of = (key: string) => (key === keyOf('batch', 'traces') ? counts({}) : undefined);
    expect(hopCount(traces, 0, of)).toBe(12);
    expect(hopCount(traces, 1, of)).toBe(10);
  });
});

describe('what is compared', () => {
  const views = (key: string) => hopViews(graph, { type: 'node', key });

  test('for a processor is the hop before and the hop after it', () => {
    expect(views(keyOf('batch', 'traces/errors'))).toEqual([
      {
        title: 'batch',
        pipeline: 'traces/errors',
        before: { pipeline: 'traces/errors', index: 1 },
        after: { pipeline: 'traces/errors', index: 2 },
      },
    ]);
  });

  test('for a connector is the end of one pipeline and the beginning of the next', () => {
    expect(views(keyOf('forward'))).toMatchObject([
      { before: { pipeline: 'traces', index: 1 }, after: { pipeline: 'traces/errors', index: 0 } },
    ]);
  });

  test('for an exporter is what each of its pipelines hands to it', () => {
    expect(views(keyOf('debug')).map(({ after }) => after)).toEqual([
      { pipeline: 'traces/errors', index: 2 },
      { pipeline: 'metrics', index: 0 },
    ]);
  });

  test('for the first hop is nothing: it only came in', () => {
    expect(hopViews(graph, { type: 'hop', pipeline: 'traces', hop: 0 })).toMatchObject([
      { title: 'otlp', before: undefined, after: { index: 0 } },
    ]);
  });

  test('for what is gone from the configuration is nothing at all', () => {
    expect(hopViews(emptyGraph, { type: 'hop', pipeline: 'traces', hop: 0 })).toEqual([]);
    expect(views('processor traces 7 gone')).toEqual([]);
  });
});

describe('the log', () => {
  const line = (seq: number, level: CollectorLogLine['level'] = 'info'): CollectorLogLine => ({
    seq,
    level,
    text: String(seq),
  });

  test('is bounded, and takes no line twice', () => {
    const many = Array.from({ length: keptLines + 10 }, (_, seq) => line(seq));
    const kept = withLines(withLines([], many), many.slice(-3));
    expect(kept).toHaveLength(keptLines);
    expect(kept.at(-1)?.seq).toBe(keptLines + 9);
  });

  test('from a level on has the graver ones too', () => {
    const lines = [line(1, 'debug'), line(2), line(3, 'warn'), line(4, 'fatal')];
    expect(fromLevel(lines, 'warn').map(({ seq }) => seq)).toEqual([3, 4]);
    expect(troubleWords(lines)).toBe('1 error, 1 warning');
    const started = {
      seq: 99,
      level: 'info' as const,
      text: '2026-01-31T12:00:00Z\tinfo\tStarting otelcol-contrib...',
    };
    expect(troubleWords([...lines, started])).toBe('');
  });
});

describe('the state in words', () => {
  const view = (part: Partial<CollectorView>): CollectorView => ({
    state: 'running',
    problems: [],
    listeners: [],
    counts: [],
    startedInMs: 180,
    ...part,
  });

  test('says where it listens, each address once', () => {
    const listener = { component: 'otlp', address: '0.0.0.0:6006', port: 6006 };
    const metrics = { component: '', address: '127.0.0.1:8888', port: 8888 };
    expect(collectorSentence(view({ listeners: [listener, listener, metrics] }))).toBe(
      'Running on 0.0.0.0:6006',
    );
  });

  test.each([
    [0, 0, 'restarted in 180 ms · nothing was in flight'],
    [1, 0, 'restarted in 180 ms · 1 span was in flight, and was delivered'],
    [3, 0, 'restarted in 180 ms · 3 spans were in flight, all delivered'],
    [3, 2, 'restarted in 180 ms · 3 spans were in flight, 2 not delivered'],
    [3, 3, 'restarted in 180 ms · 3 spans were in flight, none delivered'],
    [0, 1, 'restarted in 180 ms · 1 span was in flight, not delivered'],
  ])('accounts for %i held and %i lost', (held, lost, words) => {
    expect(restartWords(view({ lostOnRestart: lost }), held)).toBe(words);
  });
});
