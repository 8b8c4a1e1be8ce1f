import { createRoot } from 'solid-js';
import { expect, test } from 'vitest';
import { createLiveSpans } from '../../../src/explorer/app/live-spans.ts';
import type { Source } from '../../../src/explorer/app/load.ts';
import { createSources, type Sources } from '../../../src/explorer/app/sources.ts';
import type { LoadReport } from '../../../src/explorer/library/library-message.ts';
import type { LoadOptions } from '../../../src/explorer/library/trace-library.ts';
import type { FileLibrary } from '../../../src/explorer/library/worker-client.ts';

interface FakeLibrary {
  /** What was loaded to its end. */
  held: string[];
  isClosed: boolean;
  /** Ends the reading of this one. */
  finish: (name: string) => Promise<void>;
  progress: (name: string) => void;
}

const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
};
const file = (name: string): Source => ({ name, from: { url: name, name } });
const report = (name: string): LoadReport => ({
  format: 'otlp-json',
  traces: 1,
  spans: 5,
  bytes: 1,
  problems: [],
  traceIds: [name],
});

/** Libraries whose loads end when the test says so. */
function setUp(): { sources: Sources; libraries: FakeLibrary[]; shown: () => FakeLibrary | undefined } {
  const libraries: FakeLibrary[] = [];
  const start = (): FileLibrary => {
    const pending = new Map<
      string,
      { end: (value: LoadReport) => void; fail: (reason: unknown) => void; options: LoadOptions }
    >();
    const fake: FakeLibrary = {
      held: [],
      isClosed: false,
      finish(name) {
        const load = pending.get(name);
        if (load !== undefined) {
          fake.held.push(name);
          load.end(report(name));
        }
        return settled();
      },
      progress: (name) => pending.get(name)?.options.onProgress?.({ bytes: 1, spans: 1 }),
    };
    libraries.push(fake);
    const library: Pick<FileLibrary, 'load' | 'close'> = {
      load: (source, options = {}) =>
        new Promise((end, fail) => {
          pending.set('url' in source ? source.url : '', { end, fail, options });
          options.signal?.addEventListener('abort', () => fail(options.signal?.reason));
        }),
      close() {
        fake.isClosed = true;
        for (const { fail } of pending.values()) fail(new Error('The traces were closed.'));
      },
    };
    return library as FileLibrary;
  };
  const sources = createRoot(() =>
    createSources(start, undefined, {
      address: (after, to) => `live ${after}..${to}`,
      spans: (load) => createLiveSpans({ load, tell: () => undefined }),
    }),
  );
  return { sources, libraries, shown: () => libraries.find(({ isClosed }) => !isClosed) };
}

test('what is opened while files are read again is in the library that comes of it', async () => {
  const { sources, libraries, shown } = setUp();
  const first = sources.open([file('first')]);
  await libraries[0]?.finish('first');
  await first;
  const again = sources.readAgain();
  const dropped = sources.open([file('dropped')]);
  await libraries[0]?.finish('dropped');
  expect(await dropped).toEqual(['dropped']);
  await libraries[1]?.finish('first');
  await libraries[1]?.finish('dropped');
  await again;
  expect(shown()?.held).toEqual(['first', 'dropped']);
  expect(sources.readings().map(({ state }) => state)).toEqual(['read', 'read']);
});

test('live spans that come meanwhile are there once', async () => {
  const { sources, libraries, shown } = setUp();
  const first = sources.open([file('first')]);
  await libraries[0]?.finish('first');
  await first;
  sources.came(4, 0);
  const again = sources.readAgain();
  sources.came(5, 0);
  await libraries[1]?.finish('first');
  sources.came(7, 0);
  await libraries[1]?.finish('live 0..5');
  await again;
  expect(shown()?.held).toEqual(['first', 'live 0..5']);
  await shown()?.finish('live 5..7');
  expect(shown()?.held).toEqual(['first', 'live 0..5', 'live 5..7']);
});

test('a file that changes while it is first read is read, and not said to have failed', async () => {
  const { sources, libraries } = setUp();
  const first = sources.open([file('slow')]);
  await settled();
  const again = sources.readAgain();
  await libraries[1]?.finish('slow');
  await again;
  expect(await first).toEqual(['slow']);
  expect(sources.readings()).toMatchObject([{ state: 'read', problem: undefined }]);
});

test('reading again tells how far it is, and can be stopped: what was there stays', async () => {
  const { sources, libraries, shown } = setUp();
  const first = sources.open([file('first')]);
  await libraries[0]?.finish('first');
  await first;
  const again = sources.readAgain();
  await settled();
  libraries[1]?.progress('first');
  expect(sources.readings()[0]?.again?.progress).toEqual({ bytes: 1, spans: 1 });
  sources.stop(1);
  await again;
  expect(sources.readings()).toMatchObject([{ state: 'read', again: undefined }]);
  expect(libraries.map(({ isClosed }) => isClosed)).toEqual([false, true]);
  expect(shown()?.held).toEqual(['first']);
});
