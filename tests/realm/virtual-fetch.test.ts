import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ActivityCount } from '../../sandbox/realm/browser/activity.ts';
import type { Incoming } from '../../sandbox/realm/browser/incoming.ts';
import { serve } from '../../sandbox/realm/browser/node-server.ts';
import type { VirtualFetch } from '../../sandbox/realm/browser/virtual-fetch.ts';
import {
  messageLimits,
  type ProgramMessage,
  readProgramMessage,
} from '../../sandbox/realm/program-message.ts';
import type { HeaderList } from '../../sandbox/schemas/run-event.ts';

const nothing = (): void => undefined;
const activity: ActivityCount = {
  add: nothing,
  loading: nothing,
  loaded: nothing,
  evaluated: nothing,
  signalled: nothing,
  tell: nothing,
};
const nativeFetch = globalThis.fetch;
const printed = vi.spyOn(console, 'error').mockImplementation(nothing);
let said: ProgramMessage[] = [];
let outgoing: VirtualFetch;
let incoming: Incoming;

beforeAll(async () => {
  // What a Worker has and Node has not, and the realm takes before any program is there.
  for (const name of ['addEventListener', 'removeEventListener', 'close']) vi.stubGlobal(name, nothing);
  const { installFetch } = await import('../../sandbox/realm/browser/virtual-fetch.ts');
  const { installServer } = await import('../../sandbox/realm/browser/incoming.ts');
  const send = (message: ProgramMessage): void => {
    said.push(message);
  };
  outgoing = installFetch(activity, send);
  incoming = installServer(activity, send);
});
afterAll(() => {
  Object.defineProperty(globalThis, 'fetch', { value: nativeFetch });
  vi.unstubAllGlobals();
});
beforeEach(() => {
  said = [];
  printed.mockClear();
});

const many = (count: number): [string, string][] =>
  Array.from({ length: count }, (_, index) => [`x-${index}`, 'v']);
const url = 'http://localhost:5000/';
const limits = messageLimits;

/** The id of the request that was said last. */
function lastId(): number {
  const last = said.at(-1);
  if (last?.type !== 'request') throw new Error(`the last message is no request but ${last?.type}`);
  return last.id;
}

describe('fetch', () => {
  test.each<[string, string, RequestInit, string]>([
    ['a long URL', url + 'y'.repeat(limits.urlLength), {}, "the request's URL has 16022 characters"],
    ['many headers', url, { headers: many(257) }, 'the request has 257 headers'],
    [
      'long headers',
      url,
      { headers: { a: 'b'.repeat(32_000) } },
      "the request's headers have 32001 characters",
    ],
    ['a long method', url, { method: 'M'.repeat(65) }, "the request's method has 65 characters"],
    [
      'a large body',
      url,
      { method: 'POST', body: new Uint8Array(limits.bodyBytes + 1) },
      'the request body has 8000001 bytes',
    ],
  ])('rejects %s with what may be, and says nothing to the lab', async (_, to, init, found) => {
    const problem = await fetch(to, init).catch((error: unknown) => error);
    expect(problem).toBeInstanceOf(TypeError);
    expect(problem).toMatchObject({ message: 'fetch failed', cause: { code: 'EMSGSIZE' } });
    expect(String((problem as TypeError).cause)).toContain(`${found}; the lab's network carries up to`);
    expect(said).toEqual([]);
  });

  test('says what is at the limits in words the lab reads', () => {
    void fetch(url, { headers: many(256) });
    void fetch(url + 'y'.repeat(limits.urlLength - url.length), { headers: { a: 'b'.repeat(31_999) } });
    expect(said).toHaveLength(2);
    for (const message of said) expect(readProgramMessage(message)).toEqual(message);
  });

  test('rejects when a redirect leads to a long URL', async () => {
    const answer = fetch(url);
    const headers: HeaderList = [['location', `/${'y'.repeat(limits.urlLength)}`]];
    outgoing.answered(lastId(), { status: 302, statusText: 'Found', headers });
    await expect(answer).rejects.toMatchObject({ cause: { code: 'EMSGSIZE' } });
  });

  test('takes the request back that is under way, when it was redirected too', async () => {
    const stop = new AbortController();
    const answer = fetch(url, { signal: stop.signal });
    const first = lastId();
    outgoing.answered(first, { status: 302, statusText: 'Found', headers: [['location', '/next']] });
    const second = lastId();
    stop.abort();
    await expect(answer).rejects.toMatchObject({ name: 'AbortError' });
    expect(second).not.toBe(first);
    expect(said.at(-1)).toEqual({ type: 'abort', id: second });
  });
});

describe('a server', () => {
  /** What the lab hears when a server answers with this. */
  async function answerOf(response: Response): Promise<ProgramMessage | undefined> {
    serve({ fetch: () => response, port: 5000 });
    const listen = said.at(-1);
    if (listen?.type !== 'listen') throw new Error('the server does not listen');
    incoming.request(listen.server, 1, { method: 'GET', url, headers: [] });
    await vi.waitFor(() => expect(said.at(-1)?.type).toBe('response'));
    return said.at(-1);
  }

  test.each<[string, Response, string]>([
    ['many headers', new Response('', { headers: many(257) }), 'has 258 headers'],
    ['long headers', new Response(null, { headers: { a: 'b'.repeat(32_000) } }), 'have 32001 characters'],
    ['a long status text', new Response(null, { statusText: 't'.repeat(257) }), 'has 257 characters'],
    ['a large body', new Response(new Uint8Array(limits.bodyBytes + 1)), 'body has 8000001 bytes'],
  ])('that answers with %s fails with 500 and says why', async (_, response, found) => {
    expect(await answerOf(response)).toMatchObject({ status: 500, headers: [] });
    expect(String(printed.mock.calls[0]?.[0])).toContain(found);
  });

  test('that answers with what may be is heard', async () => {
    const answer = await answerOf(new Response('hello', { headers: { a: 'b'.repeat(31_900) } }));
    expect(answer).toMatchObject({ status: 200 });
    expect(readProgramMessage(answer)).toEqual(answer);
    expect(printed).not.toHaveBeenCalled();
  });

  test('with a host name nobody could have says so at once', () => {
    const options = { fetch: () => new Response(), hostname: 'h'.repeat(256) };
    expect(() => serve(options)).toThrow('up to 255 characters. Received 256 characters');
  });
});
