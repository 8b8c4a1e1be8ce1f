import { describe, expect, test } from 'vitest';
import { CannotRun } from '../../../verify/model/run.ts';
import { createProjects, findProject } from '../../../verify/project/find-project.ts';
import { someFolder } from './some-folder.ts';

test('the nearest package.json and tsconfig.json count, each by itself', async () => {
  await using folder = await someFolder({
    'package.json': { name: 'root' },
    'tsconfig.json': {},
    'packages/shop/package.json': { name: '@root/shop' },
    'packages/shop/docs/deep/tsconfig.json': {},
  });
  expect(await findProject(folder.at('packages/shop/docs/deep/guide.md'))).toMatchObject({
    folder: folder.at('packages/shop'),
    name: '@root/shop',
    tsconfig: folder.at('packages/shop/docs/deep/tsconfig.json'),
  });
  expect(await findProject(folder.at('packages/shop/README.md'))).toMatchObject({
    folder: folder.at('packages/shop'),
    tsconfig: folder.at('tsconfig.json'),
  });
});

test('lockfiles and records of what is installed are found in the monorepo’s root too, the nearest first', async () => {
  await using folder = await someFolder({
    'package.json': {},
    'pnpm-lock.yaml': '',
    'node_modules/.modules.yaml': '',
    'node_modules/.pnpm/lock.yaml': '',
    'packages/shop/package.json': {},
    'packages/shop/yarn.lock': '',
    'packages/shop/node_modules/.package-lock.json': {},
    'packages/other/package-lock.json': {},
  });
  const { lockfiles } = await findProject(folder.at('packages/shop/docs/guide.md'));
  expect(lockfiles.filter((file) => file.startsWith(folder.path))).toEqual(
    [
      'packages/shop/yarn.lock',
      'packages/shop/node_modules/.package-lock.json',
      'pnpm-lock.yaml',
      'node_modules/.modules.yaml',
      'node_modules/.pnpm/lock.yaml',
    ].map(folder.at),
  );
});

describe('TypeScript is', () => {
  const with_ = (version: string) => ({
    'package.json': {},
    'node_modules/typescript/package.json': { name: 'typescript', version },
  });

  test('the project’s own, from a folder above as well', async () => {
    await using folder = await someFolder({ ...with_('5.4.2'), 'packages/shop/package.json': {} });
    const { typescript } = await findProject(folder.at('packages/shop/README.md'));
    expect(typescript).toEqual({ folder: folder.at('node_modules/typescript'), version: '5.4.2' });
  });

  test('the one that comes with spanlab where there is none, or one too old for snippets', async () => {
    for (const files of [{ 'package.json': {} }, with_('4.9.5'), with_('not a version')]) {
      await using folder = await someFolder(files);
      const { typescript } = await findProject(folder.at('README.md'));
      expect(typescript.folder.startsWith(folder.path)).toBe(false);
      expect(Number.parseInt(typescript.version, 10)).toBeGreaterThanOrEqual(5);
    }
  });
});

test('a tsconfig that only refers to others stands for the first of them that sets options', async () => {
  await using folder = await someFolder({
    'package.json': {},
    'tsconfig.json':
      '{ "files": [], "references": [{ "path": "./tsconfig.node.json" }, { "path": "./app" },], }',
    'tsconfig.node.json': {},
    'app/tsconfig.json': { compilerOptions: { strict: true } },
  });
  expect((await findProject(folder.at('README.md'))).tsconfig).toBe(folder.at('app/tsconfig.json'));
});

test('documents of one folder share a project, found once; who asks anew sees what has changed', async () => {
  await using folder = await someFolder({ 'package.json': { name: 'one' } });
  const projects = createProjects();
  const first = await projects.findProject(folder.at('a.md'));
  await folder.write({ 'package.json': { name: 'two' } });
  expect(await projects.findProject(folder.at('b.md'))).toBe(first);
  expect((await findProject(folder.at('b.md'))).name).toBe('two');
});

test('a package.json that is no JSON keeps the session from running, and says where it is', async () => {
  await using folder = await someFolder({ 'package.json': '{ "name": ' });
  const found = findProject(folder.at('README.md'));
  await expect(found).rejects.toBeInstanceOf(CannotRun);
  await expect(found).rejects.toThrow(`${folder.at('package.json')}: found no valid JSON`);
});
