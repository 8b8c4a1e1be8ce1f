import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  callMap,
  callWords,
  queryOfCalls,
  sortedCalls,
} from '../../../src/explorer/dependencies/call-map.ts';
import type { Dependency } from '../../../src/explorer/library/trace-library.ts';
import { emptyQuery } from '../../../src/explorer/state/explorer-state.ts';

const call = (parent: string, child: string, calls = 1, errors = 0): Dependency => ({
  parent,
  child,
  calls,
  errors,
});

describe('calls between services', () => {
  it('have callers before those they call', () => {
    const { services } = callMap([call('b', 'c'), call('a', 'b'), call('a', 'c'), call('z', 'a')]);
    expect(services).toEqual(['z', 'a', 'b', 'c']);
  });

  it('that go round begin with the first by name', () => {
    expect(callMap([call('b', 'a'), call('a', 'b'), call('b', 'c')]).services).toEqual(['a', 'b', 'c']);
  });

  it('of a service by itself stand apart', () => {
    const map = callMap([call('a', 'a', 3), call('a', 'b', 2), call('b', 'a', 5)]);
    expect(map.calls.map(({ calls }) => calls)).toEqual([5, 2]);
    expect(map.withinService.get('a')?.calls).toBe(3);
  });

  it('name every service once, callers first where nothing goes round', () => {
    const name = fc.constantFrom('a', 'b', 'c', 'd', 'e', '', '__proto__');
    fc.assert(
      fc.property(fc.array(fc.tuple(name, name)), (pairs) => {
        const { services } = callMap(pairs.map(([parent, child]) => call(parent, child)));
        expect(services.toSorted()).toEqual([...new Set(pairs.flat())].sort());
        const upward = pairs.filter(([parent, child]) => parent < child);
        const ordered = callMap(upward.map(([parent, child]) => call(parent, child))).services;
        for (const [parent, child] of upward)
          expect(ordered.indexOf(parent)).toBeLessThan(ordered.indexOf(child));
      }),
    );
  });

  it('are sorted by what was asked, then by calls', () => {
    const calls = [call('a', 'b', 2, 1), call('a', 'c', 9, 1), call('b', 'c', 5, 3)];
    expect(sortedCalls(calls, 'errors').map((each) => each.calls)).toEqual([5, 9, 2]);
    expect(sortedCalls(calls, 'callee').map((each) => each.calls)).toEqual([2, 9, 5]);
  });

  it('say what there is to say', () => {
    expect(callWords(call('a', 'b', 1))).toBe('1 call');
    expect(callWords({ ...call('a', 'b', 1200, 2), medianNs: 3e6 })).toBe(
      '1,200 calls, 2 errors, median 3 ms',
    );
  });

  it('lead to their traces, within the time that was searched', () => {
    const query = { ...emptyQuery, tags: 'x=1', operation: 'o', lookbackMs: 5, limit: 50 };
    expect(queryOfCalls(call('a', 'b'), query)).toMatchObject({
      service: 'b',
      operation: '',
      tags: 'parent.service=a',
      lookbackMs: 5,
      limit: 50,
    });
    expect(queryOfCalls(call('a "b"', 'c'), query).tags).toBe(String.raw`parent.service="a \"b\""`);
  });
});
