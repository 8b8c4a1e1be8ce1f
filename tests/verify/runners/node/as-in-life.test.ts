import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { createNodeRunner } from '../../../../verify/runners/node/node-runner.ts';
import { jobOf, openIntake, stdout } from './support.ts';

const runner = createNodeRunner({ jobs: 1 });
afterAll(() => runner.dispose());

describe('the entry is the main module', () => {
  test.each([
    ['require.main', 'app.js', `if (require.main === module) console.log('main');`],
    [
      'import.meta.main',
      'app.ts',
      `console.log('import.meta.main'); if (import.meta.main) console.log('main');`,
    ],
    [
      'isMainThread',
      'app.ts',
      `import { isMainThread } from 'node:worker_threads'; if (isMainThread) console.log('main');`,
    ],
  ])('to %s', async (_, name, text) => {
    const ran = await runner.run(jobOf({ [name]: text }));
    expect(ran.errors).toEqual([]);
    expect(stdout(ran)).toEqual(text.includes("log('import") ? ['import.meta.main', 'main'] : ['main']);
  });

  test('and what it loads is not', async () => {
    const ran = await runner.run(
      jobOf({
        'util.cjs': `exports.main = require.main === module; exports.entry = require('./app.cjs').name;`,
        'app.cjs': `exports.name = 'app';\nconst { main, entry } = require('./util.cjs');\nconsole.log(main, entry, require.main === module);\n  throw new Error('here');`,
      }),
    );
    expect(stdout(ran)).toEqual(['false app true']);
    expect(ran.errors).toMatchObject([
      { message: 'here', frames: [{ file: 'app.cjs', line: 4, column: 9 }] },
    ]);
  });
});

describe('a text is a module or CommonJS by its code', () => {
  test.each([
    [
      'a comment',
      `// CommonJS says require('node:os').\nconst os = await import('node:os');\nconsole.log('ran');`,
    ],
    [
      'a string',
      `const at: string = '__dirname';\nconst x: number = await Promise.resolve(1);\nconsole.log('ran');`,
    ],
    ['a template', `const at = \`require('x') \${await 1} exports.x\`;\nconsole.log('ran');`],
  ])('not by %s', async (_, text) => {
    const ran = await runner.run(jobOf(text));
    expect(ran.errors).toEqual([]);
    expect(stdout(ran)).toEqual(['ran']);
  });
});

describe('decorators', () => {
  const decorated = (log: string) => `${log}
class A {
  @log
  go(): string { return 'went'; }
}
console.log(new A().go());
  throw new Error('after');`;

  test('run as the standard has them', async () => {
    const ran = await runner.run(
      jobOf(
        decorated(
          `const log = (value: Function, c: ClassMethodDecoratorContext) => function (this: unknown) { return c.kind + ' ' + value.call(this); } as never;`,
        ),
      ),
    );
    expect(stdout(ran)).toEqual(['method went']);
    expect(ran.errors).toMatchObject([{ message: 'after', frames: [{ line: 7, column: 9 }] }]);
  });
});

describe("what listens to 'exit'", () => {
  const settings = [false, true].map((alone) => ({ alone }));

  test.each(settings)('prints, and sets the exit code: %o', async ({ alone }) => {
    const ran = await runner.run(
      jobOf(`process.on('exit', (code) => { console.log('bye', code); process.exitCode = 4; });`, { alone }),
    );
    expect(ran).toMatchObject({ errors: [], troubles: [], exitCode: 4 });
    expect(stdout(ran)).toEqual(['bye 0']);
  });

  test.each(settings)('throws, and is told where: %o', async ({ alone }) => {
    const ran = await runner.run(
      jobOf(`process.on('exit', () => {\n    throw new Error('at last');\n});\nprocess.exit(0);`, { alone }),
    );
    expect(ran).toMatchObject({
      errors: [{ message: 'at last', frames: [{ line: 2, column: 11 }, { line: 4 }] }],
      exitCode: 1,
    });
  });

  test.each(settings)('may itself exit: %o', async ({ alone }) => {
    const ran = await runner.run(
      jobOf(`process.on('exit', () => { console.log('once'); process.exit(6); });`, { alone }),
    );
    expect(ran).toMatchObject({ errors: [], troubles: [], exitCode: 6 });
    expect(stdout(ran)).toEqual(['once']);
  });

  test('runs after the last spans have gone out', async () => {
    await using intake = await openIntake();
    const ran = await runner.run(
      jobOf(
        `import { trace } from '@opentelemetry/api';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
const provider = new BasicTracerProvider({ spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())] });
trace.setGlobalTracerProvider(provider);
trace.getTracer('test').startSpan('last').end();
process.on('exit', () => console.log('bye'));`,
        { endpoint: intake.endpoint },
      ),
    );
    expect(ran).toMatchObject({ errors: [], troubles: [], flush: 'acknowledged', exitCode: 0 });
    expect([intake.bodies.length, ...stdout(ran)]).toEqual([1, 'bye']);
  });
});

