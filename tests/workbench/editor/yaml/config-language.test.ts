import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hoverAt } from '../../../../src/workbench/editor/yaml/config-hover.ts';
import { suggestionsAt } from '../../../../src/workbench/editor/yaml/config-suggestions.ts';
import { placeAt } from '../../../../src/workbench/editor/yaml/yaml-lines.ts';
import { plainConfig } from '../../panels/collector/configs.ts';
import { schema } from './schema.ts';

/** A text with `|` where the caret is. */
function caret(marked: string): [text: string, line: number, column: number] {
  const before = marked.slice(0, marked.indexOf('|')).split('\n');
  return [marked.replace('|', ''), before.length, (before.at(-1) ?? '').length + 1];
}
const labels = (marked: string) => suggestionsAt(schema, ...caret(marked)).items.map(({ label }) => label);
const hover = (marked: string) => hoverAt(schema, ...caret(marked))?.markdown;

describe('a place in a configuration', () => {
  test.each([
    ['|', [], 'key'],
    ['receivers:\n  |', ['receivers'], 'key'],
    ['receivers:\n  otlp:\n    protocols:\n  |', ['receivers'], 'key'],
    ['receivers:\n  otlp:\n\n    # here\n    pro|', ['receivers', 'otlp'], 'key'],
    ['exporters:\n  debug:\n    verbosity: |', ['exporters', 'debug', 'verbosity'], 'value'],
    [
      'service:\n  pipelines:\n    traces:\n      receivers: [a, |',
      ['service', 'pipelines', 'traces', 'receivers'],
      'item',
    ],
    [
      'service:\n  pipelines:\n    traces:\n      receivers:\n        - |',
      ['service', 'pipelines', 'traces', 'receivers'],
      'item',
    ],
    ['service:\n  extensions:\n  - |', ['service', 'extensions'], 'item'],
    [
      'processors:\n  attributes:\n    actions:\n      - key: a\n        act|',
      ['processors', 'attributes', 'actions', '[]'],
      'key',
    ],
    [
      'processors:\n  attributes:\n    actions:\n    - key: a\n      action: |',
      ['processors', 'attributes', 'actions', '[]', 'action'],
      'value',
    ],
    ['receivers:\n  otlp: {}\nprocessors:\n  batch:\n    timeout: 1s\n|', [], 'key'],
  ] as const)('%j is known by its indentation', (marked, path, at) => {
    expect(placeAt(...caret(marked))).toMatchObject({ path, at });
  });

  test.each([
    ['one line of blanks', `a${' '.repeat(199_000)}b|`],
    ['lines of blanks', `${`a${' '.repeat(450)}b\n`.repeat(440)}a|`],
    ['lines of one mapping', `receivers:\n${'  otlp:\n'.repeat(20_000)}  |`],
    ['lines of one list', `a:\n${'  - b\n'.repeat(20_000)}  - |`],
    ['nested lists', `${'- '.repeat(99_000)}|`],
    ['points', `${'.'.repeat(199_000)}|`],
  ])('is found in %s at once, however many there are', (_what, marked) => {
    const began = performance.now();
    suggestionsAt(schema, ...caret(marked));
    hoverAt(schema, ...caret(marked));
    expect(performance.now() - began).toBeLessThan(1_000);
  });

  test.each([
    ['"a b": |', ['a b']],
    ['a b : |', ['a b']],
    ['-x: |', ['-x']],
    ['http://a:80: |', ['http://a:80']],
  ])('%j has its key', (marked, path) => {
    expect(placeAt(...caret(marked))).toMatchObject({ path, at: 'value' });
  });

  test('is found in any text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(' ', '-', ':', 'a', '[', ',', '\n', '#', '"'), maxLength: 60 }),
        (text) => {
          const line = text.split('\n').length;
          expect(placeAt(text, line, (text.split('\n').at(-1) ?? '').length + 1).path.length).toBeLessThan(
            60,
          );
        },
      ),
    );
  });
});

describe('suggestions', () => {
  test('are the sections of a configuration at its top, but for those that are there', () => {
    expect(labels('receivers:\n  otlp:\n|')).toEqual(['processors', 'exporters', 'service']);
  });

  test('are the components of a section', () => {
    expect(labels('receivers:\n  |')).toEqual(['otlp']);
    expect(labels('processors:\n  batch:\n  |')).toEqual(['attributes']);
  });

  test('are a component’s fields, also of one with a name of its own', () => {
    expect(labels('processors:\n  batch/small:\n    timeout: 1s\n    |')).toEqual(['send_batch_size']);
    expect(labels('receivers:\n  otlp/2:\n    |')).toEqual(['protocols', 'wait']);
  });

  test('are the fields of what is in a list', () => {
    expect(labels('processors:\n  attributes:\n    actions:\n      - key: a\n        |')).toEqual(['action']);
    expect(labels('processors:\n  attributes:\n    actions:\n      - |')).toEqual(['key', 'action']);
  });

  test('are the values a field can have, the default among them', () => {
    expect(labels('exporters:\n  debug:\n    verbosity: |')).toEqual(['basic', 'detailed']);
    expect(labels('receivers:\n  otlp:\n    wait: |')).toEqual(['true', 'false']);
    expect(labels('processors:\n  batch:\n    timeout: |')).toEqual(['200ms']);
  });

  test('in a pipeline are the components that are defined and not in it yet', () => {
    const inPipeline = plainConfig.replace('[attributes/till, batch]', '[batch, |]');
    expect(labels(inPipeline)).toEqual(['attributes/till']);
    expect(labels(plainConfig.replace('exporters: [otlphttp]', 'exporters:\n        - |'))).toEqual([
      'otlphttp',
      'debug',
    ]);
  });

  test('are the signals a pipeline can carry, each once', () => {
    expect(labels('service:\n  pipelines:\n    |')).toEqual(['traces', 'metrics', 'logs']);
  });

  test('write a mapping with the place for its first field', () => {
    const { items } = suggestionsAt(schema, ...caret('processors:\n  bat|'));
    expect(items.find(({ label }) => label === 'batch')?.insert).toBe('batch:\n    $0');
  });
});

describe('hover', () => {
  test('says what a component is, with its fields and their defaults', () => {
    expect(hover('processors:\n  ba|tch:')).toBe(
      '**batch** · processor\n\nPuts spans into batches.\n\n```yaml\ntimeout: 200ms\nsend_batch_size: 8192\n```',
    );
  });

  test('says the same where a pipeline names it', () => {
    expect(hover(plainConfig.replace('[attributes/till, batch]', '[attributes/till, ba|tch]'))).toContain(
      'Puts spans into batches.',
    );
  });

  test('says what a field is, its choices and its default', () => {
    expect(hover('processors:\n  batch:\n    time|out: 1s')).toBe(
      '**timeout** · string\n\nHow long a batch may wait.\n\nDefault: `200ms`',
    );
    expect(hover('exporters:\n  debug:\n    verbos|ity: basic')).toContain('One of `basic`, `detailed`.');
  });

  test('says nothing of what is not known', () => {
    expect(hover('processors:\n  none|sense:')).toBeUndefined();
    expect(hover('processors:\n  batch:\n    timeout: 1|s')).toBeUndefined();
  });
});
