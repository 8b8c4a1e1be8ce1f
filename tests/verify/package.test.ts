import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

vi.setConfig({ testTimeout: 240_000 });

const run = promisify(execFile);
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
const fence = '```';

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'spanlab-package-'));
  const { stdout } = await run(npm, ['pack', '--json', '--pack-destination', folder], { cwd: 'verify' });
  // The build's own output may come before npm's JSON.
  const [packed] = JSON.parse(stdout.slice(stdout.search(/^[[{]/mu)));
  await writeFile(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
  await run(npm, ['install', '--offline', '--no-audit', '--no-fund', join(folder, packed.filename)], {
    cwd: folder,
  });
}, 240_000);
afterAll(() => rm(folder, { recursive: true }));

const bin = () => join(folder, 'node_modules/spanlab/bin/spanlab.cjs');
const spanlab = (...args: string[]) => run(process.execPath, [bin(), ...args], { cwd: folder });

test('the packed command brings the compiler and the bundler, and nothing else', async () => {
  const lock = JSON.parse(await readFile(join(folder, 'package-lock.json'), 'utf8'));
  const names = Object.keys(lock.packages).map((path) => path.replace('node_modules/', ''));
  // What these two bring for one kind of machine each is their own.
  expect(names.filter((name) => !/^@(?:esbuild|typescript)\//u.test(name))).toEqual([
    '',
    'esbuild',
    'spanlab',
    'typescript',
  ]);
});

test('it checks lessons', async () => {
  const { stdout } = await spanlab('check', resolve('content'));
  expect(stdout).toMatch(/^\d+ lessons, no problems\n$/u);
});

test('it verifies a README: types, run, output and spans, and says where it falls short', async () => {
  await symlink(resolve('node_modules/@opentelemetry'), join(folder, 'node_modules/@opentelemetry'), 'dir');
  await writeFile(
    join(folder, 'spanlab.config.ts'),
    `import { defineConfig } from 'spanlab';\nexport default defineConfig({ include: ['README.md'], timeout: '20s' });\n`,
  );
  await writeFile(
    join(folder, 'README.md'),
    `# Shop

${fence}ts verify=checkout
import { trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { BasicTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';

const spanProcessors = [new SimpleSpanProcessor(new OTLPTraceExporter())];
trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors }));
trace.getTracer('shop').startSpan('checkout').end();
console.log('paid');
${fence}

${fence}yaml expect
checks:
  - check: The checkout arrives
    spans:
      - name: checkout
${fence}

${fence}text output
paid
${fence}

${fence}ts verify=wrong
const count: number = 'three';
console.log(count);
${fence}

${fence}text output
four
${fence}

${fence}sh verify
echo done
${fence}
`,
  );
  const report = join(folder, 'report.json');
  await expect(spanlab('verify', '--report', `pretty,json=${report}`)).rejects.toMatchObject({
    code: 1,
    stderr: '',
  });
  const { outcomes, problems } = JSON.parse(await readFile(report, 'utf8'));
  expect(problems).toEqual([]);
  expect(outcomes).toMatchObject([
    { id: 'README.md#checkout', status: 'holds', findings: [] },
    {
      id: 'README.md#wrong',
      findings: [
        { rule: 'type-error', at: { file: 'README.md', line: 26, column: 7 } },
        { rule: 'output', at: { file: 'README.md', line: 31 } },
      ],
    },
    { id: 'README.md#1', kind: 'shell', status: 'holds' },
  ]);
});

test('what a configuration imports has its types', async () => {
  await writeFile(
    join(folder, 'typed.ts'),
    `import { defineConfig } from 'spanlab';\ndefineConfig({ runtimes: ['firefox'] });\n`,
  );
  const tsc = join(folder, 'node_modules/typescript/bin/tsc');
  const args = [tsc, '--noEmit', '--strict', '--module', 'nodenext', '--ignoreConfig', 'typed.ts'];
  await expect(run(process.execPath, args, { cwd: folder })).rejects.toMatchObject({
    stdout: expect.stringMatching(/^typed\.ts\(2,27\): error TS2322: Type '"firefox"' is not assignable/u),
  });
});

test('it brings the licences of what is bundled', async () => {
  const text = await readFile(join(folder, 'node_modules/spanlab/dist/THIRD-PARTY-LICENSES.txt'), 'utf8');
  expect(text).toMatch(/^yaml \d/mu);
  expect(text).toMatch(/^zod \d/mu);
  expect(text).toMatch(/^micromark \d/mu);
  // Schemas are no packages, and are bundled all the same.
  expect(text).toMatch(/^github\.com\/compose-spec\/compose-go\/v2 v2\.\d/mu);
  expect(text).toMatch(/^k8s\.io\/kubernetes v1\.\d/mu);
  expect(text).toContain('Apache License');
});

test('a Node that is too old is told so, and what to do', async () => {
  // The shim as it is, in a package that needs a Node nobody has yet.
  const future = join(folder, 'future');
  await cp(join(folder, 'node_modules/spanlab'), future, { recursive: true });
  await writeFile(join(future, 'package.json'), '{ "type": "module", "engines": { "node": ">=999.1" } }');
  await expect(run(process.execPath, [join(future, 'bin/spanlab.cjs')])).rejects.toMatchObject({
    code: 2,
    stderr: expect.stringMatching(
      /^spanlab needs Node 999\.1 or newer; this is Node .*\nInstall a newer Node/u,
    ),
  });
});
