import { describe, expect, it } from 'vitest';
import { keyTarget } from '../../src/components/client/column-split.ts';

describe('the line between the columns', () => {
  it('moves by two per cent an arrow, and to either end', () => {
    expect(keyTarget('ArrowLeft', 42)).toBe(40);
    expect(keyTarget('ArrowRight', 42)).toBe(44);
    expect(keyTarget('Home', 42)).toBe(0);
    expect(keyTarget('End', 42)).toBe(100);
  });

  it('leaves other keys alone', () => {
    expect(keyTarget('Tab', 42)).toBeUndefined();
    expect(keyTarget('ArrowUp', 42)).toBeUndefined();
  });
});
