import { describe, expect, it } from 'vitest';
import { createGoFiles } from '../../sandbox/collector/go-files.ts';
import { lookAt } from '../../sandbox/collector/look.ts';
import { lostBetween } from '../../sandbox/collector/lost.ts';
import { failureOf } from '../../sandbox/collector/network-failure.ts';
import { createOutsideCalls } from '../../sandbox/collector/outside-calls.ts';
import type { ComponentCounts } from '../../sandbox/schemas/collector.ts';

describe('what the Collector finds at an address', () => {
  const places = {
    at: { 'jaeger:4317': 'grpc', 'localhost:4317': 'grpc', 'store:5000': 'http' },
    hosts: ['jaeger', 'store'],
    taken: [],
  } as const;

  it.each([
    ['jaeger', 4317, 'grpc'],
    ['JAEGER.', 4317, 'grpc'],
    ['127.0.0.1', 4317, 'grpc'],
    ['[::1]', 4317, 'grpc'],
    ['store', 5000, 'http'],
    ['store', 4317, 'refused'],
    ['localhost', 1, 'refused'],
    ['collector', 1, 'refused'],
    ['10.0.0.7', 80, 'refused'],
    ['jaegr', 4317, 'unknown-host'],
    ['', 80, 'unknown-host'],
  ])('%s:%d is %s', (host, port, found) => {
    expect(lookAt(places, host, port)).toBe(found);
  });
});

describe('what is lost when it ends', () => {
  const counts = (
    kind: ComponentCounts['kind'],
    id: string,
    dropped: number,
    queued: number,
  ): ComponentCounts => ({
    ...{ kind, id, received: 0, refused: 0, sent: 0, dropped, queued },
  });

  it('is what exporters gave up meanwhile, and what is held at the end; not what was filtered on purpose', () => {
    const before = { components: [counts('exporter', 'otlp', 2, 5), counts('processor', 'filter', 1, 0)] };
    const after = { components: [counts('exporter', 'otlp', 6, 1), counts('processor', 'filter', 9, 0)] };
    expect(lostBetween(before, after)).toBe(5);
  });
});

describe('a request without an answer', () => {
  it.each([
    ['dial tcp 127.0.0.1:4318: connect: connection refused', 'ECONNREFUSED'],
    [
      'net/http: HTTP/1.x transport connection broken: malformed HTTP response "\\x00"',
      'HPE_INVALID_CONSTANT',
    ],
    ['EOF', 'ECONNRESET'],
  ])('fails as in Node: %s', (words, code) => {
    expect(failureOf(4318, words).code).toBe(code);
  });
});

describe('a call to the outside', () => {
  const call = {
    host: '::1',
    port: 4318,
    protocol: 'http',
    method: 'POST',
    path: '/v1/traces',
    headers: [],
  } as const;

  it('is numbered, answered once, broken, and taken back when the Collector gives up', async () => {
    const sent: [number, string][] = [];
    const withdrawn: number[] = [];
    const calls = createOutsideCalls(
      (id, { request }) => void sent.push([id, request.url]),
      (id) => void withdrawn.push(id),
    );
    const controller = new AbortController();
    const ask = () => calls.exchange({ ...call, headers: [] }, new Uint8Array(), controller.signal);
    const [first, second] = [ask(), ask()];
    void ask();
    expect(sent).toEqual([1, 2, 3].map((id) => [id, 'http://[::1]:4318/v1/traces']));
    calls.answered(1, { status: 503, statusText: '', headers: [['retry-after', '1']], grpcStatus: 14 });
    calls.broken(2);
    expect(await first).toMatchObject({ status: 503, headers: '[["retry-after","1"]]', grpcStatus: 14 });
    await expect(second).rejects.toThrow('reset');
    controller.abort();
    expect(withdrawn).toEqual([3]);
  });
});

describe('the files Go finds', () => {
  type Call = (...args: unknown[]) => unknown;
  const written: string[] = [];
  const files = createGoFiles({ '/etc/hosts': '127.0.0.1 localhost\n' }, (stream, bytes) => {
    written.push(`${stream} ${new TextDecoder().decode(bytes)}`);
  }) as Record<string, Call>;
  const call = (name: string, ...args: unknown[]): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const done = (error: Error | null, value: unknown): void => (error ? reject(error) : resolve(value));
      files[name]?.(...args, done);
    });

  it('are the few it needs, in whole and in parts', async () => {
    const descriptor = await call('open', '/etc/hosts', 0, 0);
    expect(await call('fstat', descriptor)).toMatchObject({ size: 20 });
    const part = new Uint8Array(30);
    expect(await call('read', descriptor, part, 2, 9, null)).toBe(9);
    expect(await call('read', descriptor, part, 11, 19, null)).toBe(11);
    expect(await call('read', descriptor, part, 0, 30, null)).toBe(0);
    expect(new TextDecoder().decode(part.subarray(2, 22))).toBe('127.0.0.1 localhost\n');
    await call('close', descriptor);
    await expect(call('fstat', descriptor)).rejects.toMatchObject({ code: 'EBADF' });
  });

  it('are not to be written, made or removed, and there are no others', async () => {
    await expect(call('open', '/etc/passwd', 0, 0)).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(call('open', '/etc/hosts', 1, 0)).rejects.toMatchObject({ code: 'EACCES' });
    await expect(call('unlink', '/etc/hosts')).rejects.toMatchObject({ code: 'ENOSYS' });
    await expect(call('stat', '/nothing')).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('take what is written to the two streams', async () => {
    const bytes = new TextEncoder().encode('..out');
    expect(await call('write', 1, bytes, 2, 3, null)).toBe(3);
    expect(files['writeSync']?.(2, new TextEncoder().encode('err'))).toBe(3);
    expect(written).toEqual(['1 out', '2 err']);
    await expect(call('write', 7, bytes, 0, 1, null)).rejects.toMatchObject({ code: 'EBADF' });
  });
});
