/** The embedded store and a real Jaeger, given the same payloads, are asked the same. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { receive } from '../../../sandbox/store/otlp-receiver.ts';
import { createStore } from '../../../sandbox/store/store.ts';
import { leftovers } from '../../containers/backend.ts';
import { comparable } from './comparable.ts';
import { corpus } from './corpus.ts';
import { differences } from './differences.ts';
import { encodingDifferences, encodings } from './encodings.ts';
import { type Jaeger, startJaeger } from './jaeger.ts';
import { queries } from './queries.ts';

const store = createStore();
let jaeger: Jaeger;

async function ingest(payload: string): Promise<number> {
  const { status, accepted } = await receive({
    method: 'POST',
    path: '/v1/traces',
    headers: [['content-type', 'application/json']],
    body: new TextEncoder().encode(payload),
  });
  store.ingest(accepted);
  return status;
}

beforeAll(async () => {
  jaeger = await startJaeger();
  for (const { name, payloads } of corpus) {
    for (const payload of payloads) {
      const statuses = { name, jaeger: await jaeger.send(payload), ours: await ingest(payload) };
      expect(statuses).toEqual({ name, jaeger: 200, ours: 200 });
    }
  }
});

afterAll(async () => {
  await jaeger?.stop();
  expect(await leftovers()).toEqual([]);
});

/** Both answers to one query. */
async function answers(path: string) {
  const theirs = await jaeger.query(path);
  const ours = store.query(path);
  return {
    theirs: { status: theirs.status, body: comparable(theirs.body) },
    ours: { status: ours.status, body: comparable(ours.body) },
  };
}

describe('the embedded store answers as Jaeger does', () => {
  test.each(queries.filter(([name]) => !differences.has(name)))('%s', async (_name, path) => {
    const { theirs, ours } = await answers(path);
    expect(ours).toEqual(theirs);
  });
});

describe('a content encoding', () => {
  test.each(encodings)('%s is taken, or is not, as Jaeger does', async (name, encoding, body) => {
    const ours = await receive({
      method: 'POST',
      path: '/v1/traces',
      headers: [
        ['content-type', 'application/json'],
        ['content-encoding', encoding],
      ],
      body,
    });
    const theirs = await jaeger.send(body, encoding);
    if (encodingDifferences.has(name)) expect([ours.status, theirs]).toEqual([400, 200]);
    else expect(ours.status).toBe(theirs);
  });
});

describe('the embedded store answers otherwise than Jaeger, as listed', () => {
  test.each(queries.filter(([name]) => differences.has(name)))('%s', async (name, path) => {
    const { theirs, ours } = await answers(path);
    expect(ours, `both answer alike now: take ${JSON.stringify(name)} out of differences.ts`).not.toEqual(
      theirs,
    );
  });

  test('each listed difference is one of the queries', () => {
    const names = new Set(queries.map(([name]) => name));
    expect([...differences.keys()].filter((name) => !names.has(name))).toEqual([]);
    expect(names.size, 'names of queries are unique').toBe(queries.length);
  });
});