test.each([false, true])('nothing printed before process.exit() is lost, alone: %s', async (alone) => {
  const ran = await runner.run(
    jobOf(`for (let i = 0; i < 20_000; i += 1) console.log('line', i);\nprocess.exit(0);`, { alone }),
  );
  expect(ran.troubles).toEqual([]);
  expect(stdout(ran)).toHaveLength(20_000);
});

test.each([false, true])('a time zone that a program sets is in force, alone: %s', async (alone) => {
  const ran = await runner.run(
    jobOf(`process.env['TZ'] = 'America/New_York';\nconsole.log(new Date(0).getHours());`, { alone }),
  );
  expect(stdout(ran)).toEqual(['19']);
});

test('the time zone that programs are given is in force', async () => {
  const far = createNodeRunner({ jobs: 1, env: { ...process.env, TZ: 'Asia/Tokyo' } });
  try {
    const ran = await far.run(jobOf(`console.log(new Date(0).getHours());`));
    expect(stdout(ran)).toEqual(['9']);
  } finally {
    await far.dispose();
  }
});

test('an import that leads nowhere has its place also where the text had to be written anew', async () => {
  const ran = await runner.run(jobOf(`enum A { B }\n\n  import 'nowhere';\nconsole.log(A.B);`));
  expect(ran.troubles).toMatchObject([{ rule: 'import', at: { file: 'app.ts', line: 3, column: 10 } }]);
});

test("the project's tsconfig.json has its say: paths, decorators of old, JSX", async () => {
  const folder = mkdtempSync(join(tmpdir(), 'spanlab-tsconfig-'));
  const file = (path: string, text: string) => writeFileSync(join(folder, path), text);
  for (const each of ['src', 'lib']) mkdirSync(join(folder, each));
  file(
    'tsconfig.base.json',
    `{ "compilerOptions": { "paths": { "@/*": ["../src/*"] }, "jsxFactory": "h" } }`,
  );
  file(
    'tsconfig.json',
    `{ "extends": "./tsconfig.base.json", "compilerOptions": { "experimentalDecorators": true, "jsx": "react", "baseUrl": "lib" } }`,
  );
  file(
    'src/old.ts',
    `export const seen: string[] = [];\nexport const old = (_: object, key: string) => void seen.push(key);`,
  );
  file('lib/shared.tsx', `export const h = (name: string) => '<' + name + '>';\nexport const el = <div />;`);
  file('package.json', `{ "type": "module" }`);
  const project = {
    folder,
    lockfiles: [],
    tsconfig: join(folder, 'tsconfig.json'),
    typescript: { folder: '', version: '' },
  };
  try {
    const ran = await runner.run(
      jobOf(
        {
          'app.tsx': `import { old, seen } from '@/old';\nimport { h, el } from 'shared';\nclass A { @old go() {} }\nconsole.log(seen.join(), el, <p />);`,
        },
        { folder, project },
      ),
    );
    expect(ran).toMatchObject({ errors: [], troubles: [] });
    expect(stdout(ran)).toEqual(['go <div> <p>']);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
