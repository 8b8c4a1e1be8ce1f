import { rm } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { type Expectation, expectationSchema } from '../../../sandbox/schemas/expectation.ts';
import { type CacheEffects, openCache } from '../../../verify/cache/cache.ts';
import { createFileHashes } from '../../../verify/cache/file-hashes.ts';
import { type IngredientName, type Ingredients, ingredientNames } from '../../../verify/cache/ingredients.ts';
import type { Example, ProgramExample } from '../../../verify/model/example.ts';
import type { Project } from '../../../verify/model/project.ts';
import { createProjects } from '../../../verify/project/find-project.ts';
import { type SomeFolder, someFolder } from '../project/some-folder.ts';
import { someProgram } from '../types/some-program.ts';

const place = { file: 'README.md', line: 4, column: 1 };

function expectationOf(name: string): Expectation {
  return expectationSchema.parse({ checks: [{ check: 'It sends one', spans: [{ name }] }] });
}

/** A session's question about one example, and all it depends on. */
interface Session {
  folder: SomeFolder;
  example: ProgramExample;
  given: Partial<Ingredients>;
  effects: CacheEffects;
  /** If not the one found on disk. */
  project?: Project;
}

async function session(folder: SomeFolder): Promise<Session> {
  await folder.write({
    'README.md': '',
    'package.json': { name: 'shop', type: 'module' },
    'package-lock.json': { packages: {} },
    'node_modules/.package-lock.json': { packages: {} },
    'tsconfig.json': { extends: './tsconfig.base.json' },
    'tsconfig.base.json': { compilerOptions: { strict: true } },
  });
  return {
    folder,
    example: {
      ...someProgram(folder.at('README.md'), { 'app.ts': 'console.log(process.env.GREETING);' }),
      outputs: [{ text: 'hello\n', at: place, lines: { line: 5, endLine: 5 }, indent: '' }],
      error: { pattern: 'Error: [..]', at: place },
      spans: [
        {
          expectation: expectationOf('a'),
          text: '',
          at: place,
          checks: [],
          lines: { line: 9, endLine: 9 },
          indent: '',
          language: 'yaml',
        },
      ],
    },
    given: {
      runtime: { name: 'node', version: '26.0.0' },
      backend: { kind: 'embedded', digest: 'a' },
      settings: { timeoutMs: 30_000, env: { A: '1' } },
      more: 'schema 1',
    },
    effects: {
      env: { GREETING: 'hello', OTEL_TRACES_SAMPLER: 'always_on' },
      tool: 'one',
      platform: 'linux-x64',
    },
  };
}

async function keyOf({ folder, example, given, effects, project }: Session): Promise<string | undefined> {
  const cache = await openCache({ folder: folder.at('cache') }, { ...effects, hashes: createFileHashes() });
  const found = project ?? (await createProjects().findProject(example.document));
  return cache.keyOf({ settings: {}, ...given, example, project: found });
}

type Change = (session: Session) => Promise<Session> | Session;
const withExample =
  (change: (example: ProgramExample) => Partial<ProgramExample>): Change =>
  (before) => ({
    ...before,
    example: { ...before.example, ...change(before.example) },
  });
const writing =
  (files: Record<string, string | object>): Change =>
  async (before) => {
    await before.folder.write(files);
    return before;
  };
const projectWith =
  (change: (project: Project) => Partial<Project>): Change =>
  async (before) => {
    const project = await createProjects().findProject(before.example.document);
    return { ...before, project: { ...project, ...change(project) } };
  };
const withEffects =
  (effects: CacheEffects): Change =>
  (before) => ({
    ...before,
    effects: { ...before.effects, ...effects },
  });
const withGiven =
  (given: Partial<Ingredients>): Change =>
  (before) => ({
    ...before,
    given: { ...before.given, ...given },
  });
const fileOf = (name: string, text: string) => [{ name, text, origins: [] }];

