import { describe, expect, it } from 'vitest';
import { createGoFiles } from '../../sandbox/collector/go-files.ts';
import { lookAt } from '../../sandbox/collector/look.ts';
import { failureOf } from '../../sandbox/collector/network-failure.ts';
import { createOutsideCalls } from '../../sandbox/collector/outside-calls.ts';

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
    const third = ask();
    expect(sent).toEqual([1, 2, 3].map((id) => [id, 'http://[::1]:4318/v1/traces']));
    calls.answered(1, { status: 503, statusText: '', headers: [['retry-after', '1']], grpcStatus: 14 });
    calls.broken(2);
    expect(await first).toMatchObject({ status: 503, headers: '[["retry-after","1"]]', grpcStatus: 14 });
    await expect(second).rejects.toThrow('reset');
    controller.abort();
    expect(withdrawn).toEqual([3]);
    await expect(third).rejects.toThrow('gave up');
  });
});

describe('the files Go finds', () => {
  type Call = (...args: unknown[]) => unknown;
  const written: string[] = [];
  const files = createGoFiles((stream, bytes) => {
    written.push(`${stream} ${new TextDecoder().decode(bytes)}`);
  }) as Record<string, Call>;
  const call = (name: string, ...args: unknown[]): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const done = (error: Error | null, value: unknown): void => (error ? reject(error) : resolve(value));
      files[name]?.(...args, done);
    });

  it('are none, and none can be made', async () => {
    await expect(call('open', '/etc/hosts', 0, 0)).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(call('stat', '/')).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(call('mkdir', '/tmp', 0)).rejects.toMatchObject({ code: 'ENOSYS' });
    await expect(call('read', 3, new Uint8Array(1), 0, 1, null)).rejects.toMatchObject({ code: 'EBADF' });
  });

  it('take what is written to the two streams', async () => {
    const bytes = new TextEncoder().encode('..out');
    expect(await call('write', 1, bytes, 2, 3, null)).toBe(3);
    expect(files['writeSync']?.(2, new TextEncoder().encode('err'))).toBe(3);
    expect(written).toEqual(['1 out', '2 err']);
    await expect(call('write', 7, bytes, 0, 1, null)).rejects.toMatchObject({ code: 'EBADF' });
  });
});
