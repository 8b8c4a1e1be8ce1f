import { describe, expect, test } from 'vitest';
import { someFolder } from '../project/some-folder.ts';
import { checkingWith, esm, generations, inShort, strict } from './checking.ts';
import { someProgram } from './some-program.ts';

// biome-ignore lint/suspicious/noTemplateCurlyInString: it is the compiler's own template.
const configDir = '${configDir}';

describe.each(generations)('with TypeScript $version', (typescript) => {
  const { check, checkOne } = checkingWith(typescript);

  test('relative imports lead to the project’s files, from the document’s folder', async () => {
    await using folder = await someFolder({
      ...esm,
      'src/shop.ts': 'export const price: number = 1;',
      'docs/near.ts': "export const near = 'x';",
    });
    const text =
      "import { price } from '../src/shop.js';\nimport { near } from './near.ts';\nconst s: string = price; const n: number = near;";
    const checked = await checkOne(folder, { 'app.ts': text }, 'docs/guide.md');
    expect(inShort(checked)).toEqual({ 'guide.md#1': ['app.ts:3:7 TS2322', 'app.ts:3:32 TS2322'] });
    expect(checked.loaded.get('guide.md#1')).toEqual([
      folder.at('docs/near.ts'),
      folder.at('package.json'),
      folder.at('src/shop.ts'),
    ]);
  });

  test('top-level await needs no import beside it, also in a CommonJS project', async () => {
    await using folder = await someFolder({
      'package.json': {},
      'tsconfig.json': { compilerOptions: { target: 'es2015', module: 'commonjs', strict: true } },
    });
    const checked = await checkOne(folder, { 'app.ts': 'const n: string = await Promise.resolve(1);' });
    expect(inShort(checked)).toEqual({ 'README.md#1': ['app.ts:1:7 TS2322'] });
  });

  test('a package documents itself by its name, with `exports` and without', async () => {
    await using folder = await someFolder({
      'new/package.json': {
        name: 'shop',
        type: 'module',
        exports: { '.': './index.ts', './cart': './cart.ts' },
      },
      'new/index.ts': 'export const price = 1;',
      'new/cart.ts': 'export const items = 1;',
      'old/package.json': { name: '@old/shop', main: './main.ts' },
      'old/main.ts': 'export const price = 1;',
      'old/cart.ts': 'export const items = 1;',
      'old/tsconfig.json': { compilerOptions: strict },
    });
    const text = (name: string) =>
      `import { price } from '${name}'; import { items } from '${name}/cart';\nconst s: string = price; const t: string = items;`;
    const checked = await check([
      someProgram(folder.at('new/README.md'), { 'app.ts': text('shop') }, { name: 'new' }),
      someProgram(folder.at('old/README.md'), { 'app.ts': text('@old/shop') }, { name: 'old' }),
    ]);
    const both = ['app.ts:2:7 TS2322', 'app.ts:2:32 TS2322'];
    expect(inShort(checked)).toEqual({ 'README.md#new': both, 'README.md#old': both });
  });

  test('a package in JavaScript is known by the declarations beside it', async () => {
    await using folder = await someFolder({
      'package.json': { name: 'shop', main: './lib/index.js' },
      'lib/index.js': 'exports.price = 1;',
      'lib/index.d.ts': 'export declare const price: number;',
    });
    const checked = await checkOne(folder, {
      'app.ts': "import { price } from 'shop'; const s: string = price;",
    });
    expect(inShort(checked)).toEqual({ 'README.md#1': ['app.ts:1:37 TS2322'] });
  });

  test('a package that is not built says so where it is imported', async () => {
    await using folder = await someFolder({
      'package.json': { name: 'shop', type: 'module', exports: { '.': { types: './dist/index.d.ts' } } },
    });
    const checked = await checkOne(folder, { 'app.ts': "import { price } from 'shop';" });
    expect(checked.diagnostics.get('README.md#1')?.[0]?.message).toContain(
      './dist/index.d.ts, which is not there; build',
    );
  });

  test('packages resolve as the project’s, in a monorepo from the root too', async () => {
    await using folder = await someFolder({
      'package.json': { private: true, workspaces: ['packages/*'] },
      'packages/cart/package.json': { name: 'cart', type: 'module', exports: './index.ts' },
      'packages/cart/index.ts': 'export const items: number = 1;',
      'packages/shop/package.json': { name: 'shop', type: 'module' },
      'tsconfig.base.json': { compilerOptions: { ...strict, exactOptionalPropertyTypes: true } },
      'packages/shop/tsconfig.json': '{\n  // comments\n  "extends": "../../tsconfig.base.json",\n}',
    });
    await folder.install('@opentelemetry/api');
    await folder.link('node_modules/cart', 'packages/cart');
    const text = `import { trace } from '@opentelemetry/api'; import { items } from 'cart';
trace.getTracer('x').startSpan(items);
const o: { a?: number } = { a: undefined };`;
    const checked = await checkOne(folder, { 'app.ts': text }, 'packages/shop/docs/guide.md');
    expect(inShort(checked)).toEqual({ 'guide.md#1': ['app.ts:2:32 TS2345', 'app.ts:3:7 TS2375'] });
    expect(checked.loaded.get('guide.md#1')).toContain(folder.at('packages/cart/index.ts'));
    expect(checked.loaded.get('guide.md#1')).toContain(folder.at('packages/cart/package.json'));
  });

  test('`paths` go on from where they are written, and `configDir` is the project’s', async () => {
    await using folder = await someFolder({
      ...esm,
      'src/shop.ts': 'export const price = 1;',
      'config/base.json': {
        compilerOptions: { ...strict, paths: { '#a/*': ['../src/*'], '#b/*': [`${configDir}/src/*`] } },
      },
      'tsconfig.json': { extends: './config/base.json' },
    });
    const text =
      "import { price } from '#a/shop'; import { price as other } from '#b/shop';\nconst s: string = price; const t: string = other;";
    const checked = await checkOne(folder, { 'app.ts': text });
    expect(inShort(checked)).toEqual({ 'README.md#1': ['app.ts:2:7 TS2322', 'app.ts:2:32 TS2322'] });
  });
});
