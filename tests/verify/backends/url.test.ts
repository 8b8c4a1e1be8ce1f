import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openUrl } from '../../../verify/backends/url.ts';
import { BackendGone } from '../../../verify/model/backend.ts';
import { CannotRun } from '../../../verify/model/run.ts';
import { oneSpan, post } from './exporting.ts';
import { startSomeJaeger } from './some-jaeger.ts';

/** A server that answers everything in one way. */
async function answering(status: number, body: string): Promise<string> {
  const server = createServer((_, response) => void response.writeHead(status).end(body));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function opened() {
  const jaeger = await startSomeJaeger();
  const backend = await openUrl({ otlp: jaeger.address, jaeger: jaeger.address });
  onTestFinished(() => backend.dispose());
  const namesOf = async (runId: string) => (await backend.spansOf(runId)).map(({ name }) => name);
  return { jaeger, backend, namesOf };
}

describe('a backend at given addresses', () => {
  test('gets every span with the stamp of its run, and gives it back without', async () => {
    const { jaeger, backend } = await opened();
    await post(backend.endpointOf('a'), oneSpan('x'));
    expect(jaeger.spans[0]?.resource.attributes).toEqual([
      { key: 'spanlab.run.id', value: expect.stringMatching(/^[0-9a-f-]{36}\/a$/u) },
    ]);
    expect(await backend.spansOf('a')).toMatchObject([{ name: 'x', resource: { attributes: [] } }]);
  });

  test('keeps runs and sessions apart that use the same trace', async () => {
    const { jaeger, backend, namesOf } = await opened();
    const other = await openUrl({ otlp: jaeger.address, jaeger: jaeger.address });
    onTestFinished(() => other.dispose());
    await post(backend.endpointOf('a'), oneSpan('mine', undefined, 'b7ad6b7169203331'));
    await post(backend.endpointOf('b'), oneSpan('next', undefined, 'b7ad6b7169203332'));
    await post(other.endpointOf('a'), oneSpan('theirs', undefined, 'b7ad6b7169203333'));
    expect([await namesOf('a'), await namesOf('b')]).toEqual([['mine'], ['next']]);
  });

  test('is asked again soon for what it does not show yet, and not for what it has shown', async () => {
    const { jaeger, backend, namesOf } = await opened();
    jaeger.hideFor(2);
    await post(backend.endpointOf('a'), oneSpan('x'));
    expect(await namesOf('a')).toEqual([]);
    await backend.moved('a', 60_000);
    expect(await namesOf('a')).toEqual([]);
    await backend.moved('a', 60_000);
    expect(await namesOf('a')).toEqual(['x']);
    const before = jaeger.asked.length;
    expect(await namesOf('a')).toEqual(['x']);
    expect(jaeger.asked.length).toBe(before);
  });

  test('passes on what the Collector refuses', async () => {
    const { jaeger, backend } = await opened();
    jaeger.refuseWith(429);
    expect(await post(backend.endpointOf('a'), oneSpan('x'))).toMatchObject({
      status: 429,
      text: expect.stringContaining('no room'),
    });
    expect(backend.received('a')).toMatchObject({
      spans: 0,
      refused: [expect.stringContaining('answered 429')],
    });
  });

  test('that dies fails the runs under way, at once, with what happened', async () => {
    const { jaeger, backend } = await opened();
    await post(backend.endpointOf('a'), oneSpan('x'));
    await jaeger.stop();
    expect((await post(backend.endpointOf('a'), oneSpan('y'))).status).toBe(500);
    await expect(backend.spansOf('a')).rejects.toThrow(BackendGone);
    await expect(backend.spansOf('a')).rejects.toThrow(
      /stopped answering while this ran: http.*\/v1\/traces did not answer/u,
    );
    // One that has sent before and reads after.
    backend.endpointOf('b');
    expect(await backend.spansOf('b')).toEqual([]);
  });

  test('is never one whose answers can be remembered', async () => {
    const { jaeger, backend } = await opened();
    const again = await openUrl({ otlp: jaeger.address, jaeger: jaeger.address });
    onTestFinished(() => again.dispose());
    expect(again.digest).not.toBe(backend.digest);
  });
});

describe('addresses that lead nowhere', () => {
  test('may be written as people write them', async () => {
    const { address } = await startSomeJaeger();
    const bare = address.replace('http://', '');
    const backend = await openUrl({ otlp: `${address}/v1/traces`, jaeger: `${bare}/` });
    await backend.dispose();
  });

  test('are told, each with what came instead and what to do', async () => {
    const jaeger = await startSomeJaeger();
    await jaeger.stop();
    const page = await answering(200, '<h1>Welcome</h1>');
    const failure = await openUrl({ otlp: jaeger.address, jaeger: page }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(CannotRun);
    const text = String(failure);
    expect(text).toMatch(/\/v1\/traces did not answer: .*ECONNREFUSED/u);
    expect(text).toContain(`${page}/api/v3/services answered 200 and is no Jaeger with a query API v3`);
    expect(text).toContain('--backend embedded');
  });

  test('are told when no OTLP is spoken there', async () => {
    const { address } = await startSomeJaeger();
    const other = await answering(404, 'not here');
    await expect(openUrl({ otlp: other, jaeger: address })).rejects.toThrow(
      /answered 404 .*to an empty export, expected 200/u,
    );
  });

  test('are told when they are no addresses', async () => {
    await expect(openUrl({ otlp: 'ftp://x', jaeger: 'x' })).rejects.toThrow(
      'found --otlp ftp://x, allowed: an address',
    );
  });
});
