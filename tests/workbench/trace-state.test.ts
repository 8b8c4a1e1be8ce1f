import { describe, expect, test } from 'vitest';
import { initialState } from '../../src/explorer/state/explorer-state.ts';
import { shownState } from '../../src/workbench/state/trace-state.ts';

const own = { ...initialState, page: 'trace' as const };
const ids = new Set(['a', 'b']);

describe('what the Trace panel shows', () => {
  test('is the first trace of the run until another is chosen', () => {
    expect(shownState(own, undefined, ids, 'a')).toMatchObject({ traceId: 'a', spanId: undefined });
    expect(shownState({ ...own, traceId: 'b' }, undefined, ids, 'a').traceId).toBe('b');
  });

  test('is what was selected elsewhere', () => {
    const selected = { traceId: 'b', spanId: '1' };
    expect(shownState({ ...own, traceId: 'a' }, selected, ids, 'a')).toMatchObject(selected);
  });

  test('is nothing of another run', () => {
    const gone = shownState({ ...own, traceId: 'x' }, { traceId: 'x', spanId: '1' }, ids, 'a');
    expect(gone).toMatchObject({ traceId: 'a', spanId: undefined });
    expect(shownState(own, undefined, new Set(), undefined).traceId).toBeUndefined();
  });
});
