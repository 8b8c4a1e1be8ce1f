import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { type EmittedModule, reuseEmitted, textHash } from '../../sandbox/compile/emitted-module.ts';
import { sharedCompiler } from './compiler.ts';

const files = {
  'shopper.ts': `import './tracing.ts';\nconsole.log('shopper');`,
  'store.ts': `import './tracing.ts';\nimport './shelf.ts';`,
  'shelf.ts': `console.log('shelf');`,
  'tracing.ts': `console.log('tracing');`,
};

describe('modules emitted at build time', () => {
  let emitted: EmittedModule[];
  beforeAll(async () => {
    emitted = (await sharedCompiler()).compile(files, ['shopper.ts', 'store.ts']).modules;
  }, 60_000);
  const reused = (changed: Record<string, string>, entries: string[]) =>
    reuseEmitted(changed, entries, emitted)?.map((module) => module.file);

  test('run as they are while the files are as they were', () => {
    expect(reused(files, ['shopper.ts', 'store.ts'])).toEqual([
      'tracing.ts',
      'shopper.ts',
      'shelf.ts',
      'store.ts',
    ]);
  });

  test('are only those an entry leads to', () => {
    expect(reused(files, ['shopper.ts'])).toEqual(['tracing.ts', 'shopper.ts']);
  });

  test('survive lesson data', () => {
    expect(reuseEmitted(files, ['shopper.ts'], JSON.parse(JSON.stringify(emitted)))).toEqual(
      emitted.slice(0, 2),
    );
  });

  test('run as they are when another program’s file has changed', () => {
    expect(reused({ ...files, 'shelf.ts': '' }, ['shopper.ts'])).toEqual(['tracing.ts', 'shopper.ts']);
  });

  test.each([
    ['has changed', { ...files, 'shelf.ts': `console.log('Shelf');` }],
    [
      'is gone',
      { 'shopper.ts': files['shopper.ts'], 'store.ts': files['store.ts'], 'tracing.ts': files['tracing.ts'] },
    ],
  ])('are compiled anew when a file they import %s', (_, changed) => {
    expect(reused(changed, ['store.ts'])).toBeUndefined();
  });

  test('are compiled anew for an entry that was none', () => {
    expect(reused({ ...files, 'payments.ts': '' }, ['shopper.ts', 'payments.ts'])).toBeUndefined();
  });
});

test('one edit to a text changes its hash', () => {
  fc.assert(
    fc.property(fc.string(), fc.nat(), fc.string({ maxLength: 3 }), (text, at, insertion) => {
      const index = at % (text.length + 1);
      const edited = text.slice(0, index) + insertion + text.slice(index + insertion.length);
      expect(textHash(edited) === textHash(text)).toBe(edited === text);
    }),
    { numRuns: 2_000 },
  );
});
