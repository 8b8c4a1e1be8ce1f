import { describe, expect, it, vi } from 'vitest';
import { wideTrace } from '../../../bench/explorer/make-traces.ts';
import { encodeTracesJson } from '../../../sandbox/store/otlp/encode-json.ts';
import type { LibraryRequest, LibraryResponse } from '../../../src/explorer/library/library-message.ts';
import { createMemoryLibrary } from '../../../src/explorer/library/memory-library.ts';
import { serveLibrary } from '../../../src/explorer/library/serve-library.ts';
import { LibraryError } from '../../../src/explorer/library/trace-library.ts';
import { connectLibrary } from '../../../src/explorer/library/worker-client.ts';
import { emptyQuery } from '../../../src/explorer/state/explorer-state.ts';
import { someSpan, spanIdOf, traceIdOf } from '../../store/some-span.ts';

const base = 'http://localhost:4000/explore/';

/** A library and a page with a channel between them, as between a Worker and its page: what is sent is copied. */
function connected({
  fetch,
  maxSpans = 1_000_000,
}: {
  fetch?: typeof globalThis.fetch;
  maxSpans?: number;
} = {}) {
  const { port1: page, port2: worker } = new MessageChannel();
  const fails = new EventTarget();
  const asked: LibraryRequest[] = [];
  worker.addEventListener('message', ({ data }) => asked.push(data));
  serveLibrary(
    {
      postMessage: (message, transfer) => worker.postMessage(message, transfer),
      addEventListener: (type, listener) => worker.addEventListener(type, listener),
    },
    { base, library: createMemoryLibrary({ maxSpans }), ...(fetch && { fetch }) },
  );
  worker.start();
  page.start();
  const library = connectLibrary({
    postMessage: (message) => page.postMessage(message),
    addEventListener(type: string, listener: (event: MessageEvent<LibraryResponse>) => void) {
      if (type === 'message') page.addEventListener('message', listener);
      else fails.addEventListener(type, (event) => listener(event as MessageEvent));
    },
    terminate: () => page.close(),
  });
  return { library, asked, fail: (event: Event) => fails.dispatchEvent(event), page };
}

const otlp = (spans: Parameters<typeof encodeTracesJson>[0]): string =>
  JSON.stringify(encodeTracesJson(spans));
const text = otlp([someSpan(), someSpan({ spanId: spanIdOf(2), parentSpanId: spanIdOf(1), name: 'child' })]);

async function loaded(source = text) {
  const parts = connected();
  const report = await parts.library.load({ text: source });
  return { ...parts, report };
}