/** What is changed, one after the other, of each ingredient. */
const changes: Record<IngredientName, Record<string, Change>> = {
  id: { 'its id': withExample(() => ({ id: 'README.md#2' })) },
  document: { 'the document it is in': withExample(({ document }) => ({ document: `${document}x` })) },
  options: {
    'an option': withExample(() => ({ options: { timeoutMs: 5 } })),
    'until when it is skipped': withExample(() => ({
      options: { skip: { until: '2026-12-31', reason: '#1', at: place } },
    })),
  },
  code: {
    'its text': withExample(() => ({ files: fileOf('app.ts', 'console.log(process.env.GREETING); ') })),
    'the name of a file': withExample(({ files }) => ({ files: fileOf('index.ts', files[0]?.text ?? '') })),
    'a file more': withExample(({ files }) => ({ files: [...files, ...fileOf('more.ts', '')] })),
    'which file is run': withExample(() => ({ entry: 'other.ts' })),
  },
  expected: {
    'what it must print': withExample(({ outputs }) => ({
      outputs: outputs.map((each) => ({ ...each, text: 'x' })),
    })),
    'the error it must end with': withExample(() => ({ error: { pattern: 'TypeError: [..]', at: place } })),
    'the line of that error': withExample(() => ({
      error: { pattern: 'Error: [..]', line: { file: 'app.ts', line: 2 }, at: place },
    })),
    'what spans must be': withExample(({ spans }) => ({
      spans: spans.map((each) => ({ ...each, expectation: expectationOf('b') })),
    })),
    'that it must send nothing more': withExample(() => ({ spans: [] })),
  },
  project: { 'the name of its package': projectWith(() => ({ name: 'other' })) },
  package: { 'its package.json': writing({ 'package.json': { name: 'shop', type: 'commonjs' } }) },
  tsconfig: {
    'its tsconfig.json': writing({
      'tsconfig.json': { extends: './tsconfig.base.json', compilerOptions: {} },
    }),
    'what that extends': writing({ 'tsconfig.base.json': { compilerOptions: { strict: false } } }),
  },
  lockfiles: {
    'a lockfile': writing({ 'package-lock.json': { packages: { a: {} } } }),
    'the record of what is installed': writing({
      'node_modules/.package-lock.json': { packages: { a: {} } },
    }),
    'that there is another lockfile': writing({ 'yarn.lock': '' }),
  },
  installed: {
    'a package nothing has a record of': async (before) => {
      await rm(before.folder.at('node_modules/.package-lock.json'));
      const key = await keyOf(before);
      await before.folder.write({ 'node_modules/@a/b/package.json': { version: '1.0.0' } });
      expect(await keyOf(before)).not.toBe(key);
      return before;
    },
  },
  typescript: {
    'its TypeScript': projectWith((project) => ({ typescript: { ...project.typescript, version: '5.0.0' } })),
  },
  runtime: {
    'where it runs': withGiven({ runtime: { name: 'chromium', version: '26.0.0' } }),
    'the version of that': withGiven({ runtime: { name: 'node', version: '26.0.1' } }),
  },
  backend: {
    'where its spans go': withGiven({ backend: { kind: 'containers', digest: 'a' } }),
    'the digest of that': withGiven({ backend: { kind: 'embedded', digest: 'b' } }),
  },
  settings: { 'a setting': withGiven({ settings: { timeoutMs: 30_000, env: { A: '2' } } }) },
  env: {
    'a variable it reads': withEffects({ env: { GREETING: 'good day', OTEL_TRACES_SAMPLER: 'always_on' } }),
    'that a variable it reads is not set': withEffects({ env: { OTEL_TRACES_SAMPLER: 'always_on' } }),
    'a variable OpenTelemetry reads': withEffects({
      env: { GREETING: 'hello', OTEL_TRACES_SAMPLER: 'always_off' },
    }),
  },
  tool: { 'Spanlab itself': withEffects({ tool: 'two' }) },
  platform: { 'the platform': withEffects({ platform: 'darwin-arm64' }) },
  more: { 'what else it says': withGiven({ more: 'schema 2' }) },
};

describe('another key comes of changing', () => {
  const cases = ingredientNames.flatMap((name) =>
    Object.entries(changes[name]).map(([what, change]) => [`${what} (${name})`, change] as const),
  );
  test.each(cases)('%s', async (_, change) => {
    await using folder = await someFolder();
    const before = await session(folder);
    const key = await keyOf(before);
    const after = await keyOf(await change(before));
    expect(key).toMatch(/^[0-9a-f]{64}$/u);
    expect(after).toMatch(/^[0-9a-f]{64}$/u);
    expect(after).not.toBe(key);
  });
});

