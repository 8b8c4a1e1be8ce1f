import { beforeEach, describe, expect, test, vi } from 'vitest';
import { type BarWindow, createAddressBar } from '../../../src/explorer/state/address-bar.ts';
import { type ExplorerState, initialState } from '../../../src/explorer/state/explorer-state.ts';

/** A window with a history, as far as an address bar needs one. */
function fakeWindow() {
  const entries = ['http://localhost/explore/'];
  const states: unknown[] = [null];
  let at = 0;
  const events = new EventTarget();
  const href = () => entries[at] ?? '';
  const resolved = (url: string | URL | null | undefined) => new URL(String(url), href()).href;
  const writes = { count: 0 };
  const fake = {
    location: {
      get href() {
        return href();
      },
      get hash() {
        return new URL(href()).hash;
      },
    },
    history: {
      get state() {
        return states[at] ?? null;
      },
      pushState(state: unknown, __: string, url?: string | URL | null) {
        writes.count += 1;
        states.splice(at + 1, Infinity, state);
        entries.splice(at + 1, Infinity, resolved(url));
        at += 1;
      },
      replaceState(state: unknown, __: string, url?: string | URL | null) {
        writes.count += 1;
        states[at] = state;
        entries[at] = resolved(url);
      },
      back: () => queueMicrotask(back),
    },
    setTimeout: (run: () => void, ms: number) => setTimeout(run, ms),
    clearTimeout: (timer: never) => clearTimeout(timer),
    addEventListener: events.addEventListener.bind(events),
    removeEventListener: events.removeEventListener.bind(events),
  };
  const back = (): void => {
    at -= 1;
    events.dispatchEvent(new Event('popstate'));
  };
  return {
    window: fake as unknown as BarWindow,
    entries,
    writes,
    back,
    shown: href,
    leave: () => events.dispatchEvent(new Event('pagehide')),
  };
}

const trace: ExplorerState = { ...initialState, page: 'trace', traceId: 'ab' };

beforeEach(() => {
  vi.useFakeTimers();
  return () => vi.useRealTimers();
});

describe('the address bar', () => {
  test('lets the reader go back to where a trace was opened', () => {
    const moved = vi.fn();
    const { window, entries, back } = fakeWindow();
    const bar = createAddressBar(window, { moved });
    bar.show(initialState, trace);
    expect(entries).toEqual(['http://localhost/explore/', 'http://localhost/explore/#id=ab']);
    back();
    expect(moved).toHaveBeenCalledExactlyOnceWith(initialState);
  });

  test('goes back from an opened span to its trace, however many spans were looked at', () => {
    const moved = vi.fn();
    const { window, back } = fakeWindow();
    const bar = createAddressBar(window, { moved });
    bar.show(trace, { ...trace, spanId: '1' });
    bar.show({ ...trace, spanId: '1' }, { ...trace, spanId: '2' });
    back();
    expect(moved).toHaveBeenCalledExactlyOnceWith(initialState);
  });

  test('closing a span is that step back, and keeps what was typed meanwhile', async () => {
    const moved = vi.fn();
    const { window, shown, back } = fakeWindow();
    const bar = createAddressBar(window, { moved });
    bar.show(initialState, trace);
    bar.show(trace, { ...trace, spanId: '1' });
    bar.show({ ...trace, spanId: '1' }, { ...trace, spanId: '1', find: 'cart' });
    bar.show({ ...trace, spanId: '1', find: 'cart' }, { ...trace, find: 'cart' });
    await Promise.resolve();
    vi.runAllTimers();
    expect(shown()).toBe('http://localhost/explore/#id=ab&find=cart');
    expect(moved).not.toHaveBeenCalled();
    back();
    expect(shown()).toBe('http://localhost/explore/');
    expect(moved).toHaveBeenCalledExactlyOnceWith(initialState);
  });

  test('keeps what was typed before in the entry that is left', () => {
    const { window, entries } = fakeWindow();
    const bar = createAddressBar(window, { moved: () => undefined });
    const typed = { ...initialState, query: { ...initialState.query, service: 'cart' } };
    bar.show(initialState, typed);
    bar.show(typed, { ...typed, page: 'trace', traceId: 'ab' });
    expect(entries).toEqual([
      'http://localhost/explore/#service=cart',
      'http://localhost/explore/#id=ab&service=cart',
    ]);
  });

  test('writes once for a hundred keys or frames', () => {
    const { window, entries, writes } = fakeWindow();
    const bar = createAddressBar(window, { moved: () => undefined });
    for (let ns = 1; ns <= 100; ns += 1) bar.show(trace, { ...trace, toNs: ns });
    vi.runAllTimers();
    expect([writes.count, entries]).toEqual([1, ['http://localhost/explore/#id=ab&part=..100ns']]);
  });

  test('writes what waits when the page is left', () => {
    const { window, entries, leave } = fakeWindow();
    const bar = createAddressBar(window, { moved: () => undefined });
    bar.show(trace, { ...trace, find: 'cart' });
    leave();
    expect(entries).toEqual(['http://localhost/explore/#id=ab&find=cart']);
  });

  test('of a fresh page has no #', () => {
    const { window, entries } = fakeWindow();
    const bar = createAddressBar(window, { moved: () => undefined });
    bar.show(initialState, trace);
    bar.show(trace, { ...initialState });
    expect(entries.at(-1)).toBe('http://localhost/explore/');
  });

  test('forgets what waits when the reader goes back', () => {
    const { window, entries, back } = fakeWindow();
    const bar = createAddressBar(window, { moved: () => undefined });
    bar.show(initialState, trace);
    bar.show(trace, { ...trace, find: 'cart' });
    back();
    vi.runAllTimers();
    expect(entries[0]).toBe('http://localhost/explore/');
  });
});
