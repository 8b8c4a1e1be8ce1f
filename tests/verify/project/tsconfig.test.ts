import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseJsonc } from '../../../verify/project/jsonc.ts';
import { readTsconfigChain } from '../../../verify/project/tsconfig.ts';
import { someFolder } from './some-folder.ts';

describe('a tsconfig and what it extends', () => {
  test('are followed through paths, packages and lists, the nearest option counting', async () => {
    await using folder = await someFolder({
      'tsconfig.json': {
        extends: ['@tsconfig/strictest/tsconfig.json', './config/base'],
        compilerOptions: { a: 1 },
      },
      'config/base.json': { extends: 'plain', compilerOptions: { a: 2, b: 2, c: 2 } },
      'node_modules/@tsconfig/strictest/package.json': {},
      'node_modules/@tsconfig/strictest/tsconfig.json': { compilerOptions: { c: 3, d: 3 } },
      'node_modules/plain/package.json': {},
      'node_modules/plain/tsconfig.json': { compilerOptions: { b: 4, e: 4 } },
    });
    const { files, options } = readTsconfigChain(folder.at('tsconfig.json'));
    expect(files).toEqual(
      [
        'tsconfig.json',
        'node_modules/@tsconfig/strictest/tsconfig.json',
        'config/base.json',
        'node_modules/plain/tsconfig.json',
      ].map(folder.at),
    );
    const found = [...options].map(([name, { value }]) => [name, value]);
    expect(Object.fromEntries(found)).toEqual({ a: 1, b: 2, c: 2, d: 3, e: 4 });
    expect(options.get('b')?.folder).toBe(folder.at('config'));
  });

  test('may go in circles, be missing or broken: what can be read is', async () => {
    await using folder = await someFolder({
      'tsconfig.json': {
        extends: ['./a.json', './nope.json', 'no-such-package', 5],
        compilerOptions: { a: 1 },
      },
      'a.json': { extends: './b.json' },
      'b.json': { extends: './a.json', compilerOptions: { b: 1 } },
    });
    const { files, options } = readTsconfigChain(folder.at('tsconfig.json'));
    expect(files).toEqual(['tsconfig.json', 'a.json', 'b.json'].map(folder.at));
    expect([...options.keys()].sort()).toEqual(['a', 'b']);
    expect(readTsconfigChain(folder.at('nothing.json'))).toEqual({
      files: [folder.at('nothing.json')],
      options: new Map(),
    });
  });
});

describe('JSON with comments', () => {
  test('may have comments anywhere, and commas at the end', () => {
    const text = '\uFEFF// a\n{ /* b */ "a": [1, 2, /* , */ ], // "c": 1\r\n "d": "//, ]", "e\\"/*": "*/", }';
    expect(parseJsonc(text)).toEqual({ a: [1, 2], d: '//, ]', 'e"/*': '*/' });
  });

  test('is JSON otherwise: whatever is written comes back', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(parseJsonc(text)).toEqual(JSON.parse(text));
      }),
    );
  });
});
