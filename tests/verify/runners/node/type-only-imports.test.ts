import { stripTypeScriptTypes } from 'node:module';
import { expect, test } from 'vitest';
import { withoutTypeImports } from '../../../../verify/runners/node/type-only-imports.ts';

/** What is left, with one space for many. */
const left = (text: string) => {
  const stripped = stripTypeScriptTypes(text);
  const without = withoutTypeImports(stripped);
  expect(without).toHaveLength(text.length);
  return without.replace(/\s+/gu, ' ').trim();
};

test.each([
  ["import { A, B } from 'x'; new B() as A;", "import { B } from 'x'; new B() ;"],
  ["import { B, A } from 'x'; new B() as A;", "import { B, } from 'x'; new B() ;"],
  ["import e, { A } from 'x'; e() as A;", "import e, { } from 'x'; e() ;"],
  ["import E, { a } from 'x'; a() as E;", "import { a } from 'x'; a() ;"],
  ["import e, * as N from 'x'; e() as N.A;", "import e from 'x'; e() ;"],
  ["import E, * as n from 'x'; n.a() as E;", "import * as n from 'x'; n.a() ;"],
  ["import { type A, b } from 'x'; b();", "import { b } from 'x'; b();"],
  ["import { a as A, b as c } from 'x'; c() as A;", "import { b as c } from 'x'; c() ;"],
])('%s', (text, expected) => {
  expect(left(text)).toBe(expected);
});

test('a statement of nothing but types goes as a whole, and one without names stays', () => {
  expect(left("import { A } from 'x';\nimport 'y';\nlet a: A;")).toBe("; import 'y'; let a ;");
  expect(left("import data from './a.json' with { type: 'json' }; type D = typeof data;")).toBe(';');
});

test.each(['a;', '({ a });', '[...a];', 'export { a };', `\`\${a}\`;`, 'x?.y(a);'])(
  'what is used stays: %s',
  (use) => {
    const text = `import { a } from 'x'; ${use}`;
    expect(left(text)).toBe(text);
  },
);

test('strings, comments and dynamic imports are no imports', () => {
  const text =
    "const s = `import { a } from 'x'`; /* import { b } from 'x' */ const t = \"import { c } from 'x'\"; await import('x');";
  expect(left(text)).toBe(text);
});

test('a property of the same name is no use', () => {
  expect(left("import { A } from 'x'; let a: A = b.A;")).toBe('; let a = b.A;');
});
