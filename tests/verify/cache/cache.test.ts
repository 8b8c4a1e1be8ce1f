import { readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { type Cache, defaultCacheFolder, openCache } from '../../../verify/cache/cache.ts';
import { createFileHashes } from '../../../verify/cache/file-hashes.ts';
import type { Outcome } from '../../../verify/model/outcome.ts';
import { findProject } from '../../../verify/project/find-project.ts';
import { type SomeFolder, someFolder } from '../project/some-folder.ts';
import { anOutcome } from '../support/an-outcome.ts';
import { someProgram } from '../types/some-program.ts';

const files = {
  'package.json': { name: 'shop' },
  'src/shop.ts': 'export const price = process.env.PRICE;',
  'src/cart.ts': 'export const items = 1;',
};
const exampleIn = (folder: SomeFolder) =>
  someProgram(folder.at('README.md'), { 'app.ts': "import './src/shop.ts';" });
const holds = anOutcome({
  id: 'README.md#1',
  title: '1',
  at: { file: 'README.md', line: 1, column: 1 },
  results: { 'checkout.spans': '4' },
});

/** A session: its cache, and the key of the example. Files count as written before it began. */
async function session(folder: SomeFolder, env: Record<string, string> = {}, began = Date.now() + 1000) {
  const cache = await openCache(
    { folder: folder.at('cache') },
    { tool: 'x', env, hashes: createFileHashes(() => began) },
  );
  const example = exampleIn(folder);
  const project = await findProject(example.document);
  const key = cache.keyOf({ example, project, settings: {} });
  return { cache, example, project, key, found: () => cache.get(key, example) };
}

async function remember(folder: SomeFolder, outcome: Outcome, began?: number): Promise<void> {
  const { cache, key, project } = await session(folder, {}, began);
  cache.put(key, outcome, { loaded: [folder.at('src/shop.ts')], project });
  expect(await cache.close()).toEqual({});
}

const foundIn = async (folder: SomeFolder, env?: Record<string, string>) =>
  (await session(folder, env)).found();

test('what holds is given back by the next session, where the example stands today', async () => {
  await using folder = await someFolder(files);
  await remember(folder, holds);
  const { cache, key, example } = await session(folder);
  const moved = { ...example, title: 'Check out', at: { file: 'README.md', line: 9, column: 3 } };
  expect(cache.get(key, moved)).toEqual({
    ...holds,
    title: 'Check out',
    at: moved.at,
    cached: true,
    durationMs: 0,
  });
});

test('what a remembered outcome depends on can be watched', async () => {
  await using folder = await someFolder(files);
  await remember(folder, holds);
  const { cache, key, project } = await session(folder);
  expect(cache.filesOf(key, project).sort()).toEqual([folder.at('package.json'), folder.at('src/shop.ts')]);
  expect(cache.filesOf('unknown')).toEqual([]);
});

test('what does not simply hold is run again', async () => {
  const finding = { rule: 'output', message: 'x', at: holds.at } as const;
  const edit = { file: 'README.md', line: 1, endLine: 1, text: '' };
  for (const outcome of [
    { ...holds, status: 'falls-short' },
    { ...holds, status: 'known', findings: [finding] },
    { ...holds, status: 'skipped' },
    { ...holds, findings: [finding] },
    { ...holds, edits: [edit] },
  ] satisfies Outcome[]) {
    await using folder = await someFolder(files);
    await remember(folder, outcome);
    expect(await foundIn(folder)).toBeUndefined();
  }
});

describe('a file that was loaded', () => {
  const changes: Record<string, (folder: SomeFolder) => Promise<unknown>> = {
    'with other content': (folder) =>
      folder.write({ 'src/shop.ts': 'export const price = process.env.price;' }),
    'that is gone': (folder) => rm(folder.at('src/shop.ts')),
    'with a new file of code beside it': (folder) => folder.write({ 'src/shop.js': '' }),
  };
  test.each(Object.entries(changes))('%s has the example run again', async (_, change) => {
    await using folder = await someFolder(files);
    await remember(folder, holds);
    expect(await foundIn(folder)).toBeDefined();
    await change(folder);
    expect(await foundIn(folder)).toBeUndefined();
  });

  test('that reads a variable has it run again when that is set', async () => {
    await using folder = await someFolder(files);
    await remember(folder, holds);
    expect(await foundIn(folder, { OTHER: '1' })).toBeDefined();
    expect(await foundIn(folder, { PRICE: '1' })).toBeUndefined();
  });

  test('with the same content is the same, whenever it was written', async () => {
    await using folder = await someFolder(files);
    await remember(folder, holds);
    await utimes(folder.at('src/shop.ts'), 1, 1);
    await folder.write({ 'src/cart.ts': 'export const items = 2;', 'src/notes.md': '', 'README.md': 'x' });
    expect(await foundIn(folder)).toBeDefined();
  });

  test.each(['src/shop.ts', 'package.json'])(
    'or read for the key, and changed while it ran: %s',
    async (name) => {
      await using folder = await someFolder(files);
      const before = Date.now() - 60_000;
      for (const each of Object.keys(files)) await utimes(folder.at(each), 1, 1);
      await folder.write({ [name]: files[name as keyof typeof files] });
      await remember(folder, holds, before);
      expect(await foundIn(folder)).toBeUndefined();
    },
  );
});

describe('a cache that is', () => {
  const damages: Record<string, (text: string) => string> = {
    'cut off': (text) => text.slice(0, -20),
    'written to by hand': (text) => text.replace('"4"', '"5"'),
    'somebody else’s': () => '{"version":3}\n',
    empty: () => '',
    'full of rubbish': () => '\u0000\u0001\n\n   \n# x\nabc def\n',
  };
  test.each(Object.entries(damages))('%s is no cache, and becomes one again', async (_, damage) => {
    await using folder = await someFolder(files);
    await remember(folder, holds);
    const path = folder.at('cache/verified.txt');
    await writeFile(path, damage(await readFile(path, 'utf8')));
    expect(await foundIn(folder)).toBeUndefined();
    await remember(folder, holds);
    expect(await foundIn(folder)).toBeDefined();
  });
});

test('a cache that cannot be written says so, and keeps nobody from going on', async () => {
  await using folder = await someFolder({ ...files, cache: 'a file' });
  const { cache, key, project } = await session(folder);
  cache.put(key, holds, { loaded: [], project });
  expect((await cache.close()).problem).toMatch(/^cannot write the cache in .*cache \(/u);
});

test('without `node_modules`, a cache lies where Git does not see it', async () => {
  await using folder = await someFolder(files);
  expect(defaultCacheFolder(folder.path)).toBe(folder.at('.spanlab/cache'));
  await remember(folder, holds);
  expect(await readFile(folder.at('cache/.gitignore'), 'utf8')).toBe('*\n');
});

test('a hundred examples that loaded the same files say so once', async () => {
  await using folder = await someFolder(files);
  const { cache, project } = await session(folder);
  for (const [key, outcome] of hundred(cache, folder)) {
    cache.put(key, outcome, { loaded: [folder.at('src/shop.ts'), folder.at('src/cart.ts')], project });
  }
  await cache.close();
  const text = await readFile(folder.at('cache/verified.txt'), 'utf8');
  expect(text.split(folder.at('src/cart.ts'))).toHaveLength(2);
  const again = (await session(folder)).cache;
  expect(
    hundred(again, folder).filter(([key, { id }]) => again.get(key, { ...exampleIn(folder), id })),
  ).toHaveLength(100);
});

function hundred(cache: Cache, folder: SomeFolder): [string | undefined, Outcome][] {
  return Array.from({ length: 100 }, (_, i) => {
    const example = { ...exampleIn(folder), id: `README.md#${i}` };
    return [cache.keyOf({ example, settings: {} }), { ...holds, id: example.id }];
  });
}

test.each(['export const price = process.env[name];', "import { readFileSync } from 'node:fs';"])(
  'what loads a file of the project that depends on more than its text is not remembered: %s',
  async (text) => {
    await using folder = await someFolder({ ...files, 'src/shop.ts': text });
    await remember(folder, holds);
    expect(await foundIn(folder)).toBeUndefined();
  },
);
