import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findAssets } from '../../sandbox/collector/find-assets.ts';
import { programStream } from '../../sandbox/collector/program-source.ts';
import { createProgramStore } from '../../sandbox/collector/program-store.ts';
import type { CollectorAssets, CollectorProgress } from '../../sandbox/schemas/collector.ts';

const base = new URL('http://localhost/lab/');
const ready: CollectorAssets & { state: 'ready' } = {
  state: 'ready',
  hash: 'abc',
  version: '0.155.0',
  wasm: 'collector-abc.wasm',
  brotli: { file: 'collector-abc.wasm.br', bytes: 1 },
  gzip: { file: 'collector-abc.wasm.gz', bytes: 2 },
  bytes: 3,
  exec: 'exec.js',
  schema: 'schema.json',
};

/** Answers these, one after the other; the last one again and again. */
function finding(...answers: (CollectorAssets | Response)[]) {
  const progress: CollectorProgress[] = [];
  let asked = 0;
  const found = findAssets(base, (each) => void progress.push(each), {
    fetch: async () => {
      const answer = answers[Math.min(asked, answers.length - 1)];
      asked += 1;
      return answer instanceof Response ? answer : Response.json(answer);
    },
    wait: async () => undefined,
  });
  return { found, progress };
}

describe('finding out what to load', () => {
  const building = { state: 'building', done: 1, total: 9, note: '1 of 9' } as const;

  it('waits for a build that goes on, and passes on how far it is', async () => {
    const { found, progress } = finding(building, { ...building, done: 2, note: '2 of 9' }, ready);
    expect(await found).toEqual(ready);
    expect(progress.map(({ step, done, note }) => [step, done, note])).toEqual([
      ['building', 1, '1 of 9'],
      ['building', 2, '2 of 9'],
    ]);
  });

  it('gives up a build that stands still', async () => {
    await expect(finding(building).found).rejects.toThrow('stood still for 10 minutes (1 of 9)');
  });

  it('says why a build failed, in its words', async () => {
    await expect(finding({ state: 'failed', message: 'no Go' }).found).rejects.toThrow('no Go');
  });

  it('says what is there in its place', async () => {
    const page = new Response('<!doctype html>', { headers: { 'content-type': 'text/html' } });
    await expect(finding(page).found).rejects.toThrow('found text/html, "<!doctype html>"');
    await expect(finding(new Response('', { status: 404 })).found).rejects.toThrow(
      '/lab/collector.json answered 404',
    );
    await expect(finding(Response.json({ state: 'odd' })).found).rejects.toThrow(
      '"{\\"state\\":\\"odd\\"}"'.replaceAll('\\', ''),
    );
  });
});

describe('a program on its way', () => {
  const program = new Uint8Array([
    0,
    0x61,
    0x73,
    0x6d,
    ...Array.from({ length: 5_000 }, (_, index) => index % 251),
  ]);

  async function received(packed: 'gzip' | undefined, body: Uint8Array<ArrayBuffer>, bytes = program.length) {
    const url = new URL('x.wasm.gz', base);
    let seen = 0;
    const expected = {
      bytes,
      done(count: number) {
        seen = count;
      },
      failed: () => undefined,
    };
    const stream = await programStream({ url, packed }, new Response(body), expected);
    const whole = new Uint8Array(await new Response(stream).arrayBuffer());
    expect(seen).toBe(whole.length);
    return whole;
  }

  it('arrives as it was, packed or not', async () => {
    expect(await received('gzip', new Uint8Array(gzipSync(program)))).toEqual(program);
    expect(await received('gzip', program)).toEqual(program);
    expect(await received(undefined, program)).toEqual(program);
  });

  it('is refused when it is shorter or longer than it should be', async () => {
    await expect(received(undefined, program, program.length + 1)).rejects.toThrow(
      'ends after 5004 of 5005 bytes',
    );
    await expect(received(undefined, program, program.length - 1)).rejects.toThrow(
      'longer than the 5003 bytes',
    );
  });

  it('is refused when it is something else', async () => {
    const text = new TextEncoder().encode('Not found');
    await expect(received(undefined, text)).rejects.toThrow('is no WebAssembly program: found');
    await expect(received('gzip', text)).rejects.toThrow('"Not found"');
    await expect(received('gzip', new Uint8Array(gzipSync(text)))).rejects.toThrow(
      'unpacks to no WebAssembly program',
    );
  });

  it('never arrives other than it was, wherever it is cut or damaged', async () => {
    const packed = new Uint8Array(gzipSync(program));
    await fc.assert(
      fc.asyncProperty(fc.nat(packed.length - 1), fc.nat(254), fc.boolean(), async (place, change, isCut) => {
        const broken = isCut ? packed.slice(0, place) : packed.slice();
        if (!isCut) broken[place] = ((broken[place] ?? 0) + change + 1) % 256;
        const whole = await received('gzip', broken).catch(() => undefined);
        if (whole !== undefined) expect(whole).toEqual(program);
      }),
    );
  });
});

describe('keeping it', () => {
  /** Cache Storage in memory. `full`: nothing can be put into it. */
  function storage(full = false): CacheStorage {
    const all = new Map<string, Map<string, Response>>();
    const open = async (name: string) => {
      const files = all.get(name) ?? new Map<string, Response>();
      all.set(name, files);
      return {
        match: async (url: string) => files.get(url)?.clone(),
        put: async (url: string, response: Response) => {
          if (full) throw new DOMException('no room', 'QuotaExceededError');
          files.set(url, response);
        },
      };
    };
    const has = async (name: string) => all.has(name);
    return {
      open,
      has,
      keys: async () => [...all.keys()],
      delete: async (name: string) => all.delete(name),
    } as never;
  }
  const files = () => new Map([[ready.wasm, new Response('program')]]);

  it('gives back what was put, and only of the newest', async () => {
    const caches = storage();
    const store = createProgramStore(base, caches);
    await store.put(ready, files());
    await store.put({ ...ready, hash: 'def' }, files());
    expect(await caches.keys()).toEqual(['spanlab-collector /lab/ def']);
    expect(await store.assets()).toMatchObject({ hash: 'def' });
    expect(await (await store.get('def', ready.wasm))?.text()).toBe('program');
    expect(await store.get('abc', ready.wasm)).toBeUndefined();
  });

  it('leaves alone what belongs to another site of this host', async () => {
    const caches = storage();
    await createProgramStore(new URL('http://localhost/other/lab/'), caches).put(ready, files());
    await createProgramStore(base, caches).put(ready, files());
    expect(await caches.keys()).toHaveLength(2);
  });

  it('keeps nothing rather than half of it, and goes on without storage', async () => {
    const caches = storage(true);
    const store = createProgramStore(base, caches);
    await store.put(ready, files());
    expect(await caches.keys()).toEqual([]);
    expect(await store.assets()).toBeUndefined();
    const none = createProgramStore(base, undefined);
    await none.put(ready, files());
    expect(await none.get('abc', ready.wasm)).toBeUndefined();
    const blocked = createProgramStore(base, { keys: () => Promise.reject(new Error('blocked')) } as never);
    expect(await blocked.assets()).toBeUndefined();
  });
});
