import { describe, expect, it } from 'vitest';
import { type Key, shortcutOf, type Whereabouts } from '../../src/workbench/shortcut.ts';

const key = (name: string, more: Partial<Key> = {}): Key => ({
  key: name,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  repeat: false,
  isComposing: false,
  ...more,
});
const elsewhere: Whereabouts = { inWorkbench: false, typing: false, inDialog: false };
const inWorkbench: Whereabouts = { ...elsewhere, inWorkbench: true };

describe('Ctrl+Enter and ⌘+Enter', () => {
  it('run, wherever the focus is', () => {
    const typing = { ...inWorkbench, typing: true };
    for (const where of [elsewhere, inWorkbench, typing]) {
      expect(shortcutOf(key('Enter', { ctrlKey: true }), where)).toBe('run');
      expect(shortcutOf(key('Enter', { metaKey: true }), where)).toBe('run');
    }
  });

  it('run once, however long they are held', () => {
    expect(shortcutOf(key('Enter', { ctrlKey: true, repeat: true }), elsewhere)).toBe('held');
  });

  it('belong to a dialog while one is open', () => {
    expect(shortcutOf(key('Enter', { ctrlKey: true }), { ...elsewhere, inDialog: true })).toBeUndefined();
  });

  it('are something else with another key', () => {
    expect(shortcutOf(key('Enter', { ctrlKey: true, shiftKey: true }), elsewhere)).toBeUndefined();
    expect(shortcutOf(key('Enter'), elsewhere)).toBeUndefined();
  });
});

describe('p', () => {
  it('switches the projector only while the focus is in the workbench, and nobody types there', () => {
    expect(shortcutOf(key('p'), inWorkbench)).toBe('projector');
    expect(shortcutOf(key('p'), elsewhere)).toBeUndefined();
    expect(shortcutOf(key('p'), { ...inWorkbench, typing: true })).toBeUndefined();
    expect(shortcutOf(key('p', { ctrlKey: true }), inWorkbench)).toBeUndefined();
  });

  it('switches once, however long it is held', () => {
    expect(shortcutOf(key('p', { repeat: true }), inWorkbench)).toBeUndefined();
  });
});

it('no key that an input method is composing with is a shortcut', () => {
  expect(shortcutOf(key('p', { isComposing: true }), inWorkbench)).toBeUndefined();
});
