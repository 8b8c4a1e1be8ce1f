import { afterAll, describe, expect, test } from 'vitest';
import { createNodeRunner } from '../../../../verify/runners/node/node-runner.ts';
import { jobOf, stdout } from './support.ts';

const runner = createNodeRunner({ jobs: 2 });
afterAll(() => runner.dispose());

/** Blank lines and types before the fault, so that a place can only be right by being kept. */
const lead = (lines: number) =>
  `interface Order<T extends object> { id: number; of: T }\n${'\n'.repeat(lines)}`;

describe('an error has its place in the example', () => {
  test.each([0, 1, 2, 3, 4])('thrown at the top level, %i', async (n) => {
    const ran = await runner.run(
      jobOf(`${lead(n)}const a: Order<{}> = { id: 1, of: {} };  throw new TypeError('bad ' + a.id);`),
    );
    expect(ran.errors).toMatchObject([
      {
        kind: 'threw',
        name: 'TypeError',
        message: 'bad 1',
        frames: [{ file: 'app.ts', line: n + 2, column: 48 }],
      },
    ]);
    expect(ran.exitCode).toBe(1);
  });

  test.each([0, 1, 2, 3, 4])('rejected and not handled, %i', async (n) => {
    const ran = await runner.run(jobOf(`${lead(n)}  void Promise.reject<number>(new Error('no'));`));
    expect(ran.errors).toMatchObject([
      { kind: 'rejected', message: 'no', frames: [{ file: 'app.ts', line: n + 2, column: 31 }] },
    ]);
  });

  test.each([0, 1, 2, 3, 4])('thrown by a timer after the top level has finished, %i', async (n) => {
    const ran = await runner.run(
      jobOf(`${lead(n)}setTimeout((): void => {\n    throw new RangeError('late');\n}, ${n * 30});`),
    );
    expect(ran.errors).toMatchObject([
      { kind: 'late', name: 'RangeError', frames: [{ file: 'app.ts', line: n + 3, column: 11 }] },
    ]);
  });

  test('in another file of the example, imported by the name TypeScript gives it', async () => {
    const ran = await runner.run(
      jobOf({
        'util.ts': `export const fail = (x: number) => { throw new Error('in util ' + x); };`,
        'main.ts': `import { fail } from './util.js';\n\n  fail(1);`,
      }),
    );
    expect(ran.errors[0]?.frames).toEqual([
      { file: 'util.ts', line: 1, column: 44 },
      { file: 'main.ts', line: 3, column: 3 },
    ]);
  });

  test('after syntax that has to be written anew', async () => {
    const ran = await runner.run(
      jobOf(
        `enum Kind { A = 3 }\nclass Point { constructor(readonly x: number) {} }\n   throw new Error(String(new Point(Kind.A).x));`,
      ),
    );
    expect(ran.errors).toMatchObject([{ message: '3', frames: [{ line: 3, column: 10 }] }]);
  });

  test('of the compiler, in TypeScript and in JavaScript', async () => {
    for (const name of ['app.ts', 'app.js', 'app.cjs']) {
      const ran = await runner.run(jobOf({ [name]: `const a = 1;\nconst b = = 2;` }));
      expect(ran.errors).toMatchObject([
        { name: 'SyntaxError', frames: [{ file: name, line: 2, column: 11 }] },
      ]);
    }
  });

  test('of an import that leads nowhere', async () => {
    const ran = await runner.run(
      jobOf(`const a = 1;\nimport { b } from 'not-installed-anywhere';\nconsole.log(a, b);`),
    );
    expect(ran.errors).toEqual([]);
    expect(ran.troubles).toMatchObject([
      {
        rule: 'import',
        message: expect.stringContaining("Cannot find package 'not-installed-anywhere'"),
        at: { file: 'app.ts', line: 2, column: 19 },
      },
    ]);
  });

  test('of a name that a package does not export, with and without the pack', async () => {
    for (const _ of [1, 2, 3]) {
      await runner.run(jobOf(`import '@opentelemetry/api';`));
      const ran = await runner.run(jobOf(`\nimport { nope } from '@opentelemetry/api';\nconsole.log(nope);`));
      expect(ran.errors).toMatchObject([
        { name: 'SyntaxError', frames: [{ file: 'app.ts', line: 2, column: 10 }] },
      ]);
    }
  });
});

test('an error that a program handles itself is none', async () => {
  const ran = await runner.run(
    jobOf(`process.on('uncaughtException', (error) => console.log('caught', error.message));
process.on('unhandledRejection', (reason) => console.log('handled', reason));
setTimeout(() => { throw new Error('a'); });
void Promise.reject('b');`),
  );
  expect(ran.errors).toEqual([]);
  expect(stdout(ran).sort()).toEqual(['caught a', 'handled b']);
});

test('CommonJS runs as CommonJS', async () => {
  const ran = await runner.run(
    jobOf({
      'app.js': `const { trace } = require('@opentelemetry/api');\nconsole.log(typeof trace, __filename.endsWith('app.js'));`,
    }),
  );
  expect(stdout(ran)).toEqual(['object true']);
});

test('process.exit and process.exitCode are the exit code', async () => {
  expect((await runner.run(jobOf(`console.log('x'); process.exit(3);`))).exitCode).toBe(3);
  expect((await runner.run(jobOf(`process.exitCode = 4;`))).exitCode).toBe(4);
});
