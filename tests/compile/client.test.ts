import typescript from 'typescript';
import { describe, expect, test } from 'vitest';
import { openCompiler } from '../../sandbox/compile/client.ts';
import type { CompileRequest, CompileResponse } from '../../sandbox/compile/compile-message.ts';
import { createCompileService } from '../../sandbox/compile/compile-service.ts';
import { latestOnly } from '../../sandbox/compile/latest-only.ts';
import type { CompileWorker } from '../../sandbox/compile/worker-seat.ts';

const assets: Record<string, unknown> = {
  importable: { hono: { values: ['Hono'], types: [] } },
  types: { files: {}, ambient: {} },
  libs: { 'lib.es2022.d.ts': 'interface Array<T> {}', 'lib.webworker.d.ts': '' },
};

/** A Worker that runs in this process: the service, and a switch to keep it from ever answering. */
function fakeWorker(options: { silent?: boolean; broken?: string; missing?: string } = {}) {
  const listeners = new Map<string, (event: never) => void>();
  let ended = false;
  const say = (data: CompileResponse) => ended || listeners.get('message')?.({ data } as never);
  let answer: ReturnType<typeof createCompileService> | undefined;
  const worker: CompileWorker = {
    addEventListener: (type: string, listener: unknown) => {
      listeners.set(type, listener as (event: never) => void);
      if (type !== 'error') return;
      queueMicrotask(() => {
        if (options.broken === undefined) say({ type: 'ready' });
        else (listener as (event: { message: string }) => void)({ message: options.broken });
      });
    },
    postMessage: (request: CompileRequest) => {
      if (request.type === 'open')
        answer = createCompileService({
          ts: typescript,
          urls: request.urls,
          fetchJson: (url) =>
            url === options.missing
              ? Promise.reject(new Error(`${url} answered 404.`))
              : Promise.resolve(assets[url]),
        });
      else if (!options.silent) void answer?.(request).then(say);
    },
    terminate: () => {
      ended = true;
    },
  };
  return { worker, isEnded: () => ended };
}

const urls = () => Promise.resolve({ importable: 'importable', types: 'types', libs: 'libs' });

describe('the compiler in its worker', () => {
  test('compiles and checks types', async () => {
    const client = openCompiler({ urls, createWorker: () => fakeWorker().worker });
    const { modules } = await client.compile({ 'a.ts': `import { Hono } from 'hono';` }, ['a.ts']);
    expect(modules.map((module) => module.file)).toEqual(['a.ts']);
    const warnings = await client.typeCheck({ 'a.ts': `const a: string = 1;` });
    expect(warnings.map((each) => [each.code, each.severity])).toContainEqual([2322, 'warning']);
  });

  test('that cannot be loaded is said where a compile error would be, and tried again', async () => {
    const workers = [fakeWorker({ broken: 'offline' }), fakeWorker()];
    const client = openCompiler({ urls, createWorker: () => (workers.shift() ?? fakeWorker()).worker });
    const { diagnostics } = await client.compile({ 'a.ts': '' }, ['a.ts']);
    expect(diagnostics.map((each) => [each.code, each.message])).toEqual([
      [
        'not-compiled',
        'The compiler could not be loaded: offline. Is the network there? Run again to retry.',
      ],
    ]);
    expect((await client.compile({ 'a.ts': '' }, ['a.ts'])).diagnostics).toEqual([]);
  });

  test('says which of its files is missing', async () => {
    const client = openCompiler({ urls, createWorker: () => fakeWorker({ missing: 'importable' }).worker });
    const { diagnostics } = await client.compile({ 'a.ts': '' }, ['a.ts']);
    expect(diagnostics[0]?.message).toBe('importable answered 404.');
  });

  test('is given up when it takes longer than its limit, and the next one answers', async () => {
    const stuck = fakeWorker({ silent: true });
    const workers = [stuck, fakeWorker()];
    const timers: (() => void)[] = [];
    const client = openCompiler({
      urls,
      createWorker: () => (workers.shift() ?? fakeWorker()).worker,
      later: (work) => {
        timers.push(work);
        return () => timers.splice(timers.indexOf(work), 1);
      },
    });
    const result = client.compile({ 'a.ts': '' }, ['a.ts']);
    await new Promise<void>((resolve) => setImmediate(resolve));
    expect(timers).toHaveLength(1);
    timers[0]?.();
    expect((await result).diagnostics[0]?.message).toMatch(
      /^The compiler was at it for 10 s and was stopped\./u,
    );
    expect(stuck.isEnded()).toBe(true);
    expect((await client.compile({ 'a.ts': '' }, ['a.ts'])).modules).toHaveLength(1);
    expect(timers).toEqual([]);
  });

  test('runs a program while types are being checked', async () => {
    const workers = [fakeWorker({ silent: true }), fakeWorker()];
    const client = openCompiler({ urls, createWorker: () => (workers.shift() ?? fakeWorker()).worker });
    void client.typeCheck({ 'a.ts': '' });
    expect((await client.compile({ 'a.ts': '' }, ['a.ts'])).modules).toHaveLength(1);
  });

  test('answers what is still asked when it is closed', async () => {
    const { worker, isEnded } = fakeWorker({ silent: true });
    const client = openCompiler({ urls, createWorker: () => worker });
    const result = client.compile({ 'a.ts': '' }, ['a.ts']);
    client.dispose();
    expect((await result).diagnostics[0]?.message).toBe('The compiler was closed.');
    expect(isEnded()).toBe(true);
  });
});

describe('somebody who types faster than types are checked', () => {
  test('has the first and the last text checked, and none between', async () => {
    const started: string[] = [];
    const finish: (() => void)[] = [];
    const check = latestOnly((text: string) => {
      started.push(text);
      return new Promise<string>((resolve) => finish.push(() => resolve(`checked ${text}`)));
    });
    const results = ['a', 'ab', 'abc'].map(check);
    expect(started).toEqual(['a']);
    finish[0]?.();
    await results[0];
    await new Promise<void>((resolve) => setImmediate(resolve));
    expect(started).toEqual(['a', 'abc']);
    finish[1]?.();
    expect(await Promise.all(results)).toEqual(['checked a', 'checked abc', 'checked abc']);
  });

  test('goes on after a failure', async () => {
    const check = latestOnly((text: string) =>
      text === 'bad' ? Promise.reject(new Error(text)) : Promise.resolve(text),
    );
    const [bad, good] = [check('bad'), check('good')];
    await expect(bad).rejects.toThrow('bad');
    expect(await good).toBe('good');
  });
});
