import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { NodeCompiler } from '../../sandbox/compile/node.ts';
import { said, sharedCompiler } from './compiler.ts';
import { nativeAsync } from './native-async.ts';

let compiler: NodeCompiler;
beforeAll(async () => {
  compiler = await sharedCompiler();
}, 60_000);

const errorsOf = (files: Record<string, string>, entry = 'a.ts') =>
  said(compiler.compile(files, [entry]).diagnostics);

describe('a program of several files', () => {
  const files = {
    'shopper.ts': `import { trace, type Span } from '@opentelemetry/api';
import { visit } from './lib/visit.ts';
import type { Trolley } from './trolley.ts';
const { goods } = await import('./goods.ts');
const span: Span | undefined = trace.getActiveSpan();
await visit(goods as Trolley, span);
`,
    'lib/visit.ts': `import { goods } from '../goods.ts';\nexport async function visit(...all: unknown[]) { await null; return [goods, all]; }\n`,
    'goods.ts': `export const goods: string[] = [];\n`,
    'trolley.ts': `export type Trolley = string[];\n`,
    'collector.yaml': 'receivers:\n',
  };

  test('is emitted in dependency order, without files that are types only', () => {
    const { diagnostics, modules } = compiler.compile(files, ['shopper.ts']);
    expect(diagnostics).toEqual([]);
    expect(modules.map((module) => module.file)).toEqual(['goods.ts', 'lib/visit.ts', 'shopper.ts']);
  });

  test('says where in the emitted code each import is, static and dynamic, and what it leads to', () => {
    const shopper = compiler.compile(files, ['shopper.ts']).modules.at(-1);
    const imports = shopper?.imports.map(({ start, end, target }) => [
      shopper.code.slice(start, end),
      target,
    ]);
    expect(imports).toEqual([
      ['@opentelemetry/api', { kind: 'vendor', specifier: '@opentelemetry/api' }],
      ['./lib/visit.ts', { kind: 'file', file: 'lib/visit.ts' }],
      ['./goods.ts', { kind: 'file', file: 'goods.ts' }],
    ]);
  });

  test.each([
    'await import(`./goods.ts`);',
    `await import(/* why */ './goods.ts' /* not */);`,
    `await import(\n  './goods.ts',\n);`,
    `export const text = \`\${await import('./goods.ts')}\`;`,
    `import { type Goods } from './goods.ts'; // import './nowhere.ts'`,
    `export * as all from /* these */ './goods.ts'; /import('x')/.test('import("y")');`,
  ])('finds the one import of %s', (text) => {
    const [, module] = compiler.compile({ ...files, 'a.ts': text }, ['a.ts']).modules;
    const found = module?.imports.map(({ start, end }) => module.code.slice(start - 1, end + 1));
    expect(found).toEqual([expect.stringMatching(/^(['"`])\.\/goods\.ts\1$/u)]);
  });

  test('keeps top-level await and lowers every other', () => {
    const [, visit, shopper] = compiler.compile(files, ['shopper.ts']).modules;
    expect(shopper?.code).toContain('await visit(');
    expect(nativeAsync(shopper?.code ?? '')).toEqual([]);
    expect(visit?.code).toContain('yield null');
    expect(nativeAsync(visit?.code ?? '')).toEqual([]);
  });

  test('is emitted once, for several entries', () => {
    const { modules } = compiler.compile({ ...files, 'store.ts': `import './goods.ts';` }, [
      'shopper.ts',
      'store.ts',
    ]);
    expect(modules.map((module) => module.file)).toEqual([
      'goods.ts',
      'lib/visit.ts',
      'shopper.ts',
      'store.ts',
    ]);
  });

  test('is not held up by a broken file that nothing imports', () => {
    expect(errorsOf({ ...files, 'broken.ts': 'const = ;' }, 'shopper.ts')).toEqual([]);
  });
});

test('no form of async is left native', () => {
  const code = `
    export async function f() { await 1; }
    export const g = async () => { for await (const x of h()) await x; };
    export async function* h() { yield* h(); await 2; }
    export class C { async m() { await this.m(); } static async *n() { yield 1; } #p = async () => await 1; q = { async r() {} }; }
    for await (const x of h()) await x;
  `;
  const { diagnostics, modules } = compiler.compile({ 'a.ts': code }, ['a.ts']);
  expect(diagnostics).toEqual([]);
  expect(nativeAsync(modules[0]?.code ?? '')).toEqual([]);
  expect(nativeAsync(code)).not.toEqual([]);
});

test('newer syntax and regular expressions of newer engines are no errors', () => {
  expect(
    errorsOf({ 'a.ts': `export const a = [10n, /(?<y>.)/sv, 2 ** 3, a?.at(0) ?? 1]; using b = null;` }),
  ).toEqual([]);
});

test('class fields are defined, as in Node', () => {
  const { modules } = compiler.compile({ 'a.ts': 'export class A { x = 1 }' }, ['a.ts']);
  expect(modules[0]?.code).toContain('Object.defineProperty(this, "x"');
});

describe('errors have an address', () => {
  test('a syntax error', () => {
    expect(
      errorsOf({ 'a.ts': `import { b } from './b.ts';`, 'b.ts': `export const b = 1;\nlet x: = 3;\n` }),
    ).toEqual(['b.ts:2:8 [1110] Type expected.']);
  });

  test('a syntax error hides what would only follow from it', () => {
    expect(errorsOf({ 'a.ts': `import 'nowhere';\nfunction ( {` })).toEqual([
      'a.ts:2:10 [1003] Identifier expected.',
      "a.ts:2:13 [1005] '}' expected.",
    ]);
  });

  test.each([
    ['await outside an async function', 'function f() { await 1; }', 'a.ts:1:16 [1308]'],
    ['return outside a function', '\n  return 3;', 'a.ts:2:3 [1108]'],
    ['break outside a loop', 'break;', 'a.ts:1:1 [1105]'],
    ['a name declared twice', 'const a = 1;\nlet a = 2;', 'a.ts:1:7 [2451]'],
    ['assignment to a number', '1 = 2;', 'a.ts:1:1 [2364]'],
    ['with', 'with (Math) {}', 'a.ts:1:1 [1101]'],
  ])('what the engine would refuse without a line: %s', (_, text, start) => {
    expect(errorsOf({ 'a.ts': text })[0]).toMatch(new RegExp(`^${start.replace(/[[\]]/gu, '\\$&')}`, 'u'));
  });

  test('syntax that Node cannot strip says what to write instead', () => {
    expect(errorsOf({ 'a.ts': 'enum Shelf { Top }' })[0]).toMatch(/^a\.ts:1:6 \[1294\].*Instead of an enum/u);
  });

  test('a type error is none', () => {
    expect(errorsOf({ 'a.ts': `const count: number = 'three'; nobody(count);` })).toEqual([]);
  });

  test('an entry that is not there', () => {
    expect(errorsOf({ 'b.ts': '', 'lab.yaml': '' })).toEqual([
      'a.ts:1:1 [unknown-entry] The lab starts "a.ts", and there is no such file. Files: b.ts, lab.yaml.',
    ]);
  });
});

describe('modules that import each other', () => {
  test('are an error that shows the circle', () => {
    const errors = errorsOf({
      'a.ts': `import './b.ts';`,
      'b.ts': `console.log(1);\nimport './c.ts';`,
      'c.ts': `await import('./a.ts');`,
    });
    expect(errors).toEqual([
      'c.ts:1:14 [circular-import] These files import each other in a circle: a.ts → b.ts → c.ts → a.ts.',
    ]);
  });

  test('may be one file', () => {
    expect(errorsOf({ 'a.ts': `export * from './a.ts';` })).toEqual([
      'a.ts:1:15 [circular-import] These files import each other in a circle: a.ts → a.ts.',
    ]);
  });

  test('are fine when one of them imports types only', () => {
    const files = {
      'a.ts': `import { b } from './b.ts';\nexport type A = typeof b;`,
      'b.ts': `import type { A } from './a.ts';\nexport const b: A | 1 = 1;`,
    };
    expect(errorsOf(files)).toEqual([]);
  });
});

describe('names that are not exported', () => {
  test.each([
    [
      `import { Span } from '@opentelemetry/api';`,
      '"Span" is a type of "@opentelemetry/api": it is gone when the program runs. Write `type Span` in this import.',
    ],
    [
      `import { tracer } from '@opentelemetry/api';`,
      '"@opentelemetry/api" does not export "tracer". Did you mean "trace"?',
    ],
    [`import { serv } from './b.ts';`, '"./b.ts" does not export "serv". Did you mean "serve"?'],
    [
      `import b from './b.ts';`,
      `"./b.ts" has no default export. Name what you need in braces: import { … } from './b.ts'. It exports x, y, Hono, serve.`,
    ],
    [
      `export { Shelf } from './b.ts';`,
      '"Shelf" is a type of "./b.ts": it is gone when the program runs. Write `type Shelf` in this import.',
    ],
  ])('%s', (text, message) => {
    const b = `export const [x, { y }] = [1, { y: 2 }]; export interface Shelf {}
      export { Hono } from 'hono'; export * from '@hono/node-server';`;
    const { diagnostics } = compiler.compile({ 'a.ts': text, 'b.ts': b }, ['a.ts']);
    expect(diagnostics.map((each) => [each.code, each.message])).toEqual([['missing-export', message]]);
  });
});

describe('whatever is pasted', () => {
  const megabyte = {
    prose: 'The quick brown fox, "jumps" over. '.repeat(30_000),
    'open brackets': '['.repeat(1_000_000),
    'nested templates': '`${'.repeat(330_000),
    'one long sum': `export let a = 1${'+a'.repeat(500_000)};`,
    'one long chain': `a${'.a()'.repeat(250_000)}`,
    'one long string': `export const s = '${'x'.repeat(1_000_000)}';`,
    statements: 'console.log(1);\n'.repeat(62_500),
    'async functions': Array.from(
      { length: 22_000 },
      (_, i) => `const a${i} = async () => { await ${i}; };\n`,
    ).join(''),
  };
  test.each(Object.entries(megabyte))(
    'a megabyte of %s is compiled or refused',
    (_, text) => {
      const { diagnostics, modules } = compiler.compile({ 'a.ts': text }, ['a.ts']);
      expect(diagnostics.length + modules.length).toBeGreaterThan(0);
      expect(diagnostics.length).toBeLessThanOrEqual(50);
      expect(diagnostics.every((each) => each.message.length <= 1_002)).toBe(true);
    },
    30_000,
  );

  test('what is nested too deeply says so', () => {
    expect(errorsOf({ 'a.ts': '('.repeat(100_000) })).toEqual([
      'a.ts:1:1 [too-deep] This program is nested too deeply to be compiled. Was something pasted by mistake?',
    ]);
  });

  test('any text gives modules or errors that lie within it', () => {
    const fragment = fc.constantFrom(
      ...[
        'import',
        ' from ',
        `'./b.ts'`,
        `'hono'`,
        '{',
        '}',
        '(',
        ')',
        '`',
        '${',
        'async ',
        'await ',
        'type ',
        '=',
        '=>',
        '\n',
        ';',
        'x',
        '/*',
        '<',
        '.',
      ],
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fragment).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, (source) => {
        const { diagnostics, modules } = compiler.compile({ 'a.ts': source, 'b.ts': 'export const x = 1;' }, [
          'a.ts',
        ]);
        expect(modules.length > 0).toBe(diagnostics.length === 0);
        for (const { line, column, endLine } of diagnostics) {
          // TypeScript ends lines at these four.
          const lines = source.split(/\r\n|[\n\r\u2028\u2029]/u);
          expect(line).toBeLessThanOrEqual(lines.length);
          expect(column).toBeLessThanOrEqual((lines[line - 1]?.length ?? 0) + 2);
          expect(endLine).toBeGreaterThanOrEqual(line);
        }
        for (const module of modules) expect(nativeAsync(module.code)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  }, 60_000);
});
