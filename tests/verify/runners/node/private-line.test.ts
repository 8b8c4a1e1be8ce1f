import { afterAll, describe, expect, test } from 'vitest';
import { createNodeRunner } from '../../../../verify/runners/node/node-runner.ts';
import { jobOf, stdout } from './support.ts';

const runner = createNodeRunner({ jobs: 1 });
afterAll(() => runner.dispose());

const done = `{ say: 'done', done: { exitCode: 0, flush: 'acknowledged', loaded: [], children: false } }`;

describe('what a program says to its parent', () => {
  test('is a main thread’s, as in life: it has no parent to speak to', async () => {
    const ran = await runner.run(
      jobOf(`import { isMainThread, parentPort, threadId, workerData } from 'node:worker_threads';
import worker from 'node:worker_threads';
console.log(isMainThread, parentPort, threadId, workerData);
console.log(worker.isMainThread, worker.parentPort, worker.threadId, worker.workerData);`),
    );
    expect(ran).toMatchObject({ errors: [], troubles: [], exitCode: 0 });
    expect(stdout(ran)).toEqual(['true null 0 null', 'true null 0 null']);
  });

  test('may be anything, and ends its own run at most', { timeout: 30_000 }, async () => {
    for (const said of [
      'null',
      '7',
      '{ say: "output", stream: "stdout", text: 7 }',
      '{ say: "over" }',
      done,
    ]) {
      for (const alone of [false, true]) {
        const ran = await runner.run(
          jobOf(
            `import { parentPort } from 'node:worker_threads';
const said = ${said};
parentPort?.postMessage(said);
(process as any).send?.(said);
(process as any)._send?.(said);
(process as any)._channel?.writeUtf8String?.({}, 'no message\\n');
(process as any).channel?.writeUtf8String?.({}, 'no message\\n');
await new Promise((done) => setTimeout(done, 50));
throw new Error('of its own');`,
            { alone },
          ),
        );
        expect(ran.errors).toMatchObject([{ message: 'of its own' }]);
        expect(ran.exitCode).toBe(1);
      }
    }
  });
});

describe('a program that ends before it could be seen to end', () => {
  test.each([
    ['by leaving past all handlers', `(process as any).reallyExit(0);`],
    ['by taking out all handlers', `process.removeAllListeners();`],
  ])('%s does not count as one that ran', async (_how, text) => {
    for (const alone of [false, true]) {
      const ran = await runner.run(jobOf(`console.log('here');\n${text}`, { alone }));
      expect(ran.troubles).toMatchObject([
        { rule: 'killed-itself', message: expect.stringContaining('before it could be seen to end') },
      ]);
    }
  });

  test('is told of its error though it has changed how ports speak', async () => {
    const ran = await runner.run(
      jobOf(`MessagePort.prototype.postMessage = () => {};\nthrow new Error('all the same');`),
    );
    expect(ran.errors).toMatchObject([{ message: 'all the same', frames: [{ line: 2 }] }]);
  });
});

test('an end that a program writes itself is not its end, and the next is not told of its errors', async () => {
  const first = await runner.run(
    jobOf(`import fs from 'node:fs';
const mark = '\\0spanlab: end of run\\0';
for (const stream of [1, 2, 1, 2, 1]) fs.writeSync(stream, mark);
await new Promise((done) => setTimeout(done, 100));
throw new Error('of the first');`),
  );
  const second = await runner.run(
    jobOf(`await new Promise((done) => setTimeout(done, 200));\nconsole.log('second');`),
  );
  expect(first.errors).toMatchObject([{ message: 'of the first' }]);
  expect(second).toMatchObject({ errors: [], troubles: [], output: [{ text: 'second' }] });
});

test('what a port has taken in before the end is told to the last', async () => {
  const ran = await runner.run(jobOf(`for (let i = 0; i < 3_000; i += 1) console.log(i);\nprocess.exit(3);`));
  expect(stdout(ran)).toEqual(Array.from({ length: 3_000 }, (_, i) => String(i)));
  expect(ran).toMatchObject({ exitCode: 3, troubles: [] });
});
