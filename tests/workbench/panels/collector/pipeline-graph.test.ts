import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type PipelineGraph,
  pipelineGraph,
} from '../../../../src/workbench/panels/collector/pipeline-graph.ts';
import { anyConfig, joinedConfig, plainConfig } from './configs.ts';

function graph(text: string): PipelineGraph {
  const found = pipelineGraph(text);
  if (!found) throw new Error('the text can be read');
  return found;
}
const node = (of: PipelineGraph, id: string, pipeline?: string) =>
  of.nodes.find((each) => each.id === id && (pipeline === undefined || each.pipeline === pipeline));
const edges = (of: PipelineGraph) =>
  of.edges.map(({ from, to, pipeline, hop }) => {
    const name = (key: string) => of.nodes.find((each) => each.key === key)?.id;
    return `${pipeline} ${hop}: ${name(from)} → ${name(to)}`;
  });

const nameLines = (line: (index: number) => string, count: number) =>
  Array.from({ length: count }, (_, index) => line(index)).join('\n');

describe('a configuration as a graph', () => {
  test('joins receivers, processors in their order, and exporters', () => {
    expect(edges(graph(plainConfig))).toEqual([
      'traces 0: otlp → attributes/till',
      'traces 1: attributes/till → batch',
      'traces 2: batch → otlphttp',
    ]);
  });

  test('knows the line each component is defined on', () => {
    const lines = plainConfig.split('\n');
    for (const { id, line } of graph(plainConfig).nodes) {
      expect(lines[line - 1]?.trim().replace(/:$/u, '')).toBe(id);
    }
  });

  test('shows what is defined and in no pipeline as unused', () => {
    const found = graph(plainConfig);
    expect(node(found, 'debug')).toMatchObject({ kind: 'exporter', state: 'unused', line: 17 });
    expect(found.nodes.filter(({ state }) => state === 'unused')).toHaveLength(1);
  });

  test('shows what a pipeline names and nobody defines as unknown, on the line that names it', () => {
    const found = graph(plainConfig.replace('[attributes/till, batch]', '[attributes/till, bacth]'));
    expect(node(found, 'bacth')).toMatchObject({ kind: 'processor', state: 'unknown', line: 23 });
    expect(node(found, 'batch')).toMatchObject({ state: 'unused' });
  });

  test('has one node for a component that pipelines share, and a processor for each pipeline', () => {
    const found = graph(joinedConfig);
    expect(found.nodes.filter(({ id }) => id === 'debug')).toHaveLength(1);
    expect(found.nodes.filter(({ id }) => id === 'batch').map(({ pipeline }) => pipeline)).toEqual([
      'traces',
      'traces/errors',
    ]);
  });

  test('joins pipelines by their connectors', () => {
    const found = graph(joinedConfig);
    expect(node(found, 'forward')?.kind).toBe('connector');
    expect(edges(found)).toEqual(
      expect.arrayContaining([
        'traces 1: batch → forward',
        'traces/errors 0: forward → filter/errors',
        'metrics 0: spanmetrics → debug',
      ]),
    );
  });

  test('shows extensions, those the service starts and those it does not', () => {
    const found = graph(
      'extensions: {health_check: , zpages: }\nservice: {extensions: [health_check, pprof]}',
    );
    expect(found.nodes.map(({ id, state }) => `${id} ${state}`)).toEqual([
      'health_check used',
      'pprof unknown',
      'zpages unused',
    ]);
  });

  test('follows aliases and merged mappings', () => {
    const text = `exporters: &all\n  debug:\nreceivers: { otlp: }\nservice:\n  pipelines:\n    traces: &t\n      receivers: &r [otlp]\n      exporters: [debug]\n    traces/2:\n      <<: *t\n`;
    expect(edges(graph(text))).toEqual(['traces 0: otlp → debug', 'traces/2 0: otlp → debug']);
  });

  test('is nothing for text that is no YAML, and an empty graph for no text', () => {
    expect(pipelineGraph('service: [')).toBeUndefined();
    expect(pipelineGraph('- a\n- b')).toBeUndefined();
    expect(pipelineGraph('x'.repeat(300_000))).toBeUndefined();
    expect(pipelineGraph(`service: {extensions: [${'a, '.repeat(300)}]}`)).toBeUndefined();
    expect(graph('')).toEqual({ nodes: [], edges: [], pipelines: [] });
    expect(graph('service: 4\nreceivers: [otlp]')).toEqual({ nodes: [], edges: [], pipelines: [] });
  });

  test('whatever the pipelines, has an edge for each neighbour and a node once for each key', () => {
    fc.assert(
      fc.property(anyConfig, ({ text, pipelines }) => {
        const found = graph(text);
        const keys = new Set(found.nodes.map(({ key }) => key));
        expect(keys.size).toBe(found.nodes.length);
        for (const { from, to } of found.edges) expect(keys.has(from) && keys.has(to)).toBe(true);
        const expected = pipelines.reduce((sum, { receivers, processors, exporters }) => {
          const stages = [receivers.length, ...processors.map(() => 1), exporters.length];
          return sum + stages.slice(1).reduce((more, size, index) => more + size * (stages[index] ?? 0), 0);
        }, 0);
        expect(found.edges).toHaveLength(expected);
      }),
    );
  });

  test.each([
    ['aliases', `a: &a {}\nservice:\n  pipelines:\n${nameLines((i) => `    p${i}: *a`, 2_500)}`],
    ['names', `receivers:\n${nameLines((i) => `    p${i}: 1`, 12_000)}`],
    ['merges', `a: &a\n  x: 1\n${nameLines(() => '  <<: *a', 5_000)}`],
  ])('of very many %s is given up in no time', (_what, text) => {
    const began = performance.now();
    pipelineGraph(text);
    expect(performance.now() - began).toBeLessThan(3_000);
  });

  test('whatever is typed, throws nothing', () => {
    fc.assert(
      fc.property(fc.nat(plainConfig.length), fc.string({ maxLength: 12 }), (at, typed) => {
        const text = plainConfig.slice(0, at) + typed + plainConfig.slice(at);
        const found = pipelineGraph(text);
        const last = text.split('\n').length;
        for (const { line } of found?.nodes ?? []) expect(line).toBeLessThanOrEqual(last);
      }),
    );
  });
});
