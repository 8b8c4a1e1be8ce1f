import { readdir } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { someFolder } from '../project/some-folder.ts';
import { checkingWith, esm, generations, inShort, strict } from './checking.ts';

describe.each(generations)('with TypeScript $version', (typescript) => {
  const { checkOne } = checkingWith(typescript);

  test('a tsconfig’s options hold, but for those about what is built and what is not used', async () => {
    await using folder = await someFolder({
      ...esm,
      'src/x.ts': '',
      'tsconfig.json': {
        compilerOptions: {
          ...strict,
          noImplicitOverride: true,
          noUnusedLocals: true,
          noUnusedParameters: true,
          rootDir: 'src',
          outDir: 'dist',
          composite: true,
          declaration: true,
          declarationMap: true,
          sourceMap: true,
          inlineSources: true,
          tsBuildInfoFile: 'x.tsbuildinfo',
          noCheck: true,
          isolatedDeclarations: true,
          jsx: 'preserve',
        },
        include: ['src'],
      },
    });
    const text = 'class A { f() {} }\nclass B extends A { f() {} }\nconst unused = 1;\n';
    const checked = await checkOne(folder, { 'app.ts': text });
    expect(checked.problems).toEqual([]);
    expect(inShort(checked)).toEqual({ 'README.md#1': ['app.ts:2:21 TS4114'] });
    expect(await readdir(folder.path)).not.toContain('x.tsbuildinfo');
  });

  describe('nothing is taken for good that was not checked', () => {
    test('when an option is unknown', async () => {
      await using folder = await someFolder({
        ...esm,
        'tsconfig.json': '{\n  "compilerOptions": { "strct": true, "lib": ["es2022"] }\n}',
      });
      const checked = await checkOne(folder, { 'app.ts': 'const n: number = 1;' });
      expect(inShort(checked)).toEqual({});
      expect(checked.problems).toEqual([
        expect.stringMatching(
          /could not check 1 example in this folder; mend this first:\ntsconfig\.json:2:24 TS502\d: Unknown compiler option 'strct'/u,
        ),
      ]);
    });

    test('when the tsconfig is no JSON', async () => {
      await using folder = await someFolder({ ...esm, 'tsconfig.json': '{ "compilerOptions": ' });
      const checked = await checkOne(folder, { 'app.ts': 'const n: number = 1;' });
      expect(inShort(checked)).toEqual({});
      expect(checked.problems).toHaveLength(1);
    });

    test('when types that a tsconfig names are not installed', async () => {
      await using folder = await someFolder({
        ...esm,
        'tsconfig.json': { compilerOptions: { types: ['nope'], lib: ['es2022'] } },
      });
      const checked = await checkOne(folder, { 'app.ts': 'const n: number = 1;' });
      expect(inShort(checked)).toEqual({});
      expect([...checked.unsettled]).toEqual(['README.md#1']);
      expect(checked.problems).toEqual([
        expect.stringContaining("TS2688: Cannot find type definition file for 'nope'"),
      ]);
    });

    test('when a file of the project has an error of syntax', async () => {
      await using folder = await someFolder({
        ...esm,
        'shop.ts': 'export const price = ;',
        'tsconfig.json': { compilerOptions: strict },
      });
      const checked = await checkOne(folder, { 'app.ts': "import './shop.ts';" });
      expect(inShort(checked)).toEqual({});
      expect(checked.problems).toEqual([expect.stringContaining('shop.ts:1:22 TS1109')]);
    });

    test('when an extended tsconfig is missing', async () => {
      await using folder = await someFolder({ ...esm, 'tsconfig.json': { extends: './nope.json' } });
      const checked = await checkOne(folder, { 'app.ts': 'const n: number = 1;' });
      expect(inShort(checked)).toEqual({});
      expect(checked.problems).toHaveLength(1);
    });
  });
});
