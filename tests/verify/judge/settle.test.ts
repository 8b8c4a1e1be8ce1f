import { describe, expect, onTestFinished, test } from 'vitest';
import { openEmbedded } from '../../../verify/backends/embedded.ts';
import { openUrl } from '../../../verify/backends/url.ts';
import { judge } from '../../../verify/judge/judge.ts';
import { untilMet } from '../../../verify/judge/until-met.ts';
import type { Backend } from '../../../verify/model/backend.ts';
import type { Ran } from '../../../verify/model/run.ts';
import { spansOf, trip } from '../../expect/some-trees.ts';
import { startSomeJaeger } from '../backends/some-jaeger.ts';
import { exampleIn, markdown, ranOf, send, told } from './judged.ts';

const [root, ...below] = spansOf(trip);
const rootSpans = root === undefined ? [] : [root];

const expecting = (...check: string[]) =>
  exampleIn(
    markdown(
      '```ts verify',
      'go();',
      '```',
      '```yaml expect',
      'checks:',
      '  - check: It holds',
      ...check,
      '```',
    ),
  );
const wholeTrip = () =>
  expecting('    traces: 1', '    invariants: [no-orphans]', '    somewhere: [{ name: GET / }]');

async function embedded(): Promise<Backend> {
  const backend = await openEmbedded();
  onTestFinished(() => backend.dispose());
  return backend;
}

async function behindUrl() {
  const jaeger = await startSomeJaeger();
  const backend = await openUrl({ otlp: jaeger.address, jaeger: jaeger.address });
  onTestFinished(() => backend.dispose());
  return { jaeger, backend };
}

/** Judge with a deadline nobody has the time to wait for. */
const judging = async (
  backend: Backend,
  flush: Ran['flush'],
  example = wholeTrip(),
  deadlineMs = 3_600_000,
) => judge({ example: await example, ran: ranOf({ flush }), backend, runId: 'run', deadlineMs });

describe('the judge waits', () => {
  test('for nothing once a flush is acknowledged: what has not come by then never will', async () => {
    const backend = await embedded();
    await send(backend, 'run', below);
    const example = await wholeTrip();
    const verdict = judging(backend, 'acknowledged', Promise.resolve(example));
    await send(backend, 'run', rootSpans);
    expect(told(await verdict)).toHaveLength(1);
  });

  test('for what is still under way when there was no flush', async () => {
    const backend = await embedded();
    await send(backend, 'run', below);
    const verdict = judging(backend, 'none');
    await send(backend, 'run', rootSpans);
    expect(told(await verdict)).toEqual([]);
  });

  test('and gives up when nothing comes any more', async () => {
    const backend = await embedded();
    await send(backend, 'run', below);
    expect(told(await judging(backend, 'none'))).toHaveLength(1);
  });

  test('until a slow backend gives back all that it took', async () => {
    const { jaeger, backend } = await behindUrl();
    jaeger.hideFor(6);
    await send(backend, 'run', spansOf(trip));
    expect(told(await judging(backend, 'acknowledged'))).toEqual([]);
  });

  test('for spans that must not be there, too, when they may be on their way', async () => {
    const { jaeger, backend } = await behindUrl();
    jaeger.hideFor(3);
    await send(backend, 'run', spansOf({ name: 'secret' }));
    const absent = expecting('    absent: [{ name: secret }]');
    expect(told(await judging(backend, 'acknowledged', absent))[0]).toContain('"secret" is there');
  });

  test('for its deadline, when a backend has taken spans and lost them', async () => {
    const { jaeger, backend } = await behindUrl();
    jaeger.loseAll();
    await send(backend, 'run', spansOf(trip));
    const [finding] = told(await judging(backend, 'acknowledged', wholeTrip(), 100));
    expect(finding).toContain('It holds: No span arrived');
  });

  test('no longer than a backend lives', async () => {
    const { jaeger, backend } = await behindUrl();
    jaeger.hideFor(1_000_000);
    await send(backend, 'run', spansOf(trip));
    const verdict = judging(backend, 'acknowledged');
    await backend.moved('run', 1);
    await jaeger.stop();
    expect(told(await verdict)).toEqual([
      expect.stringMatching(/^1:1 backend: The backend stopped answering while this ran/u),
    ]);
  });
});

describe('a program that goes on by itself', () => {
  const waiting = async (backend: Backend, signal = new AbortController().signal) => {
    const example = await wholeTrip();
    if (example.kind !== 'program') throw new Error('it is a program');
    const soFar = () => ({ output: [], printed: [], settled: true, failed: false });
    const showing = { soFar, moved: () => new Promise<void>(() => {}) };
    return untilMet({ example, backend, runId: 'run', showing, signal });
  };

  test('has shown enough once its expectation is met with all parents there', async () => {
    const backend = await embedded();
    let isMet = false;
    const met = waiting(backend).then(() => {
      isMet = true;
    });
    await send(backend, 'run', below);
    await backend.spansOf('run');
    expect(isMet).toBe(false);
    await send(backend, 'run', rootSpans);
    await met;
  });

  test('is not waited for after an abort, or when the backend has gone', async () => {
    const backend = await embedded();
    backend.endpointOf('run');
    const stop = new AbortController();
    const aborted = waiting(backend, stop.signal);
    stop.abort();
    await aborted;

    const { jaeger, backend: other } = await behindUrl();
    await send(other, 'run', below);
    await jaeger.stop();
    await send(other, 'run', below);
    await waiting(other);
  });
});
