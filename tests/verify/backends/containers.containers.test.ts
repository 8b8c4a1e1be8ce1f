import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { readImages } from '../../../tools/images/compose-images.ts';
import { defaultImages } from '../../../verify/backends/container-configs.ts';
import { containerLabels, ownerName, sweep } from '../../../verify/backends/container-owner.ts';
import { containersDigest, openContainers } from '../../../verify/backends/containers.ts';
import { judge } from '../../../verify/judge/judge.ts';
import { type Backend, BackendGone } from '../../../verify/model/backend.ts';
import { CannotRun } from '../../../verify/model/run.ts';
import { spansOf, trip } from '../../expect/some-trees.ts';
import { exampleIn, markdown, ranOf, send, told } from '../judge/judged.ts';
import { oneSpan, post } from './exporting.ts';

/** Containers of an owner, running or not. */
function containersOf(owner: string): string[] {
  const filter = `label=${containerLabels.owner}=${owner}`;
  return execFileSync('docker', ['ps', '-aq', '--filter', filter], { encoding: 'utf8' })
    .split(/\s+/u)
    .filter(Boolean);
}

describe('real containers', () => {
  let backend: Backend;
  beforeAll(async () => {
    backend = await openContainers();
  });
  afterAll(() => backend.dispose());

  test('are two, of the images that deploy/ pins, and named by what those are', async () => {
    expect(defaultImages).toEqual(readImages());
    expect(containersOf(ownerName())).toHaveLength(2);
    expect(backend.digest).toMatch(/^containers sha256:[0-9a-f]{64} sha256:[0-9a-f]{64}$/u);
    expect(await containersDigest()).toBe(backend.digest);
  });

  test('hold what they have answered: it can be read at once, as it was sent', async () => {
    const sent = spansOf(trip);
    await send(backend, 'read', sent);
    const read = await backend.spansOf('read');
    const byId = (a: { spanId: string }, b: { spanId: string }) => (a.spanId < b.spanId ? -1 : 1);
    expect([...read].sort(byId)).toEqual([...sent].sort(byId));
  });

  test('keep runs apart that send the same ids', async () => {
    await send(backend, 'a', spansOf(trip));
    await send(backend, 'b', spansOf({ name: 'other' }));
    expect((await backend.spansOf('b')).map(({ name }) => name)).toEqual(['other']);
  });

  test('serve many runs at once', async () => {
    const runs = Array.from({ length: 100 }, (_, i) => `many-${i}`);
    const counts = await Promise.all(
      runs.map(async (runId) => {
        await send(backend, runId, spansOf(trip));
        return (await backend.spansOf(runId)).length;
      }),
    );
    expect(new Set(counts)).toEqual(new Set([4]));
    for (const runId of runs) backend.forget(runId);
  });

  test('are judged as the embedded store is', async () => {
    const example = await exampleIn(
      markdown(
        '```ts verify',
        'go();',
        '```',
        '```yaml expect',
        'checks:',
        '  - check: No shop',
        '    absent: [{ service: grocery-store }]',
        '```',
      ),
    );
    await send(backend, 'judged', spansOf(trip));
    const ran = ranOf({});
    const found = await judge({ example, ran, backend, runId: 'judged', deadlineMs: 10_000 });
    expect(told(found)).toEqual([expect.stringMatching(/^6:5 expect-spans: No shop: "GET \/" is there/u)]);
  });
});

describe('containers that go', () => {
  test('fail the runs under way and are started once more for the next; after that, each fails at once', async () => {
    const backend = await openContainers();
    onTestFinished(() => backend.dispose());
    for (const [first, next] of [
      ['a', 'b'],
      ['b', 'c'],
    ] as const) {
      const endpoint = backend.endpointOf(first);
      expect((await post(endpoint, oneSpan('x'))).status).toBe(200);
      execFileSync('docker', ['kill', ...containersOf(ownerName())]);
      expect((await post(endpoint, oneSpan('y'))).status).toBe(500);
      await expect(backend.spansOf(first)).rejects.toThrow(BackendGone);
      await expect(backend.spansOf(first)).rejects.toThrow(/has stopped with the exit code 137/u);
      backend.endpointOf(next);
    }
    await expect(backend.spansOf('c')).rejects.toThrow(/It is not started again/u);
    expect((await post(backend.endpointOf('c'), oneSpan('z'))).status).toBe(500);
    await backend.dispose();
    expect(containersOf(ownerName())).toEqual([]);
  });
});

describe('nothing stays behind', () => {
  const program = `
    import { openContainers } from ${JSON.stringify(pathToFileURL(resolve('verify/backends/containers.ts')).href)};
    await openContainers();
    console.log('ready');
    setInterval(() => undefined, 1000);
  `;

  /** Another process that has opened containers. */
  async function another() {
    const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    await once(child.stdout, 'data');
    return { child, owner: ownerName(child.pid), ended: once(child, 'exit') };
  }

  test.each(['SIGKILL', 'SIGINT', 'SIGTERM'] as const)('of a process that ends by %s', async (signal) => {
    const { child, owner, ended } = await another();
    expect(containersOf(owner)).toHaveLength(2);
    child.kill(signal);
    await ended;
    await vi.waitFor(() => expect(containersOf(owner)).toEqual([]), { timeout: 30_000, interval: 100 });
  });

  test('of a process whose watchman was killed with it, once somebody opens containers again', async () => {
    const args = ['run', '-d', '--label', `${containerLabels.owner}=${ownerName(2 ** 22 + 1)}`];
    execFileSync('docker', [...args, defaultImages.jaeger], { stdio: 'ignore' });
    expect(containersOf(ownerName(2 ** 22 + 1))).toHaveLength(1);
    await sweep();
    expect(containersOf(ownerName(2 ** 22 + 1))).toEqual([]);
  });

  test('of a start that fails, which says why', async () => {
    const images = { collector: defaultImages.jaeger };
    await expect(openContainers({ images })).rejects.toThrow(
      /The containers did not come up\. the Collector .* has stopped with the exit code 1/u,
    );
    expect(containersOf(ownerName())).toEqual([]);
  });
});

describe('without what is needed', () => {
  test('an image that is not here is named with how to get it', async () => {
    const images = { jaeger: 'jaegertracing/jaeger:0.0.0-never' };
    const failure = await openContainers({ images }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(CannotRun);
    expect(String(failure)).toContain('Get it: docker pull jaegertracing/jaeger:0.0.0-never');
    expect(await containersDigest({ images })).toBeUndefined();
  });

  test('a Docker that does not answer, or is not there, is told', async () => {
    vi.stubEnv('DOCKER_HOST', 'tcp://127.0.0.1:1');
    onTestFinished(() => void vi.unstubAllEnvs());
    await expect(openContainers()).rejects.toThrow(/its daemon does not answer.*Start it/su);
    vi.stubEnv('PATH', '/nowhere');
    await expect(openContainers()).rejects.toThrow(/there is no command `docker` here\. Install it/u);
  });
});
