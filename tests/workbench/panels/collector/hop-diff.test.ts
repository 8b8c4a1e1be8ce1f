import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Span } from '../../../../sandbox/schemas/trace.ts';
import { compareSpans, pairSpans } from '../../../../src/workbench/panels/collector/hop-diff.ts';
import { blankSpan } from '../../../support/blank-span.ts';

const span = (spanId: string, part: Partial<Span> = {}): Span => ({ ...blankSpan, spanId, ...part });
const seen = (...spans: Span[]) => ({ spans, total: spans.length });
const kinds = (before: Parameters<typeof pairSpans>[0], after: Parameters<typeof pairSpans>[1]) =>
  pairSpans(before, after).map(({ kind, before: was, after: is }) => `${(was ?? is)?.spanId} ${kind}`);
const changes = (before: Partial<Span>, after: Partial<Span>) =>
  compareSpans(span('a', before), span('a', after))
    .filter(({ kind }) => kind !== 'same')
    .map(({ part, name, kind, before: was, after: is }) => `${kind} ${part} ${name}: ${was} → ${is}`);

describe('spans of two hops', () => {
  test('are paired by their ids, whatever their order', () => {
    expect(kinds(seen(span('a'), span('b')), seen(span('b'), span('a')))).toEqual(['a same', 'b same']);
  });

  test('are changed, gone or new', () => {
    const before = seen(span('a'), span('b'));
    const after = seen(span('a', { name: 'other' }), span('c'));
    expect(kinds(before, after)).toEqual(['a changed', 'b gone', 'c new']);
  });

  test('of one id twice are paired one by one', () => {
    const before = seen(span('a'), span('a', { name: 'twin' }));
    expect(kinds(before, seen(span('a')))).toEqual(['a same', 'a gone']);
    expect(new Set(pairSpans(before, seen()).map(({ key }) => key)).size).toBe(2);
  });

  test('of another trace are other spans', () => {
    expect(kinds(seen(span('a')), seen(span('a', { traceId: 'f'.repeat(32) })))).toEqual(['a gone', 'a new']);
  });

  test('beyond those that were copied are neither gone nor new', () => {
    expect(kinds(seen(span('a')), { spans: [], total: 1 })).toEqual(['a unsure']);
    expect(kinds({ spans: [], total: 1 }, seen(span('a')))).toEqual(['a unsure']);
  });

  test('all have a place, whoever came through', () => {
    const ids = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 8 });
    fc.assert(
      fc.property(ids, ids, (before, after) => {
        const pairs = pairSpans(seen(...before.map((id) => span(id))), seen(...after.map((id) => span(id))));
        expect(pairs.filter((pair) => pair.before)).toHaveLength(before.length);
        expect(pairs.filter((pair) => pair.after)).toHaveLength(after.length);
        expect(new Set(pairs.map(({ key }) => key)).size).toBe(pairs.length);
      }),
    );
  });
});

describe('two sides of a span', () => {
  test('differ by attributes that were added, changed and removed', () => {
    expect(
      changes(
        {
          attributes: [
            { key: 'a', value: 'x' },
            { key: 'b', value: 1n },
          ],
        },
        {
          attributes: [
            { key: 'a', value: 'y' },
            { key: 'c', value: true },
          ],
        },
      ),
    ).toEqual([
      'changed attribute a: x → y',
      'removed attribute b: 1 (int) → undefined',
      'added attribute c: undefined → true (bool)',
    ]);
  });

  test('differ by the type of a value that reads the same', () => {
    expect(
      changes({ attributes: [{ key: 'a', value: '3' }] }, { attributes: [{ key: 'a', value: 3n }] }),
    ).toEqual(['changed attribute a: 3 → 3 (int)']);
  });

  test('differ by name, kind, status, resource, scope, events and links', () => {
    const link = { traceId: 't', spanId: 's', traceState: '', attributes: [] };
    const event = { name: 'exception', timeUnixNano: 1n, attributes: [] };
    expect(
      changes(
        { events: [event], links: [link] },
        {
          name: 'new',
          kind: 'SERVER',
          status: { code: 'ERROR', message: 'no' },
          resource: { attributes: [{ key: 'host', value: 'h' }] },
          scope: { name: 'lib', version: '', attributes: [] },
        },
      ).map((each) => each.split(':')[0]),
    ).toEqual([
      'changed span name',
      'changed span kind',
      'changed span status',
      'added span status message',
      'added resource host',
      'added scope name',
      'removed event 1',
      'removed link 1',
    ]);
  });
});
