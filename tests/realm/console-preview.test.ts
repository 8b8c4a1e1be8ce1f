import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { preview, previewLimits } from '../../sandbox/realm/console-preview.ts';
import { readProgramMessage } from '../../sandbox/realm/program-message.ts';
import { consoleValueSchema } from '../../sandbox/schemas/run-event.ts';

describe('a console argument as a tree', () => {
  test('objects, arrays, maps and sets show their entries', () => {
    expect(preview({ a: [1, 'x'], m: new Map([['k', true]]) })).toEqual({
      type: 'object',
      className: 'Object',
      entries: [
        [
          'a',
          {
            type: 'array',
            items: [
              { type: 'number', text: '1' },
              { type: 'string', text: 'x' },
            ],
          },
        ],
        ['m', { type: 'object', className: 'Map', entries: [['k', { type: 'boolean', text: 'true' }]] }],
      ],
    });
    expect(preview(new Set(['a']))).toMatchObject({ className: 'Set', entries: [['0', { text: 'a' }]] });
  });

  test('an error has its code, its cause and the lines of its stack that name a place', () => {
    const cause = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    const error = new TypeError('fetch failed', { cause });
    error.stack = 'TypeError: fetch failed\n    at visit (shopper.ts:3:9)\nnot a place';
    expect(preview(error)).toMatchObject({
      type: 'error',
      name: 'TypeError',
      message: 'fetch failed',
      stack: [{ text: 'at visit (shopper.ts:3:9)' }],
      cause: { name: 'Error [ECONNREFUSED]' },
    });
  });

  test('a class, a date, a symbol, -0, a bigint and nothing at all are told apart', () => {
    class Shelf {}
    expect(preview(Shelf)).toEqual({ type: 'function', text: '[class: Shelf]' });
    expect(preview(new Shelf())).toMatchObject({ className: 'Shelf' });
    expect(preview(new Date(0))).toEqual({ type: 'date', text: '1970-01-01T00:00:00.000Z' });
    expect(preview(-0)).toEqual({ type: 'number', text: '-0' });
    expect(preview(1n)).toEqual({ type: 'bigint', text: '1n' });
    expect(preview(Object.create(null))).toMatchObject({ className: '[Object: null prototype]' });
    expect([preview(null), preview(undefined)]).toEqual([{ type: 'null' }, { type: 'undefined' }]);
  });

  test('getters are named, not run', () => {
    let ran = false;
    const value = {
      get secret() {
        ran = true;
        return 1;
      },
    };
    expect(preview(value)).toMatchObject({ entries: [['secret', { type: 'function', text: '[Getter]' }]] });
    expect(ran).toBe(false);
  });

  test('a circle ends at its beginning; the same object twice is no circle', () => {
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    expect(preview(circle)).toMatchObject({ entries: [['self', { type: 'circular' }]] });
    const shared = {};
    expect(JSON.stringify(preview([shared, shared]))).not.toContain('circular');
  });

  test('a proxy whose traps throw is shown as something that cannot be shown', () => {
    const trap = (): never => {
      throw new Error('trap');
    };
    const proxy = new Proxy({}, { ownKeys: trap, getPrototypeOf: trap });
    expect(preview(proxy)).toMatchObject({ className: '[cannot be shown: Error: trap]' });
  });

  test('long, wide and deep values are cut, and it is said by how much', () => {
    expect(preview('x'.repeat(previewLimits.stringLength + 5))).toMatchObject({ truncated: 5 });
    expect(preview(Array.from({ length: previewLimits.entries + 7 }))).toMatchObject({ more: 7 });
    let deep: unknown = 1;
    for (let level = 0; level < 1_000; level += 1) deep = [deep];
    expect(JSON.stringify(preview(deep))).toContain('{"type":"deeper"}');
  });

  test('whatever it is given, the tree is valid, and a program message can carry it', () => {
    fc.assert(
      fc.property(
        fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true, withTypedArray: true }),
        (value) => {
          const shown = preview(value);
          expect(consoleValueSchema.safeParse(shown).success).toBe(true);
          expect(readProgramMessage({ type: 'uncaught', error: shown })).toEqual({
            type: 'uncaught',
            error: shown,
          });
        },
      ),
    );
  });
});