describe('a library behind a Worker', () => {
  it('loads text, and answers what is asked', async () => {
    const { library, report } = await loaded();
    expect(report).toMatchObject({ format: 'otlp-json', spans: 2, traceIds: [traceIdOf(1)], problems: [] });
    expect(await library.services()).toEqual(['shopper']);
    expect(await library.operations('shopper')).toHaveLength(2);
    expect((await library.search({ ...emptyQuery, tags: 'x=1' })).found).toBe(0);
    expect(await library.dependencies(undefined)).toEqual([]);
    const trace = await library.open(traceIdOf(1));
    expect(trace.columns).toMatchObject({ traceId: traceIdOf(1), length: 2, names: ['fetch', 'child'] });
    expect((await trace.span(1)).name).toBe('child');
    expect(await trace.spans([0, 1])).toHaveLength(2);
    expect(await trace.find('child')).toEqual({ matches: Uint8Array.of(0, 1), count: 1 });
    expect(await trace.attributeKeys()).toEqual([{ from: 'resource', key: 'service.name', spans: 2 }]);
    expect((await trace.attribute({ from: 'resource', key: 'service.name', spans: 2 })).values).toEqual([
      'shopper',
    ]);
    expect((await trace.events()).length).toBe(0);
    expect(await trace.linkedFrom(0)).toEqual([]);
  });

  it.each([
    ['a file', { blob: new File([text], 'my.json') }],
    ['bytes', { bytes: new TextEncoder().encode(text) }],
  ])('loads %s', async (_, source) => {
    const { library } = connected();
    expect((await library.load(source)).spans).toBe(2);
  });

  it('loads from its own origin, and says how far it is', async () => {
    const fetch = vi.fn(async () => new Response(text, { headers: { 'content-length': `${text.length}` } }));
    const { library } = connected({ fetch });
    const onProgress = vi.fn();
    await library.load({ url: '../data/trace.json' }, { onProgress });
    expect(fetch).toHaveBeenCalledWith(new URL('http://localhost:4000/data/trace.json'), expect.anything());
    expect(onProgress).toHaveBeenLastCalledWith({ bytes: text.length, totalBytes: text.length, spans: 2 });
  });

  it.each([
    ['another origin', 'https://elsewhere/', () => new Response(''), 'expected one of http://localhost:4000'],
    ['no address', 'http://:', () => new Response(''), 'expected one of http://localhost:4000'],
    ['what is not there', '/x', () => new Response('', { status: 404 }), '/x answered with 404'],
    [
      'a server that says why',
      '/x',
      () => new Response('The file is gone.\n', { status: 410, headers: { 'content-type': 'text/plain' } }),
      'The file is gone.',
    ],
    [
      'a server that is down',
      '/x',
      () => Promise.reject(new TypeError('fetch failed')),
      '/x cannot be had: fetch failed.',
    ],
  ])('says what is wrong with %s', async (_, url, answer, message) => {
    const { library } = connected({ fetch: async () => answer() });
    const failed = library.load({ url });
    await expect(failed).rejects.toBeInstanceOf(LibraryError);
    await expect(failed).rejects.toThrow(message);
  });

  it('says when there is no room for all', async () => {
    const { library } = connected({ maxSpans: 1 });
    const report = await library.load({ text });
    expect(report.problems[0]).toBe(
      'There is room for no more than the 1 spans that are here: the rest is left out.',
    );
  });

  it('gives up old traces for live ones', async () => {
    const { library } = connected({ maxSpans: 2 });
    await library.load({ text });
    const report = await library.load({ text: otlp([someSpan({ traceId: traceIdOf(2) })]), live: true });
    expect(report.problems).toEqual(['1 older trace was given up to make room.']);
    expect((await library.search(emptyQuery)).traces).toMatchObject([{ traceId: traceIdOf(2) }]);
  });

  it('tells of changes', async () => {
    const { library } = connected();
    const changed = vi.fn();
    const stop = library.subscribe(changed);
    await library.load({ text });
    expect(changed).toHaveBeenCalledTimes(1);
    await library.clear();
    expect(changed).toHaveBeenCalledTimes(2);
    stop();
    await library.load({ text });
    expect(changed).toHaveBeenCalledTimes(2);
  });

  it('gives an unchanged trace at once, and a grown one anew', async () => {
    const { library } = await loaded();
    const trace = await library.open(traceIdOf(1));
    expect(await library.open(traceIdOf(1))).toBe(trace);
    await library.load({ text: otlp([someSpan({ spanId: spanIdOf(9), name: 'late' })]) });
    const grown = await library.open(traceIdOf(1));
    expect(grown.columns.length).toBe(3);
    expect((await trace.find('late')).matches).toHaveLength(2);
  });

  it('gives back what a page has when it is unchanged, however many were opened since', async () => {
    const { library } = connected();
    const spans = [1, 2, 3, 4].map((number) => someSpan({ traceId: traceIdOf(number) }));
    await library.load({ text: otlp(spans) });
    const since = await library.open(traceIdOf(1));
    for (const number of [2, 3, 4]) await library.open(traceIdOf(number));
    expect(await library.open(traceIdOf(1), { since })).toBe(since);
    await library.clear();
    await library.load({ text: otlp(spans) });
    expect(await library.open(traceIdOf(1), { since })).not.toBe(since);
  });

  it('remembers rows of traces it has long put away', async () => {
    const { library } = connected();
    const spans = [1, 2, 3, 4, 5, 6].map((number) =>
      someSpan({ traceId: traceIdOf(number), name: `${number}` }),
    );
    await library.load({ text: otlp(spans) });
    const traces = await Promise.all(spans.map(({ traceId }) => library.open(traceId)));
    for (const [index, trace] of traces.entries()) expect((await trace.span(0)).name).toBe(`${index + 1}`);
  });

  it('tells a trace that came again after it was given up from the one before', async () => {
    const { library } = connected({ maxSpans: 2 });
    const named = (name: string, trace = 1) =>
      otlp([1, 2].map((id) => someSpan({ traceId: traceIdOf(trace), spanId: spanIdOf(id), name })));
    await library.load({ text: named('old'), live: true });
    const old = await library.open(traceIdOf(1));
    await library.load({ text: named('other', 2), live: true });
    await library.load({ text: named('new'), live: true });
    const again = await library.open(traceIdOf(1), { since: old });
    expect(again.columns.names).toEqual(['new']);
    expect((await again.span(0)).name).toBe('new');
    expect((await old.span(0)).name).toBe('old');
    expect(await library.spanAt?.(traceIdOf(1), spanIdOf(2))).toMatchObject({ name: 'new' });
  });

  it('says when a trace is gone', async () => {
    const { library } = await loaded();
    const trace = await library.open(traceIdOf(1));
    await library.clear();
    await expect(trace.span(0)).rejects.toThrow('There is no trace');
    await expect(library.open(traceIdOf(1))).rejects.toBeInstanceOf(LibraryError);
  });

  it('stops what is called off, and goes on with the rest', async () => {
    const { library, asked } = connected();
    const called = new AbortController();
    const failed = library.load({ text: otlp([...wideTrace({ spans: 2_000 })]) }, { signal: called.signal });
    called.abort(new Error('enough'));
    await expect(failed).rejects.toThrow('enough');
    await expect(library.services(called.signal)).rejects.toThrow('enough');
    await library.services();
    expect(asked.map(({ type }) => type)).toEqual(['call', 'abort', 'call']);
    expect((await library.search({ ...emptyQuery, service: 'mail' })).found).toBe(0);
  });

  it('rejects all when the Worker does not start or dies', async () => {
    const { library, fail } = connected();
    const waiting = library.services();
    fail(new Event('error'));
    await expect(waiting).rejects.toThrow(
      'The part of this page that holds the traces did not start. Reload the page.',
    );
    await expect(library.services()).rejects.toBeInstanceOf(LibraryError);
    await expect(library.open('1')).rejects.toThrow('did not start');
  });

  it('rejects all when it is closed', async () => {
    const { library } = connected();
    const waiting = library.services();
    library.close();
    await expect(waiting).rejects.toThrow('The traces were closed.');
  });
});
