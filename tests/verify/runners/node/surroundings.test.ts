import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { createNodeRunner } from '../../../../verify/runners/node/node-runner.ts';
import { jobOf, openIntake, stdout } from './support.ts';

const env = { ...process.env, SOME_SERVICE: 'a', OTHER_SERVICE: 'b' };
const runner = createNodeRunner({ jobs: 1, env });
const folder = mkdtempSync(join(tmpdir(), 'spanlab-surroundings-'));
afterAll(async () => {
  await runner.dispose();
  rmSync(folder, { recursive: true });
});

describe('a run is not remembered', () => {
  test('that connects to a server of somebody else', async () => {
    await using other = await openIntake();
    for (const alone of [false, true]) {
      const ran = await runner.run(
        jobOf(`const { status } = await fetch('${other.endpoint}');\nconsole.log(status);`, { alone }),
      );
      expect(stdout(ran)).toEqual(['200']);
      expect(ran.notRemembered).toContain(`port ${new URL(other.endpoint).port}`);
    }
  });

  test('that reads a variable by a name it computes', async () => {
    const ran = await runner.run(jobOf(`const name = 'SOME_' + 'SERVICE';\nconsole.log(process.env[name]);`));
    expect(stdout(ran)).toEqual(['a']);
    expect(ran.notRemembered).toContain('SOME_SERVICE');
  });

  test('whose project reads a variable, or uses processes', async () => {
    writeFileSync(join(folder, 'service.ts'), `export const service = process.env['OTHER_SERVICE'];`);
    writeFileSync(
      join(folder, 'host.ts'),
      `import os from 'node:os';\nexport const host = typeof os.hostname();`,
    );
    for (const [name, why] of [
      ['service', 'OTHER_SERVICE'],
      ['host', 'node:os'],
    ]) {
      const ran = await runner.run(
        jobOf(`import { ${name} } from './${name}.ts';\nconsole.log(${name});`, { folder }),
      );
      expect(ran).toMatchObject({ errors: [], loaded: [join(folder, `${name}.ts`)] });
      expect(ran.notRemembered).toContain(why);
    }
  });
});

test('one that speaks to its gateway and to itself, and reads what it names, is remembered', async () => {
  await using intake = await openIntake();
  const ran = await runner.run(
    jobOf(
      `import { createServer } from 'node:http';
import { trace } from '@opentelemetry/api';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())] }));
trace.getTracer('test').startSpan('a').end();
const server = createServer((_, response) => response.end('hello'));
await new Promise<void>((done) => server.listen(0, done));
const { port } = server.address() as { port: number };
console.log(await (await fetch('http://localhost:' + port)).text(), process.env['SOME_SERVICE']);
server.closeAllConnections();
server.close();`,
      { endpoint: intake.endpoint },
    ),
  );
  expect(ran).toMatchObject({ errors: [], troubles: [], flush: 'acknowledged' });
  expect(stdout(ran)).toEqual(['hello a']);
  expect(ran.notRemembered).toBeUndefined();
});

test('a file that is read beside modules took part', async () => {
  const path = join(folder, 'settings.txt');
  writeFileSync(path, 'x');
  const ran = await runner.run(
    jobOf(`import fs from 'node:fs';\nconsole.log(fs.readFileSync('${path}', 'utf8'));`),
  );
  expect(stdout(ran)).toEqual(['x']);
  expect(ran.loaded).toEqual([path]);
});

describe('an error says whether anything has run', () => {
  test.each([
    ['a text that is none', `const a = = 1;`, true],
    ['a name that is not exported', `import { nope } from '@opentelemetry/api';\nconsole.log(nope);`, true],
    ['JSON.parse', `JSON.parse('{');`, undefined],
    ['a body that is no JSON', `await new Response('{').json();`, undefined],
  ])('%s', async (_, text, notCompiled) => {
    const ran = await runner.run(jobOf(text));
    expect(ran.errors.map((error) => [error.name, error.notCompiled])).toEqual([
      ['SyntaxError', notCompiled],
    ]);
  });
});

describe('a file of an example that nothing loads', () => {
  const run = async (files: Record<string, string>) => {
    const ran = await runner.run(jobOf(files));
    return ran.troubles.map(({ rule, at }) => [rule, at?.file]);
  };

  test('is told of', async () => {
    expect(await run({ 'a.ts': `console.log('a');`, 'main.ts': `console.log('main');` })).toEqual([
      ['import', 'a.ts'],
    ]);
    expect(
      await run({ 'main.ts': `throw new Error('x');`, 'types.ts': `export interface X { a: string }` }),
    ).toEqual([['import', 'main.ts']]);
  });

  test('is none when it is imported, holds types only, or is named as the program runs', async () => {
    expect(
      await run({
        'deep.ts': `export const deep = 1;`,
        'lib/index.ts': `export { deep } from '../deep.js';`,
        'types.ts': `export interface X { a: string }`,
        'globals.d.ts': `declare const VERSION: string;`,
        'main.ts': `import { deep } from './lib/index.js';\nconsole.log(deep);`,
      }),
    ).toEqual([]);
    expect(
      await run({
        'a.ts': `console.log('a');`,
        'main.ts': `const name = 'a';\nawait import(\`./\${name}.ts\`);`,
      }),
    ).toEqual([]);
  });
});
