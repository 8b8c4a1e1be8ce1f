import { readdir } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import type { ExampleOptions } from '../../../verify/model/example.ts';
import { findProject } from '../../../verify/project/find-project.ts';
import { checkTypes, type TypesChecked } from '../../../verify/types/check-types.ts';
import { someFolder } from '../project/some-folder.ts';
import { checkingWith, esm, generations, inShort, strict } from './checking.ts';
import { someProgram } from './some-program.ts';

const plain = { ...esm, 'tsconfig.json': { compilerOptions: strict } };

describe.each(generations)('with TypeScript $version', (typescript) => {
  const { check, checkOne } = checkingWith(typescript);

  describe('all at once', () => {
    let checked: TypesChecked;
    /** What was found in the example of this document. */
    const found = (document: string) => inShort(checked)[`${document}#1`];
    const messages = (document: string) =>
      checked.diagnostics.get(`${document}#1`)?.map(({ message }) => message) ?? [];

    // One project for all of them: each run of a compiler reads its libraries again.
    beforeAll(async () => {
      await using folder = await someFolder({
        ...esm,
        'src/shop.ts': 'export const price = 1;',
        'tsconfig.json': { compilerOptions: strict },
      });
      const one = (document: string, files: Record<string, string>, options: ExampleOptions = {}) =>
        someProgram(folder.at(document), files, { options });
      const named = (name: string, files: Record<string, string>) =>
        someProgram(folder.at('names.md'), files, { name });
      const main = "import { tracer } from './tracing.ts';\nexport const n: number = tracer;\n";
      checked = await check([
        one('place.md', { 'app.ts': "const ok = 1;\nconst é = '😀'; const n: number = 'x';\n" }),
        one('windows.md', { 'app.ts': "const a = 1;\r\n\r\nconst n: number = 'x';\r\n" }),
        one('long.md', {
          'app.ts': 'const f: (a: { b: { c: number } }) => void = (a: { b: { c: string } }) => {};\n',
        }),
        one('syntax.md', { 'app.ts': 'const x = ;' }),
        one('good.md', { 'app.ts': 'const n: number = 1;' }),
        named('a', { 'tracing.ts': 'export const tracer = 1;', 'app.ts': main }),
        named('b', { 'tracing.ts': "export const tracer = 'x';", 'app.ts': main }),
        named('c', { 'app.ts': 'const tracer = 1; const provider = 2;' }),
        named('d', { 'app.ts': 'const tracer = 1; provider;' }),
        named('e', { 'app.ts': main }),
        one('endings.md', {
          'lib/index.ts': "import { one } from '../one.js';\nexport const two = one + 1;",
          'one.ts': 'export const one = 1;',
          'app.ts': "import { one } from './one'; import { two } from './lib'; const s: string = one + two;",
        }),
        one('folders.md', {
          'one.ts': 'export const one = 1;',
          'app.ts': "const a: string = import('./one.ts'); const b: string = import('./src/shop.ts');",
        }),
        one('own-name.md', {
          'one.ts': 'export const one = 1;',
          'app.ts': "import { two } from './one.ts'; two;",
        }),
        one('jsx.md', {
          'app.tsx':
            'declare global { namespace JSX { interface IntrinsicElements { b: { n: number } } } }\n// @ts-ignore\nexport const a = <b n={1}></b>;\nconst s: string = 1;',
        }),
        one('unchecked.md', { 'app.ts': 'nothing;' }, { noCheck: true }),
        one('plain.md', { 'app.js': 'const n = 1; n.nothing;' }),
      ]);
    }, 60_000);

    test('an error is said in the line and column of the example’s file, in UTF-16 units', () => {
      expect(checked.diagnostics.get('place.md#1')).toEqual([
        {
          code: 'TS2322',
          message: "Type 'string' is not assignable to type 'number'.",
          file: 'app.ts',
          line: 2,
          column: 23,
        },
      ]);
      expect(checked.problems).toEqual([]);
    });

    test('Windows line ends count as one', () => {
      expect(found('windows.md')).toEqual(['app.ts:3:7 TS2322']);
    });

    test('a message of several lines is kept whole', () => {
      const [first = ''] = messages('long.md');
      expect(first.split('\n').length).toBeGreaterThan(2);
      expect(first).toContain("Type 'number' is not assignable to type 'string'.");
    });

    test('an error of syntax in one example hides none of the others’ errors of types', () => {
      expect(found('syntax.md')).toEqual(['app.ts:1:11 TS1109']);
      expect(found('windows.md')).toEqual(['app.ts:3:7 TS2322']);
      expect(found('good.md')).toEqual([]);
    });

    test('files of one name in two examples are two files, and what one declares the other does not see', () => {
      const names = ['a', 'b', 'c', 'd', 'e'].map((name) => inShort(checked)[`names.md#${name}`]);
      expect(names).toEqual([[], ['app.ts:2:14 TS2322'], [], ['app.ts:1:19 TS2304'], ['app.ts:1:24 TS2307']]);
    });

    test('files of an example are imported with any ending their project takes, from folders too', () => {
      expect(found('endings.md')).toEqual(['app.ts:1:65 TS2322']);
    });

    test('a message names no folder of this machine', () => {
      expect(messages('folders.md')).toEqual([
        expect.stringContaining('import("one")'),
        expect.stringContaining('import("src/shop")'),
      ]);
    });

    test('a message names files as the document does', () => {
      expect(messages('own-name.md')[0]).toContain('"./one.ts"');
    });

    test('JSX is understood, though the project does not say how', () => {
      expect(found('jsx.md')).toEqual(['app.tsx:4:7 TS2322']);
    });

    test('an example that says `no-check` is left out, as is JavaScript that is run without `checkJs`', () => {
      expect(found('unchecked.md')).toBeUndefined();
      expect(found('plain.md')).toBeUndefined();
    });
  });

  test('JavaScript is checked in projects with `checkJs`', async () => {
    await using folder = await someFolder({
      ...esm,
      'tsconfig.json': { compilerOptions: { ...strict, checkJs: true } },
    });
    const checked = await checkOne(folder, { 'app.js': 'const n = 1; n.nothing;' });
    expect(inShort(checked)).toEqual({ 'README.md#1': ['app.js:1:16 TS2339'] });
  });

  test('a project without a tsconfig is checked strictly, with what a browser has', async () => {
    await using folder = await someFolder(esm);
    const text = 'const f = (x) => x;\nexport const title: number = document.title;';
    const checked = await checkOne(folder, { 'app.ts': text });
    expect(inShort(checked)).toEqual({ 'README.md#1': ['app.ts:1:12 TS7006', 'app.ts:2:14 TS2322'] });
  });

  test('an error in a file of the project that an example imports is said once, and where it is', async () => {
    await using folder = await someFolder({ ...plain, 'shop.ts': "export const price: number = 'x';" });
    const text = "import { price } from './shop.ts';\nexport const p = price;";
    const checked = await check([
      someProgram(folder.at('README.md'), { 'app.ts': text }, { name: 'a' }),
      someProgram(folder.at('README.md'), { 'app.ts': text }, { name: 'b' }),
    ]);
    expect(inShort(checked)).toEqual({ 'README.md#a': [], 'README.md#b': [] });
    expect([...checked.unsettled]).toEqual(['README.md#a', 'README.md#b']);
    expect(checked.elsewhere).toMatchObject([
      { file: folder.at('shop.ts'), line: 1, column: 14, code: 'TS2322' },
    ]);
  });

  test('it can be stopped, and leaves nothing behind', async () => {
    await using folder = await someFolder(plain);
    const project = { ...(await findProject(folder.at('README.md'))), typescript };
    const stop = new AbortController();
    const examples = Array.from({ length: 50 }, (_, i) =>
      someProgram(folder.at('README.md'), { 'app.ts': 'const n = 1;' }, { name: String(i) }),
    );
    const checking = checkTypes(
      examples.map((example) => ({ example, project })),
      { signal: stop.signal },
    );
    stop.abort(new Error('enough'));
    await expect(checking).rejects.toThrow('enough');
    expect(await readdir(folder.path)).toEqual(['.git', 'package.json', 'tsconfig.json']);
  });

  test('two sessions at once do not disturb each other', async () => {
    await using folder = await someFolder(plain);
    const both = await Promise.all([
      checkOne(folder, { 'app.ts': "const n: number = 'x';" }),
      checkOne(folder, { 'app.ts': '\nconst n: string = 1;' }),
    ]);
    expect(both.map(inShort)).toEqual([
      { 'README.md#1': ['app.ts:1:7 TS2322'] },
      { 'README.md#1': ['app.ts:2:7 TS2322'] },
    ]);
    expect(await readdir(folder.path)).toEqual(['.git', 'package.json', 'tsconfig.json']);
  });
});
