import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findDocuments } from '../../../verify/document/find-documents.ts';
import { CannotRun } from '../../../verify/model/run.ts';

const names = [
  ...[
    'README.md',
    'code.ts',
    'docs/a.mdx',
    'docs/b.adoc',
    'docs/old/c.md',
    'docs/.hidden/d.md',
    'built/e.md',
  ],
  ...['node_modules/x/README.md', 'docs/keep.draft.md', 'docs/some.draft.md', 'docs/sub/f.draft.md'],
  ...['lessons/1/lab.yaml', 'lessons/1/expect.yaml', 'lessons/1/index.mdx'],
  ...['lessons/1/more/own/lab.yaml', 'lessons/1/more/own/expect.yaml'],
];
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'spanlab-find-'));
  for (const name of names) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), 'text');
  }
  await mkdir(path.join(folder, '.git'));
  await writeFile(path.join(folder, '.gitignore'), '/built\n*.draft.md\n');
  await writeFile(path.join(folder, 'docs/.gitignore'), '!keep.draft.md\n');
  await symlink('..', path.join(folder, 'docs/round'));
});
afterAll(() => rm(folder, { recursive: true }));

async function find(globs: string[], ignore: string[] = [], cwd = '.') {
  const { documents, lessons } = await findDocuments(globs, { cwd: path.join(folder, cwd), ignore });
  const plain = (each: string) => path.relative(folder, each).replaceAll('\\', '/');
  return { documents: documents.map(plain), lessons: lessons.map(plain) };
}

const all = [
  'README.md',
  'docs/a.mdx',
  'docs/b.adoc',
  'docs/keep.draft.md',
  'docs/old/c.md',
  'lessons/1/index.mdx',
];

describe('documents', () => {
  test('are all below the folder, but for what git and others leave out', async () => {
    expect(await find([])).toEqual({ documents: all, lessons: ['lessons/1'] });
  });

  test('are those below a folder, or by a glob, and once only', async () => {
    const docs = all.filter((each) => each.startsWith('docs/'));
    expect((await find(['docs', './docs/**/*.{md,mdx,adoc}'])).documents).toEqual(docs);
    expect((await find(['**/*.md'], [], 'docs')).documents).toEqual(['docs/keep.draft.md', 'docs/old/c.md']);
    expect((await find(['../docs/*.mdx'], [], 'lessons')).documents).toEqual(['docs/a.mdx']);
  });

  test('that are taken away again are not there', async () => {
    expect((await find(['docs', '!docs/old/**'], ['**/*.adoc'])).documents).toEqual([
      'docs/a.mdx',
      'docs/keep.draft.md',
    ]);
  });

  test('that are named are taken though git ignores them', async () => {
    expect((await find(['built/e.md', 'docs/some.draft.md'])).documents).toEqual([
      'built/e.md',
      'docs/some.draft.md',
    ]);
  });

  test('that are not there, or are none, cannot be verified', async () => {
    await expect(find(['docs/no.md'])).rejects.toThrow(CannotRun);
    await expect(find(['code.ts'])).rejects.toThrow('code.ts, which is no document; allowed endings: .md');
  });
});

describe('a glob that fits nothing', () => {
  test('beside one that does cannot be verified', async () => {
    await expect(find(['docs/**/*.mdx', 'dcos/**/*.mdx'])).rejects.toThrow(CannotRun);
    await expect(find(['docs/**/*.mdx', 'dcos/**/*.mdx'])).rejects.toThrow(
      'Found no document for dcos/**/*.mdx in',
    );
  });

  test('is for others to speak of when nothing does', async () => {
    expect(await find(['dcos/**/*.mdx', 'dcos/*.md'])).toEqual({ documents: [], lessons: [] });
  });

  test('is none when what it fits is taken away again', async () => {
    expect((await find(['docs/*.adoc', 'README.md', '!docs/*.adoc'])).documents).toEqual(['README.md']);
  });
});

describe('lessons', () => {
  test('are found by their folder or their page, their exercises not', async () => {
    expect((await find(['lessons'])).lessons).toEqual(['lessons/1']);
    expect((await find(['lessons/1'])).lessons).toEqual(['lessons/1']);
    expect(await find(['lessons/*'])).toEqual({ documents: [], lessons: ['lessons/1'] });
    expect(await find(['lessons/1/index.mdx'])).toEqual({
      documents: ['lessons/1/index.mdx'],
      lessons: ['lessons/1'],
    });
  });
});
