import { expect, test } from 'vitest';
import type { SourceMaps } from '../../sandbox/compile/source-location.ts';
import { createSpanSources, maxSpanSources } from '../../sandbox/lab/span-sources.ts';
import { blankSpan } from '../support/blank-span.ts';

/** Code that was emitted as it was written. */
const maps: SourceMaps = {
  files: ['store.ts'],
  locate: (file, line, column) => (line > 900 ? undefined : { file, line, column }),
};
const at = (place: string) => `    at visit (${place})`;
const id = (number: number) => number.toString(16).padStart(16, '0');
const span = { ...blankSpan, spanId: id(1) };
const stored = { type: 'stored' as const, service: 'store', spans: [span, { ...span, spanId: id(2) }] };

test('spans that are stored or printed come with the places where they were started', () => {
  const sources = createSpanSources();
  sources.add([[id(1), at('store.ts:4:2')]], maps);
  const place = { file: 'store.ts', line: 4, column: 2 };
  expect(sources.withSources(stored)).toEqual({ ...stored, sources: { [id(1)]: place } });
  // Stored again, by way of a Collector: the place is known still.
  const printed = { ...stored, type: 'printed' as const };
  expect(sources.withSources(printed)).toEqual({ ...printed, sources: { [id(1)]: place } });
});

test('the innermost frame that the learner wrote counts', () => {
  const sources = createSpanSources();
  sources.add([[id(1), [at('store.ts:999:1'), at('store.ts:7:3'), at('store.ts:9:1')].join('\n')]], maps);
  expect(sources.withSources(stored)).toMatchObject({ sources: { [id(1)]: { line: 7, column: 3 } } });
});

test('of spans without a place, and of other events, nothing is said', () => {
  const sources = createSpanSources();
  sources.add(
    [
      [id(1), at('elsewhere.js:4:2')],
      [id(2), ''],
    ],
    maps,
  );
  expect(sources.withSources(stored)).toEqual(stored);
  const note = { type: 'note', message: 'hello' } as const;
  expect(sources.withSources(note)).toBe(note);
});

test('what was said first of a span holds', () => {
  const sources = createSpanSources();
  sources.add([[id(1), at('store.ts:4:2')]], maps);
  sources.add([[id(1), at('store.ts:5:2')]], maps);
  expect(sources.withSources(stored)).toMatchObject({ sources: { [id(1)]: { line: 4 } } });
});

test('a program that starts spans without end fills no memory with them', () => {
  const sources = createSpanSources();
  for (let number = 0; number < maxSpanSources + 100; number += 100) {
    sources.add(
      Array.from({ length: 100 }, (_, index) => [id(number + index), at('store.ts:4:2')]),
      maps,
    );
  }
  const late = { ...stored, spans: [{ ...span, spanId: id(maxSpanSources + 1) }] };
  expect(sources.withSources(late)).toEqual(late);
});
