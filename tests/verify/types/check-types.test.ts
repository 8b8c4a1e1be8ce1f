import { readdir } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { findProject } from '../../../verify/project/find-project.ts';
import { checkTypes } from '../../../verify/types/check-types.ts';
import { someFolder } from '../project/some-folder.ts';
import { checkingWith, esm, generations, inShort, strict } from './checking.ts';
import { someProgram } from './some-program.ts';

describe.each(generations)('with TypeScript $version', (typescript) => {
  const { check, checkOne } = checkingWith(typescript);

  test('an error is said in the line and column of the example’s file, in UTF-16 units', async () => {
    await using folder = await someFolder(esm);
    const text = "const ok = 1;\nconst é = '😀'; const n: number = 'x';\n";
    const checked = await checkOne(folder, { 'app.ts': text });
    expect(checked.diagnostics.get('README.md#1')).toEqual([
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

  test('Windows line ends count as one', async () => {
    await using folder = await someFolder(esm);
    const checked = await checkOne(folder, { 'app.ts': "const a = 1;\r\n\r\nconst n: number = 'x';\r\n" });
    expect(inShort(checked)).toEqual({ 'README.md#1': ['app.ts:3:7 TS2322'] });
  });

  test('a message of several lines is kept whole', async () => {
    await using folder = await someFolder(esm);
    const text = 'const f: (a: { b: { c: number } }) => void = (a: { b: { c: string } }) => {};\n';
    const checked = await checkOne(folder, { 'app.ts': text });
    const [first] = checked.diagnostics.get('README.md#1') ?? [];
    expect(first?.message.split('\n').length).toBeGreaterThan(2);
    expect(first?.message).toContain("Type 'number' is not assignable to type 'string'.");
  });

  test('an error of syntax in one example hides none of the others’ errors of types', async () => {
    await using folder = await someFolder(esm);
    const checked = await check([
      someProgram(folder.at('a.md'), { 'app.ts': 'const x = ;' }),
      someProgram(folder.at('b.md'), { 'app.ts': "const n: number = 'x';" }),
      someProgram(folder.at('c.md'), { 'app.ts': 'const n: number = 1;' }),
    ]);
    expect(inShort(checked)).toEqual({
      'a.md#1': ['app.ts:1:11 TS1109'],
      'b.md#1': ['app.ts:1:7 TS2322'],
      'c.md#1': [],
    });
  });

  test('files of one name in two examples are two files, and what one declares the other does not see', async () => {
    await using folder = await someFolder(esm);
    const main = "import { tracer } from './tracing.ts';\nexport const n: number = tracer;\n";
    const checked = await check([
      someProgram(
        folder.at('README.md'),
        { 'tracing.ts': 'export const tracer = 1;', 'app.ts': main },
        { name: 'a' },
      ),
      someProgram(
        folder.at('README.md'),
        { 'tracing.ts': "export const tracer = 'x';", 'app.ts': main },
        { name: 'b' },
      ),
      someProgram(
        folder.at('README.md'),
        { 'app.ts': 'const tracer = 1; const provider = 2;' },
        { name: 'c' },
      ),
      someProgram(folder.at('README.md'), { 'app.ts': 'const tracer = 1; provider;' }, { name: 'd' }),
      someProgram(folder.at('README.md'), { 'app.ts': main }, { name: 'e' }),
    ]);
    expect(inShort(checked)).toEqual({
      'README.md#a': [],
      'README.md#b': ['app.ts:2:14 TS2322'],
      'README.md#c': [],
      'README.md#d': ['app.ts:1:19 TS2304'],
      'README.md#e': ['app.ts:1:24 TS2307'],
    });
  });

  test('files of an example are imported with any ending their project takes, from folders too', async () => {
    await using folder = await someFolder(esm);
    const checked = await checkOne(folder, {
      'lib/index.ts': "import { one } from '../one.js';\nexport const two = one + 1;",
      'one.ts': 'export const one = 1;',
      'app.ts': "import { one } from './one'; import { two } from './lib'; const s: string = one + two;",
    });
    expect(inShort(checked)).toEqual({ 'README.md#1': ['app.ts:1:65 TS2322'] });
  });

  test('a message names no folder of this machine', async () => {
    await using folder = await someFolder({ ...esm, 'src/shop.ts': 'export const price = 1;' });
    const checked = await checkOne(folder, {
      'one.ts': 'export const one = 1;',
      'app.ts': "const a: string = import('./one.ts'); const b: string = import('./src/shop.ts');",
    });
    const messages = checked.diagnostics.get('README.md#1')?.map(({ message }) => message);
    expect(messages).toEqual([
      expect.stringContaining('import("one")'),
      expect.stringContaining('import("src/shop")'),
    ]);
  });

  test('a message names files as the document does', async () => {
    await using folder = await someFolder(esm);
    const checked = await checkOne(folder, {
      'one.ts': 'export const one = 1;',
      'app.ts': "import { two } from './one.ts'; two;",
    });
    expect(checked.diagnostics.get('README.md#1')?.[0]?.message).toContain('"./one.ts"');
  });

  test('JavaScript is checked in projects with `checkJs` only; what is not has no entry', async () => {
    const files = { 'app.js': 'const n = 1; n.nothing;' };
    await using without = await someFolder(esm);
    expect(inShort(await checkOne(without, files))).toEqual({});
    await using with_ = await someFolder({
      ...esm,
      'tsconfig.json': { compilerOptions: { ...strict, checkJs: true } },
    });
    expect(inShort(await checkOne(with_, files))).toEqual({ 'README.md#1': ['app.js:1:16 TS2339'] });
  });

  test('JSX is understood, whether the project says how or not', async () => {
    await using folder = await someFolder(esm);
    const text =
      'declare global { namespace JSX { interface IntrinsicElements { b: { n: number } } } }\n// @ts-ignore\nexport const a = <b n={1}></b>;\nconst s: string = 1;';
    const checked = await checkOne(folder, { 'app.tsx': text });
    expect(inShort(checked)).toEqual({ 'README.md#1': ['app.tsx:4:7 TS2322'] });
  });

  test('an example that says `no-check` is left out', async () => {
    await using folder = await someFolder(esm);
    const example = someProgram(
      folder.at('README.md'),
      { 'app.ts': 'nothing;' },
      { options: { noCheck: true } },
    );
    expect(inShort(await check([example]))).toEqual({});
  });

  test('an error in a file of the project that an example imports is said once, and where it is', async () => {
    await using folder = await someFolder({ ...esm, 'shop.ts': "export const price: number = 'x';" });
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
    await using folder = await someFolder(esm);
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
    expect(await readdir(folder.path)).toEqual(['.git', 'package.json']);
  });

  test('two sessions at once do not disturb each other', async () => {
    await using folder = await someFolder(esm);
    const both = await Promise.all([
      checkOne(folder, { 'app.ts': "const n: number = 'x';" }),
      checkOne(folder, { 'app.ts': '\nconst n: string = 1;' }),
    ]);
    expect(both.map(inShort)).toEqual([
      { 'README.md#1': ['app.ts:1:7 TS2322'] },
      { 'README.md#1': ['app.ts:2:7 TS2322'] },
    ]);
    expect(await readdir(folder.path)).toEqual(['.git', 'package.json']);
  });
});
