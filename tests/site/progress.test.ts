import { expect, it } from 'vitest';
import { isDone, readProgress, rememberDone } from '../../src/components/client/progress.ts';

function memory(text?: string) {
  const values = new Map<string, string>(text === undefined ? [] : [['spanlab:progress', text]]);
  return {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
  };
}

it('a lesson is done when its main exercise is, whatever else was', () => {
  const store = memory();
  expect(isDone(rememberDone(store, 'a/b', 'more'), 'a/b')).toBe(false);
  rememberDone(store, 'a/b', 'main');
  expect(isDone(readProgress(store), 'a/b')).toBe(true);
  expect(isDone(readProgress(store), 'a/c')).toBe(false);
});

it.each(['', 'null', '[1]', '{"a/b":"main"}', '{"a/b":[7]}', 'not json'])(
  'reads %j as no progress',
  (text) => {
    expect(isDone(readProgress(memory(text)), 'a/b')).toBe(false);
  },
);

it('does not mind a browser that keeps nothing', () => {
  const full = {
    getItem: () => null,
    setItem: () => {
      throw new DOMException('full', 'QuotaExceededError');
    },
  };
  expect(isDone(rememberDone(full, 'a/b', 'main'), 'a/b')).toBe(true);
});
