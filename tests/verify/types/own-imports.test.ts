import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renamed, renameOwnImports } from '../../../verify/types/own-imports.ts';

const tag = '__spanlab7';
const names = ['app.ts', 'tracing.ts', 'lib/index.ts', 'lib/deep.mts', 'view.tsx', 'types.d.ts', 'data.json'];
const rename = (text: string, name = 'app.ts') => renameOwnImports(text, { name, names, tag });

test('a file gets its new name before its ending', () => {
  expect(names.map((name) => renamed(name, tag))).toEqual([
    'app__spanlab7.ts',
    'tracing__spanlab7.ts',
    'lib/index__spanlab7.ts',
    'lib/deep__spanlab7.mts',
    'view__spanlab7.tsx',
    'types__spanlab7.d.ts',
    'data__spanlab7.json',
  ]);
});

describe('an import becomes the new name', () => {
  test.each([
    ["from './tracing.ts'", "from './tracing__spanlab7.ts'"],
    ["from './tracing.js'", "from './tracing__spanlab7.js'"],
    ["from './tracing'", "from './tracing__spanlab7'"],
    ['import("./view.jsx")', 'import("./view__spanlab7.jsx")'],
    ["import './lib/deep.mjs'", "import './lib/deep__spanlab7.mjs'"],
    ["from './lib'", "from './lib/index__spanlab7'"],
    ["from './lib/'", "from './lib/index__spanlab7'"],
    ["from './types'", "from './types__spanlab7'"],
    ["from './data.json'", "from './data__spanlab7.json'"],
  ])('%s', (before, after) => {
    expect(rename(before).text).toBe(after);
  });

  test('from where the importing file lies', () => {
    expect(rename("from '../tracing.js'; from './deep.mjs'; from './tracing.js'", 'lib/index.ts').text).toBe(
      "from '../tracing__spanlab7.js'; from './deep__spanlab7.mjs'; from './tracing.js'",
    );
  });

  test('but not of packages, or of files that are not the example’s', () => {
    const text = "from 'tracing.ts'; from './other.ts'; from '../tracing.ts'; from './tracing.css'";
    expect(rename(text).text).toBe(text);
  });
});

test('a column is that of the text as it was, wherever imports stand before it', () => {
  const piece = fc.constantFrom("from './tracing.ts'", "'./lib'", '"./x"', 'é😀', ' ', '@', '\n', '\r\n');
  /** Where each `@` stands, lines and columns from 1. */
  const marks = (text: string) =>
    text
      .split(/\r\n|\n/u)
      .flatMap((line, i) => [...line.matchAll(/@/gu)].map(({ index }) => [i + 1, index + 1] as const));
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const { text, columnBefore } = rename(pieces.join(''));
      const back = marks(text).map(([line, column]) => [line, columnBefore(line, column)]);
      expect(back).toEqual(marks(pieces.join('')));
    }),
  );
});

test('a column within a name that became longer stays within it', () => {
  const text = "import './tracing.ts'; x";
  const { text: after, columnBefore } = rename(text);
  for (let column = 8; column <= after.indexOf(';'); column++) {
    expect(columnBefore(1, column)).toBeGreaterThanOrEqual(8);
    expect(columnBefore(1, column)).toBeLessThanOrEqual(21);
  }
});