describe('the same key comes of changing', () => {
  const same: Record<string, Change> = {
    nothing: (before) => before,
    'another document': writing({ 'other.md': 'x' }),
    'the document’s other text, which moves the example': withExample(({ outputs, error, spans }) => ({
      at: { ...place, line: 40 },
      title: 'Another heading',
      outputs: outputs.map((each) => ({ ...each, at: place, lines: { line: 50, endLine: 50 } })),
      ...(error === undefined ? {} : { error: { ...error, at: { ...place, line: 60 } } }),
      spans: spans.map((each) => ({ ...each, at: place, lines: { line: 70, endLine: 70 }, indent: '  ' })),
      files: [
        { name: 'app.ts', text: 'console.log(process.env.GREETING);', origins: [{ line: 41, column: 3 }] },
      ],
    })),
    'when a file was written': writing({ 'package.json': { name: 'shop', type: 'module' } }),
    'a variable nobody reads': withEffects({
      env: { GREETING: 'hello', OTEL_TRACES_SAMPLER: 'always_on', WINDOWID: '7' },
    }),
    'the order settings are written in': withGiven({ settings: { env: { A: '1' }, timeoutMs: 30_000 } }),
  };
  test.each(Object.entries(same))('%s', async (_, change) => {
    await using folder = await someFolder();
    const before = await session(folder);
    const key = await keyOf(before);
    expect(key).toMatch(/^[0-9a-f]{64}$/u);
    expect(await keyOf(await change(before))).toBe(key);
  });
});

describe('an example has no key, and is run each time,', () => {
  const eachTime: Record<string, string> = {
    'that reads files': "import { readFile } from 'node:fs/promises';",
    'that starts processes': "const { spawn } = require('child_process');",
    'that asks a server elsewhere': "await fetch('https://example.com/');",
    'that imports what it computes': 'await import(name);',
    'that asks a server whose address it computes': 'await fetch(process.env.SHOP_URL);',
    'that opens sockets': "import { connect } from 'node:net';",
    'that computes the names of variables': 'console.log(process.env[name]);',
    'that takes the whole environment': 'const all = { ...process.env };',
    'that takes the rest of the environment': 'const { SHOP, ...rest } = process.env;',
  };
  test.each(Object.entries(eachTime))('%s', async (_, text) => {
    await using folder = await someFolder();
    const before = await session(folder);
    expect(
      await keyOf({ ...before, example: { ...before.example, files: fileOf('app.ts', text) } }),
    ).toBeUndefined();
  });

  test('that is a shell block', async () => {
    await using folder = await someFolder();
    const { example, given, effects } = await session(folder);
    const cache = await openCache({ folder: folder.at('cache') }, effects);
    const { id, title, document, at } = example;
    const shell: Example = {
      kind: 'shell',
      id,
      title,
      document,
      at,
      options: {},
      file: { name: 'x.sh', text: 'ls', origins: [] },
      outputs: [],
    };
    expect(cache.keyOf({ settings: {}, ...given, example: shell })).toBeUndefined();
  });

  test.each([
    'const { SHOP_URL } = process.env; console.log(SHOP_URL);',
    'console.log(process.env.SHOP_URL, process.env?.SHOP, process.env["OTHER"], import.meta.env.MODE);',
  ])('but not one that names the variables it reads: %s', async (text) => {
    await using folder = await someFolder();
    const before = await session(folder);
    const example = { ...before.example, files: fileOf('app.ts', text) };
    expect(await keyOf({ ...before, example })).toBeDefined();
  });

  test('but not one that talks to servers of its own', async () => {
    await using folder = await someFolder();
    const before = await session(folder);
    const text =
      "await fetch('http://localhost:4318/v1/traces', { attributes: { 'url.full': 'https://example.com/' } });";
    expect(
      await keyOf({ ...before, example: { ...before.example, files: fileOf('app.ts', text) } }),
    ).toBeDefined();
  });
});
