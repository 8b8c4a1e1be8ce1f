import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  isAnotherPlace,
  mostTraces,
  readAddress,
  writeAddress,
} from '../../../src/explorer/state/explorer-address.ts';
import { type ExplorerState, initialState, traceViews } from '../../../src/explorer/state/explorer-state.ts';

const hex = (min: number, max: number) =>
  fc
    .array(fc.constantFrom(...'0123456789abcdef'), { minLength: min, maxLength: max })
    .map((digits) => digits.join(''));
const text = fc.string({ unit: 'grapheme', maxLength: 40 });
const ns = fc.nat({ max: Number.MAX_SAFE_INTEGER });
const moment = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });

/** Without the keys whose value is undefined: the address does not tell them apart. */
const tidy = <Value extends object>(value: Value): Value =>
  Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as Value;

const states = fc
  .record({
    page: fc.constantFrom('search', 'trace', 'compare', 'dependencies'),
    query: fc
      .record({
        service: text,
        operation: text,
        tags: text,
        lookbackMs: maybe(fc.nat({ max: 9_007_199_254 })),
        fromUnixNano: maybe(moment),
        toUnixNano: maybe(moment),
        minDurationNs: maybe(ns),
        maxDurationNs: maybe(ns),
        limit: fc.integer({ min: 1, max: mostTraces }),
        sort: fc.constantFrom('newest', 'oldest', 'longest', 'shortest', 'most-spans', 'most-errors'),
      })
      .map(tidy),
    traceId: maybe(hex(0, 32)),
    spanId: maybe(hex(1, 16)),
    view: fc.constantFrom(...traceViews),
    find: text,
    times: fc.constantFrom('relative', 'absolute'),
    corrected: fc.boolean(),
    critical: fc.boolean(),
    hiddenServices: fc.uniqueArray(text, { maxLength: 5 }),
    groupBy: text.map((each) => each || 'service'),
    left: maybe(hex(1, 32)),
    right: maybe(hex(1, 32)),
    onlyDifferences: maybe(fc.constant(true)),
    results: maybe(fc.constant('table')),
    durationScale: maybe(fc.constant('linear')),
    dependenciesAs: maybe(fc.constantFrom('table', 'matrix')),
    dependenciesOf: maybe(fc.constant('search')),
    part: fc.tuple(maybe(ns), maybe(ns)),
  })
  .map(({ part: [from, to], ...state }) => {
    const [fromNs, toNs] =
      from !== undefined && to !== undefined && to <= from ? [from, undefined] : [from, to];
    const page = state.page === 'trace' && state.traceId === undefined ? 'search' : state.page;
    return tidy({ ...state, page, fromNs, toNs }) as ExplorerState;
  });

describe('an address', () => {
  test('says every state, and is understood again', () => {
    fc.assert(
      fc.property(states, (state) => {
        expect(readAddress(writeAddress(state))).toEqual(state);
      }),
    );
  });

  test('survives being put behind the # of a real address', () => {
    fc.assert(
      fc.property(states, (state) => {
        const url = new URL('http://localhost:16686/explore/');
        url.hash = writeAddress(state);
        expect(readAddress(new URL(url.href).hash)).toEqual(state);
      }),
    );
  });

  test('of a fresh page is empty', () => {
    expect(writeAddress(initialState)).toBe('');
    expect(readAddress('')).toEqual(initialState);
  });

  test('is short, and people can read it', () => {
    const query = {
      ...initialState.query,
      service: 'cart',
      tags: 'http.route=/cart error=true',
      lookbackMs: 3_600_000,
      minDurationNs: 1_500_000,
    };
    expect(writeAddress({ ...initialState, query })).toBe(
      'service=cart&tags=http.route=/cart+error=true&last=1h&min=1500us',
    );
    const trace = { ...initialState, page: 'trace' as const, traceId: '4bf92f3577b34da6a3ce929d0e0e4736' };
    expect(writeAddress({ ...trace, view: 'graph', toNs: 4e6 })).toBe(
      'id=4bf92f3577b34da6a3ce929d0e0e4736&view=graph&part=..4ms',
    );
    const from = { ...initialState.query, fromUnixNano: 1_795_288_560_000_000_000n };
    expect(writeAddress({ ...initialState, query: from })).toBe('from=2026-11-21T19:16Z');
  });
});

describe('an address that is not ours', () => {
  test('is read without an error, whatever it is', () => {
    const keys = fc.constantFrom(
      ...['id', 'page', 'view', 'part', 'from', 'to', 'last', 'min', 'limit', 'sort', 'hide', 'span', 'left'],
    );
    const pairs = fc
      .array(fc.tuple(keys, fc.string({ unit: 'binary' })))
      .map((each) => each.map(([key, value]) => `${key}=${value}`).join('&'));
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), pairs), (address) => {
        const state = readAddress(address);
        // What was understood of it is a state like any other.
        expect(readAddress(writeAddress(state))).toEqual(state);
      }),
    );
  });

  test.each([
    ['an unknown view', 'id=ab&view=holograms', { page: 'trace', view: 'timeline' }],
    ['an id that is none', 'id=<script>&page=trace', { page: 'search' }],
    ['a page of a trace without a trace', 'page=trace', { page: 'search' }],
    ['a part that ends before it starts', 'id=ab&part=4ms..2ms', { page: 'trace' }],
    ['a part that is none', 'id=ab&part=soon', { page: 'trace' }],
    ['keys nobody knows', 'constructor=1&__proto__=2', {}],
  ])('falls back on %s', (_, address, expected) => {
    const { traceId, ...rest } = readAddress(address);
    expect(rest).toEqual({ ...initialState, ...expected });
    expect(traceId === undefined || traceId === 'ab').toBe(true);
  });

  test('asks for no more traces than may be', () => {
    expect(readAddress('limit=999999').query.limit).toBe(mostTraces);
    expect(readAddress('limit=0').query.limit).toBe(1);
    expect(readAddress('limit=-5').query.limit).toBe(20);
  });

  test('takes no more of a text than anybody types', () => {
    expect(readAddress(`find=${'x'.repeat(1e6)}`).find).toHaveLength(5_000);
    const hidden = Array.from({ length: 3_000 }, (_, index) => `hide=${index}`).join('&');
    expect(readAddress(hidden).hiddenServices).toHaveLength(500);
  });
});

test('opening something is another place, typing and zooming are not', () => {
  const trace: ExplorerState = { ...initialState, page: 'trace', traceId: 'ab' };
  expect(isAnotherPlace(initialState, trace)).toBe(true);
  expect(isAnotherPlace(trace, { ...trace, view: 'graph' })).toBe(true);
  expect(isAnotherPlace(trace, { ...trace, find: 'cart', fromNs: 5 })).toBe(false);
  // On a phone a span covers its trace.
  expect(isAnotherPlace(trace, { ...trace, spanId: 'ab' })).toBe(true);
  expect(isAnotherPlace({ ...trace, spanId: 'ab' }, { ...trace, spanId: 'cd' })).toBe(false);
  expect(isAnotherPlace({ ...trace, spanId: 'ab' }, trace)).toBe(false);
});
