import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';

const run = promisify(execFile);
let folder = '';

beforeAll(async () => {
  await run(process.execPath, ['build.ts'], { cwd: 'verify/expect-trace' });
  folder = await mkdtemp(join(tmpdir(), 'spanlab-expect-'));
  await mkdir(join(folder, 'node_modules/@spanlab'), { recursive: true });
  await symlink(resolve('verify/expect-trace'), join(folder, 'node_modules/@spanlab/expect'));
  for (const name of ['zod', 'vitest', '@types', '@opentelemetry']) {
    await symlink(resolve('node_modules', name), join(folder, 'node_modules', name));
  }
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
}, 60_000);
afterAll(() => rm(folder, { recursive: true }));

const program = `
import test from 'node:test';
import { InMemorySpanExporter, SimpleSpanProcessor, WebTracerProvider } from '@opentelemetry/sdk-trace-web';
import { expectTrace } from '@spanlab/expect';

const exporter = new InMemorySpanExporter();
const provider = new WebTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
provider.getTracer('x').startSpan('trip').end();

test('holds', () => expectTrace(exporter).toMatchTree({ name: 'trip', kind: 'INTERNAL' }));
test('falls short', () => expectTrace(exporter).toMatchTree({ name: 'journey' }));
`;

test('the built package holds spans in node:test, with the difference in the failure', async () => {
  await writeFile(join(folder, 'trip.test.mjs'), program);
  const { stdout } = await run(process.execPath, ['--test', '--test-reporter=tap', 'trip.test.mjs'], {
    cwd: folder,
    // A test process inside another one would report to that.
    env: { ...process.env, NODE_TEST_CONTEXT: undefined },
  }).catch((error: { stdout: string }) => error);
  expect(stdout).toMatch(/^ok 1 - holds/mu);
  expect(stdout).toMatch(/^not ok 2 - falls short/mu);
  expect(stdout).toContain('journey');
});

test.each([
  ['5.9', 'node_modules/typescript/bin/tsc'],
  ['7', 'verify/node_modules/typescript/bin/tsc'],
])('its types stand alone, and know a wrong tree, in TypeScript %s', async (_, tsc) => {
  await writeFile(
    join(folder, 'typed.ts'),
    `import { expect } from 'vitest';
import { expectTrace } from '@spanlab/expect';
import '@spanlab/expect/vitest';
import type { ReadableSpan } from '@opentelemetry/sdk-trace-web';
declare const spans: ReadableSpan[];
expectTrace(spans).toMatchTree({ name: 'trip', children: [{ kind: 'CLIENT' }] });
expect(spans).toMatchTree({ name: 'trip' });
expectTrace(spans).toMatchTree({ nam: 'trip' });
`,
  );
  const options = ['--noEmit', '--strict', '--skipLibCheck', '--module', 'nodenext', '--target', 'es2022'];
  const { stdout } = await run(process.execPath, [resolve(tsc), ...options, 'typed.ts'], {
    cwd: folder,
  }).catch((error: { stdout: string }) => error);
  expect(stdout.trim().split('\n')).toEqual([expect.stringMatching(/^typed\.ts\(8,\d+\): error TS2/u)]);
});
