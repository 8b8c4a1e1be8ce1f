import fc from 'fast-check';
import { expect, test } from 'vitest';
import { highlight } from '../../../src/workbench/editor/highlight.ts';

const kinds = (file: string, text: string) =>
  highlight(file, text)
    .filter(({ kind }) => kind !== 'plain')
    .map(({ kind, text: token }) => [kind, token]);

test('the tokens joined are the text, whatever it is', () => {
  const text = fc.oneof(
    fc.string(),
    fc.string({ unit: fc.constantFrom('/', '*', "'", '"', '`', '\\', '\n', '$', '{', 'if', ' ') }),
  );
  fc.assert(
    fc.property(text, fc.constantFrom('a.ts', 'a.yaml', 'a.txt'), (code, file) => {
      expect(
        highlight(file, code)
          .map((token) => token.text)
          .join(''),
      ).toBe(code);
    }),
  );
});

test('TypeScript: words, strings, comments and numbers', () => {
  expect(kinds('a.ts', "const port = 5000; // 'open'\nawait ask(\"it's\");")).toEqual([
    ['keyword', 'const'],
    ['number', '5000'],
    ['comment', "// 'open'"],
    ['keyword', 'await'],
    ['string', '"it\'s"'],
  ]);
});

test('a word after a dot or before a colon is a name, not a keyword', () => {
  expect(kinds('a.ts', 'Array.from({ default: x.delete })')).toEqual([]);
});

test('YAML: keys, values and comments', () => {
  expect(kinds('a.yaml', 'receivers:\n  otlp: true # here\n')).toEqual([
    ['property', 'receivers'],
    ['property', 'otlp'],
    ['keyword', 'true'],
    ['comment', '# here'],
  ]);
});

test('a pasted megabyte is left plain', () => {
  expect(highlight('a.ts', 'const a = 1;\n'.repeat(80_000))).toHaveLength(1);
});

test('YAML of one long word is coloured in no time', () => {
  const began = performance.now();
  expect(highlight('a.yaml', 'a'.repeat(59_000))).toHaveLength(1);
  expect(performance.now() - began).toBeLessThan(500);
});
