import { mkdir } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import { afterAll, describe, expect, test } from 'vitest';
import { folderOf, type LoadedConfig } from '../../../verify/config/load.ts';
import { CannotRun } from '../../../verify/model/run.ts';
import { someFolder } from '../project/some-folder.ts';

interface Answer {
  id: number;
  loaded?: LoadedConfig;
  message?: string;
  cannotRun?: boolean;
}

const node = new Worker(new URL('node-loader.ts', import.meta.url));
afterAll(() => node.terminate());
let asked = 0;

/** `loadConfig`, by Node's own loader. */
async function loadConfig(cwd: string, given: { file?: string } = {}): Promise<LoadedConfig> {
  asked += 1;
  const id = asked;
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const hear = (answer: Answer) => (answer.id === id ? resolve(answer) : undefined);
  node.on('message', hear).once('error', reject);
  node.postMessage({ id, cwd, ...given });
  try {
    const { loaded, message, cannotRun } = await promise;
    if (loaded !== undefined) return loaded;
    throw cannotRun === true ? new CannotRun(message) : new Error(message);
  } finally {
    node.off('message', hear).off('error', reject);
  }
}

const load = async (name: string, text: string) => {
  await using folder = await someFolder({ [name]: text });
  return (await loadConfig(folder.path)).config;
};

/** What is said of a configuration that cannot be used. */
async function saidOf(name: string, text: string): Promise<string> {
  const error: unknown = await load(name, text).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(CannotRun);
  return error instanceof Error ? error.message : '';
}

describe('a configuration is read', () => {
  test('from TypeScript, whose types Node takes out, though spanlab is not installed there', async () => {
    const text = `import { defineConfig } from 'spanlab';
import type { Nothing } from 'no-such-package';
const jobs: number | undefined = undefined;
export default defineConfig({ include: ['docs/**/*.md'], jobs, timeout: '1.5s', cache: true });`;
    expect(await load('spanlab.config.ts', text)).toEqual({ include: ['docs/**/*.md'], timeoutMs: 1500 });
    expect(await load('spanlab.config.mts', text)).toEqual({ include: ['docs/**/*.md'], timeoutMs: 1500 });
  });

  test.each(['ts', 'js'])('as a module, though `npm init` has written `commonjs` (.%s)', async (ending) => {
    await using folder = await someFolder({
      'package.json': { type: 'commonjs' },
      [`spanlab.config.${ending}`]: `import { defineConfig } from 'spanlab';\nimport { cpus } from 'node:os';\nexport default defineConfig({ jobs: Math.min(cpus().length, 1) });`,
    });
    expect((await loadConfig(folder.path)).config).toEqual({ jobs: 1 });
  });

  test('from a JavaScript file that is none, as Node takes it', async () => {
    await using folder = await someFolder({
      'package.json': { type: 'commonjs' },
      'spanlab.config.js': 'module.exports = { jobs: 1 };',
    });
    expect((await loadConfig(folder.path)).config).toEqual({ jobs: 1 });
  });

  test('from JavaScript, with what it imports', async () => {
    await using folder = await someFolder({
      'spanlab.config.mjs': "import { jobs } from './jobs.mjs'; export default { jobs };",
      'jobs.mjs': 'export const jobs = 3;',
    });
    expect((await loadConfig(folder.path)).config).toEqual({ jobs: 3 });
  });

  test('from JSON with comments', async () => {
    expect(await load('spanlab.config.json', '{ "cache": false, // none\n "runtimes": ["node"], }')).toEqual({
      cache: false,
      runtimes: ['node'],
    });
  });

  test('with paths that start from its own folder', async () => {
    await using folder = await someFolder({
      'spanlab.config.json': {
        baseline: 'known.json',
        cache: '.cache',
        allowWrite: ['out'],
        versions: { compose: ['deploy/compose.yaml'], lockfile: 'yarn.lock', ignore: ['9999'] },
        collector: { assets: 'wasm' },
        chromium: { executablePath: 'chrome/chrome', args: ['--no-sandbox'] },
      },
    });
    await mkdir(folder.at('docs/deep'), { recursive: true });
    const loaded = await loadConfig(folder.at('docs/deep'));
    expect(folderOf(loaded, folder.at('docs/deep'))).toBe(folder.path);
    expect(loaded).toEqual({
      file: folder.at('spanlab.config.json'),
      config: {
        baseline: folder.at('known.json'),
        cache: folder.at('.cache'),
        allowWrite: [folder.at('out')],
        versions: {
          compose: [folder.at('deploy/compose.yaml')],
          lockfile: folder.at('yarn.lock'),
          ignore: ['9999'],
        },
        collector: { assets: folder.at('wasm') },
        chromium: { executablePath: folder.at('chrome/chrome'), args: ['--no-sandbox'] },
      },
    });
  });

  test('again when it has changed', async () => {
    await using folder = await someFolder({ 'spanlab.config.mjs': 'export default { jobs: 1 };' });
    expect((await loadConfig(folder.path)).config).toEqual({ jobs: 1 });
    await folder.write({ 'spanlab.config.mjs': 'export default { jobs: 22 };' });
    expect((await loadConfig(folder.path)).config).toEqual({ jobs: 22 });
  });

  test('by the name that is asked for', async () => {
    await using folder = await someFolder({ 'other.json': { jobs: 2 }, 'spanlab.config.json': { jobs: 1 } });
    expect((await loadConfig(folder.path, { file: 'other.json' })).config).toEqual({ jobs: 2 });
    await expect(loadConfig(folder.path, { file: 'nope.ts' })).rejects.toThrow(
      'found no configuration nope.ts',
    );
  });
});

