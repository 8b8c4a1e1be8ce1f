import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addBelow,
  canShift,
  changeLine,
  mostPredicted,
  moveLine,
  newPrediction,
  type Prediction,
  readPrediction,
  removeLine,
  shiftLine,
} from '../../../src/explorer/learn/prediction.ts';

const outline = (...lines: string[]): Prediction =>
  lines.map((line, index) => ({
    id: index + 1,
    depth: line.search(/\S/u),
    name: line.trim(),
    service: '',
    kind: '',
  }));
const drawn = (prediction: Prediction) => prediction.map(({ depth, name }) => ' '.repeat(depth) + name);

describe('an outline', () => {
  test('begins with one empty root', () => {
    expect(newPrediction()).toEqual([{ id: 1, depth: 0, name: '', service: '', kind: '' }]);
  });

  test('grows below a line: under a root, beside anything else', () => {
    const one = addBelow(newPrediction(), 0);
    expect(one.map(({ depth }) => depth)).toEqual([0, 1]);
    expect(addBelow(one, 1).map(({ depth }) => depth)).toEqual([0, 1, 1]);
  });

  test('a line moves in and out with all that stands under it', () => {
    const before = outline('a', ' b', '  c', ' d');
    expect(drawn(shiftLine(before, 3, 1))).toEqual(['a', ' b', '  c', '  d']);
    expect(drawn(shiftLine(before, 1, -1))).toEqual(['a', 'b', ' c', ' d']);
    expect(canShift(before, 0, 1)).toBe(false);
    expect(canShift(before, 2, 1)).toBe(false);
  });

  test('a line that goes leaves what stood under it', () => {
    expect(drawn(removeLine(outline('a', ' b', '  c', ' d'), 1))).toEqual(['a', ' c', ' d']);
    expect(drawn(removeLine(outline('a'), 0))).toEqual(['']);
  });

  test('a line changes places with its neighbour, and nothing crosses a parent', () => {
    const before = outline('a', ' b', '  c', ' d');
    expect(drawn(moveLine(before, 3, -1))).toEqual(['a', ' d', ' b', '  c']);
    expect(drawn(moveLine(before, 1, 1))).toEqual(['a', ' d', ' b', '  c']);
    expect(moveLine(before, 2, 1)).toEqual(before);
    expect(moveLine(before, 0, -1)).toEqual(before);
  });

  test('whatever is done to it, it is a tree with one line at least, and ids stay apart', () => {
    const act = fc.record({
      what: fc.constantFrom('add', 'remove', 'in', 'out', 'up', 'down', 'name'),
      at: fc.nat(8),
    });
    fc.assert(
      fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
        let now = newPrediction();
        for (const { what, at } of acts) {
          const index = at % now.length;
          if (what === 'add') now = addBelow(now, index);
          if (what === 'remove') now = removeLine(now, index);
          if (what === 'in') now = shiftLine(now, index, 1);
          if (what === 'out') now = shiftLine(now, index, -1);
          if (what === 'up') now = moveLine(now, index, -1);
          if (what === 'down') now = moveLine(now, index, 1);
          if (what === 'name') now = changeLine(now, index, { name: `n${at}` });
          expect(now.length).toBeGreaterThan(0);
          expect(now.length).toBeLessThanOrEqual(mostPredicted);
          expect(new Set(now.map(({ id }) => id)).size).toBe(now.length);
          now.forEach(({ depth }, place) => {
            expect(depth).toBeGreaterThanOrEqual(0);
            expect(depth).toBeLessThanOrEqual((now[place - 1]?.depth ?? -1) + 1);
          });
        }
      }),
    );
  });

  test('what was kept is read again, and nothing else is', () => {
    const kinds = ['CLIENT'];
    const kept = [
      { depth: 0, name: 'a', service: 's', kind: 'CLIENT' },
      { depth: 9, name: 'b', service: '', kind: 'x' },
    ];
    expect(readPrediction(kept, kinds)).toEqual([
      { id: 1, depth: 0, name: 'a', service: 's', kind: 'CLIENT' },
      { id: 2, depth: 1, name: 'b', service: '', kind: '' },
    ]);
    for (const odd of [undefined, null, [], 'a', [1], [{ depth: '0', name: '', service: '' }]]) {
      expect(readPrediction(odd, kinds)).toBeUndefined();
    }
  });
});
