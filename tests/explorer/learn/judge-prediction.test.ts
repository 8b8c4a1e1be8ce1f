import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judgePrediction } from '../../../src/explorer/learn/judge-prediction.ts';
import type { PredictedSpan } from '../../../src/explorer/learn/prediction.ts';
import { makeSpan } from '../../browser/explorer/harness/make-span.ts';

const line = (depth: number, name: string, more: Partial<PredictedSpan> = {}): PredictedSpan => ({
  id: 0,
  depth,
  name,
  service: '',
  kind: '',
  ...more,
});

const spans = [
  makeSpan({ spanId: '0000000000000001', name: 'trip', service: 'shopper', at: 0, takes: 10 }),
  makeSpan({
    spanId: '0000000000000002',
    parentSpanId: '0000000000000001',
    name: 'GET',
    service: 'shopper',
    kind: 'CLIENT',
    at: 1,
    takes: 8,
  }),
  makeSpan({
    spanId: '0000000000000003',
    parentSpanId: '0000000000000002',
    name: 'GET /',
    service: 'store',
    kind: 'SERVER',
    at: 2,
    takes: 6,
  }),
];

describe('a prediction held to what came', () => {
  test('is right when all is as expected; case and blanks do not matter', () => {
    const { lines, right, summary } = judgePrediction(
      [line(0, 'Trip'), line(1, '', { kind: 'CLIENT' }), line(2, ' get / ', { service: 'store' })],
      spans,
    );
    expect(lines.map(({ verdict, depth }) => [verdict, depth])).toEqual([
      ['met', 0],
      ['met', 1],
      ['met', 2],
    ]);
    expect(right).toBe(true);
    expect(summary).toBe('3 spans, all as you expected.');
  });

  test('says what came that nobody expected', () => {
    const { lines, summary } = judgePrediction([line(0, 'trip')], spans);
    expect(lines.map(({ name, words }) => [name, words])).toContainEqual(['GET', 'You did not expect it.']);
    expect(summary).toContain('2 you did not expect');
  });

  test('says what did not come, and what came elsewhere', () => {
    const { lines } = judgePrediction([line(0, 'trip'), line(1, 'GET /'), line(1, 'pay')], spans);
    const words = Object.fromEntries(lines.map((each) => [each.name, each.words]));
    expect(words['pay']).toBe('You expected it; it did not come.');
    expect(words['GET /']).toBe('It came, but under “GET”.');
  });

  test('says which field differs', () => {
    const { lines } = judgePrediction(
      [line(0, 'trip'), line(1, 'GET', { kind: 'SERVER' }), line(2, 'GET /')],
      spans,
    );
    expect(lines.map(({ verdict }) => verdict)).toEqual(['met', 'differs', 'met']);
    expect(lines.find(({ name }) => name === 'GET')?.words).toBe('Its kind is CLIENT, you expected SERVER.');
  });

  test('names are names, whatever they look like, and every span is told once', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 30 }), (name) => {
        const wanted = name.trim();
        fc.pre(wanted !== '');
        const { lines } = judgePrediction(
          [line(0, name)],
          [makeSpan({ spanId: '0000000000000001', name: wanted, service: 'a', at: 0, takes: 1 })],
        );
        expect(lines.map(({ verdict }) => verdict)).toEqual(['met']);
      }),
    );
  });
});