test('nothing is set without one, and none is looked for above the repository', async () => {
  await using folder = await someFolder({ 'spanlab.config.json': { jobs: 1 }, 'inner/.git/HEAD': '' });
  expect(await loadConfig(folder.at('inner'))).toEqual({ config: {} });
});

test('two in one folder are one too many', async () => {
  await using folder = await someFolder({ 'spanlab.config.ts': '', 'spanlab.config.json': '{}' });
  await expect(loadConfig(folder.path)).rejects.toThrow(
    'found spanlab.config.ts and spanlab.config.json, expected one',
  );
});

describe('what is wrong with a configuration is said', () => {
  test('all at once, with where, what is allowed and what was meant', async () => {
    const text = `// jbs: 3
export default {
  jbs: 4,
  runtimes: ['nod'],
  links: { externl: true },
  timeout: 10,
  otlp: 'localhost:4318',
  versions: { compose: 'compose.yaml' },
};`;
    const said = (await saidOf('spanlab.config.ts', text)).split('\n');
    expect(said).toEqual([
      expect.stringContaining(
        'spanlab.config.ts:3:3 found `jbs`, did you mean `jobs`? Allowed here: `include`, ',
      ),
      'spanlab.config.ts:4:3 `runtimes`: found "nod", allowed: node, chromium; did you mean node?',
      expect.stringContaining(
        'spanlab.config.ts:5:12 found `externl`, did you mean `external`? Allowed in `links`: ',
      ),
      'spanlab.config.ts:6:3 `timeout`: found 10, allowed: text; write "10", with quotes',
      'spanlab.config.ts:7:3 `otlp`: found "localhost:4318", allowed: an address such as "http://localhost:4318"',
      'spanlab.config.ts:8:15 `compose`: found "compose.yaml", allowed: a list',
    ]);
  });

  test.each([
    ['spanlab.config.mjs', 'export default {\n  é, a: ,\n};', 'spanlab.config.mjs:2:9 SyntaxError: '],
    ['spanlab.config.ts', 'export default {\n  a: ,\n};', 'spanlab.config.ts:2:6 SyntaxError: '],
    [
      'spanlab.config.ts',
      'const x = 1;\nenum A { B }\nexport default {};',
      /^spanlab\.config\.ts:2:1 .*enum is not supported/u,
    ],
    ['spanlab.config.mjs', "\n  throw new TypeError('no');", 'spanlab.config.mjs:2:9 TypeError: no'],
    [
      'spanlab.config.mjs',
      "import 'no-such-package';",
      /^spanlab\.config\.mjs Error: Cannot find package 'no-such-package'/u,
    ],
    ['spanlab.config.mjs', 'throw 5;', 'spanlab.config.mjs: it threw 5'],
    [
      'spanlab.config.mjs',
      'export const jobs = 1;',
      'spanlab.config.mjs:1:1 found no default export, expected `export default defineConfig',
    ],
    [
      'spanlab.config.mjs',
      'export default 5;',
      'spanlab.config.mjs:1:1 found 5, allowed: a mapping with `include`',
    ],
    ['spanlab.config.json', '{ "jobs": 1,\n  "a" }', 'spanlab.config.json:2:7 Expected'],
    [
      'spanlab.config.json',
      '{ "jobs": 1.5 }',
      'spanlab.config.json:1:3 `jobs`: found 1.5, allowed: a whole number',
    ],
    [
      'spanlab.config.json',
      '{ "timeout": "soon" }',
      'spanlab.config.json:1:3 `timeout`: found "soon", allowed: a length of time such as "10s"',
    ],
    [
      'spanlab.config.json',
      '{ "otlp": "http://a:1",\n "backend": "url" }',
      'spanlab.config.json:2:2 `backend`: found "url" without `jaeger`',
    ],
    ['spanlab.config.json', '', 'spanlab.config.json:1:1 Unexpected end'],
  ])('%s with %j', async (name, text, said) => {
    const found = await saidOf(name, text);
    if (typeof said === 'string') expect(found.slice(0, said.length)).toBe(said);
    else expect(found).toMatch(said);
  });
});
