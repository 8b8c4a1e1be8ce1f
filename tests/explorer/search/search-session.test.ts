import { createRoot, createSignal } from 'solid-js';
import { describe, expect, it, vi } from 'vitest';
import type {
  SearchQuery,
  SearchResult,
  TraceLibrary,
  TraceSummary,
} from '../../../src/explorer/library/trace-library.ts';
import { createSearchSession, type SearchSession } from '../../../src/explorer/search/search-session.ts';
import { emptyQuery } from '../../../src/explorer/state/explorer-state.ts';

// Node gets Solid's build for servers, where nothing reacts.
vi.mock('solid-js', () => vi.importActual('solid-js/dist/solid.js'));

interface Asked {
  query: SearchQuery;
  signal: AbortSignal | undefined;
  answer: (...ids: string[]) => Promise<void>;
  fail: (message: string) => Promise<void>;
}

/** A library that answers when told to, and a session that draws frames when told to. */
function setUp(): {
  session: SearchSession;
  asked: Asked[];
  setQuery: (query: SearchQuery) => void;
  change: () => void;
  frame: () => void;
  dispose: () => void;
  listeners: Set<() => void>;
} {
  const asked: Asked[] = [];
  const listeners = new Set<() => void>();
  const frames: (() => void)[] = [];
  const settled = async (): Promise<void> => {
    for (let turn = 0; turn < 5; turn++) await Promise.resolve();
  };
  const library = {
    search: (query: SearchQuery, signal?: AbortSignal) =>
      new Promise<SearchResult>((resolve, reject) => {
        asked.push({
          query,
          signal,
          answer: (...ids) => {
            resolve({ traces: ids.map((traceId) => ({ traceId }) as TraceSummary), problems: [] });
            return settled();
          },
          fail: (message) => {
            reject(new Error(message));
            return settled();
          },
        });
      }),
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  } as unknown as TraceLibrary;
  return createRoot((dispose) => {
    const [query, setQuery] = createSignal<SearchQuery>(emptyQuery);
    const session = createSearchSession({
      library: () => library,
      query,
      onFrame: (callback) => frames.push(callback),
    });
    return {
      session,
      asked,
      setQuery,
      change: () => {
        for (const listener of listeners) listener();
      },
      frame: () => {
        for (const callback of frames.splice(0)) callback();
      },
      dispose,
      listeners,
    };
  });
}

const ids = (session: SearchSession) => session.result()?.traces.map(({ traceId }) => traceId);

describe('a search session', () => {
  it('asks at once, and again for another query only', async () => {
    const { session, asked, setQuery } = setUp();
    await Promise.resolve();
    expect(asked).toHaveLength(1);
    setQuery({ ...emptyQuery });
    expect(asked).toHaveLength(1);
    setQuery({ ...emptyQuery, tags: 'a=b' });
    expect(asked).toHaveLength(2);
    expect(asked[0]?.signal?.aborted).toBe(true);
    await asked[0]?.answer('old');
    expect(ids(session)).toBeUndefined();
    await asked[1]?.answer('new');
    expect(ids(session)).toEqual(['new']);
    expect(session.busy()).toBe(false);
  });

  it('asks once a frame, however often the library changes, and tells what is new', async () => {
    const { session, asked, change, frame } = setUp();
    await asked[0]?.answer('a');
    change();
    change();
    expect(asked).toHaveLength(1);
    frame();
    expect(asked).toHaveLength(2);
    await asked[1]?.answer('b', 'a');
    expect([...session.fresh()]).toEqual(['b']);
    change();
    frame();
    await asked[2]?.answer('c', 'b', 'a');
    expect([...session.fresh()]).toEqual(['c', 'b']);
    session.acknowledge();
    expect(session.fresh().size).toBe(0);
  });

  it('comes to an answer while the library goes on changing', async () => {
    const { session, asked, change, frame } = setUp();
    change();
    frame();
    expect(asked).toHaveLength(1);
    await asked[0]?.answer('a');
    expect(ids(session)).toEqual(['a']);
    expect(asked).toHaveLength(2);
  });

  it('says why it failed, and keeps what there was', async () => {
    const { session, asked } = setUp();
    await asked[0]?.answer('a');
    session.search();
    await asked[1]?.fail('nobody answers');
    expect(session.error()).toBe('nobody answers');
    expect(ids(session)).toEqual(['a']);
    session.search();
    await asked[2]?.answer('b');
    expect(session.error()).toBeUndefined();
  });

  it('can be called off, and stops when it is left', async () => {
    const { session, asked, dispose, listeners } = setUp();
    session.cancel();
    expect(session.busy()).toBe(false);
    expect(asked[0]?.signal?.aborted).toBe(true);
    await asked[0]?.fail('aborted');
    expect(session.error()).toBeUndefined();
    dispose();
    expect(listeners.size).toBe(0);
  });
});
