import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openLab } from '../../sandbox/browser.ts';
import type { FromLab, ToLab } from '../../sandbox/lab/page-message.ts';
import { labSchema } from '../../sandbox/schemas/lab.ts';

/** A Worker played by the test. */
class FakeWorker extends EventTarget {
  static all: FakeWorker[] = [];
  /** Lab Workers, in the order they were started. */
  static get labs(): FakeWorker[] {
    return FakeWorker.all.filter(({ url }) => url.includes('lab-worker'));
  }
  readonly url: string;
  readonly heard: (ToLab | { type: string; id: number })[] = [];

  constructor(url: URL) {
    super();
    this.url = url.href;
    FakeWorker.all.push(this);
  }
  postMessage(message: ToLab): void {
    this.heard.push(message);
  }
  terminate(): void {}
  says(message: FromLab | { type: string; id?: number; result?: unknown }): void {
    this.dispatchEvent(Object.assign(new Event('message'), { data: message, ports: [] }));
  }
  types(): string[] {
    return this.heard.map(({ type }) => type);
  }
}

const lab = labSchema.parse({ services: [{ name: 'store', entry: 'store.ts' }] });
const open = () => openLab({ assetBase: 'https://lab.test/lab/' });
const only = <Item>(items: readonly Item[], at = 0): Item => {
  const item = items[at];
  if (item === undefined) throw new Error(`found ${items.length} Workers, expected more than ${at}`);
  return item;
};

beforeEach(() => {
  FakeWorker.all = [];
  vi.stubGlobal('Worker', FakeWorker);
  vi.stubGlobal('document', { baseURI: 'https://lab.test/' });
  vi.stubGlobal('matchMedia', () => ({ matches: false }));
  vi.stubGlobal('requestAnimationFrame', (act: () => void) => queueMicrotask(act));
  vi.stubGlobal('fetch', async () => Response.json({ importable: 'i', types: 't', libs: 'l' }));
});
afterEach(() => {
  vi.unstubAllGlobals();
});

describe('a lab that has been closed', () => {
  test('starts no Worker again, whatever is asked of it', async () => {
    const session = open();
    session.warm(lab);
    session.dispose();
    const before = FakeWorker.all.length;
    session.warm(lab);
    session.run({ lab, files: {} });
    session.stop();
    expect(await session.typeCheck({})).toEqual([]);
    await expect(session.query('/api/v3/services')).rejects.toThrow('The lab was closed.');
    await expect(session.request({ method: 'GET', url: 'http://x/', headers: [] })).rejects.toThrow('closed');
    expect(FakeWorker.all).toHaveLength(before);
  });

  test('nor for what its Worker said last', async () => {
    const session = open();
    session.run({ lab, files: {} });
    const worker = only(FakeWorker.labs);
    worker.says({ type: 'events', events: [] });
    session.dispose();
    worker.says({ type: 'compile', id: 1, files: {}, entries: [] });
    await new Promise((resolve) => queueMicrotask(() => resolve(undefined)));
    expect(FakeWorker.all).toHaveLength(1);
  });
});

describe('a lab whose Worker was given up', () => {
  test('does not hand the answer to its question to the Worker that replaced it', async () => {
    const session = open();
    session.run({ lab, files: {} });
    const first = only(FakeWorker.labs);
    first.says({ type: 'compile', id: 1, files: {}, entries: ['store.ts'] });
    first.dispatchEvent(Object.assign(new Event('error'), { message: 'it broke' }));
    session.run({ lab, files: {} });
    const second = only(FakeWorker.labs, 1);
    const compiler = only(FakeWorker.all.filter(({ url }) => url.includes('compile-worker')));
    await expect.poll(() => compiler.types()).not.toEqual([]);
    compiler.says({ type: 'ready' });
    await expect.poll(() => compiler.types()).toContain('compile');
    const asked = only(compiler.heard.filter(({ type }) => type === 'compile'));
    compiler.says({
      type: 'compiled',
      id: 'id' in asked ? asked.id : 0,
      result: { diagnostics: [], modules: [] },
    });
    second.says({ type: 'compile', id: 7, files: {}, entries: ['store.ts'] });
    await expect.poll(() => compiler.heard.filter(({ type }) => type === 'compile')).toHaveLength(2);
    expect(second.types()).not.toContain('compiled');
    session.dispose();
  });

  test('does not hear it any more', () => {
    const session = open();
    session.run({ lab, files: {} });
    const first = only(FakeWorker.labs);
    first.dispatchEvent(Object.assign(new Event('error'), { message: 'it broke' }));
    first.says({ type: 'compile', id: 1, files: {}, entries: ['store.ts'] });
    expect(FakeWorker.all).toHaveLength(1);
    session.dispose();
  });
});
