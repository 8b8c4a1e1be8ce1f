import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import * as sessions from '../../src/workbench/state/session.ts';
import {
  browserStorage,
  defaultPreferences,
  loadPreferences,
  loadSession,
  savePreferences,
  saveSession,
  type TextStorage,
} from '../../src/workbench/state/session-storage.ts';
import { lesson } from './lesson.ts';

const { main } = lesson.exercises;

function memory(limit = Number.POSITIVE_INFINITY): TextStorage & { texts: Map<string, string> } {
  const texts = new Map<string, string>();
  return {
    texts,
    getItem: (key) => texts.get(key) ?? null,
    setItem(key, value) {
      if (value.length > limit) throw new DOMException('full', 'QuotaExceededError');
      texts.set(key, value);
    },
  };
}

const worked = sessions.resetFiles(
  sessions.editFile(sessions.newSession(), main, 'shopper.ts', 'mine'),
  main,
);

test('a session comes back as it was left', () => {
  const storage = memory();
  expect(saveSession(storage, lesson.slug, worked)).toBe(true);
  expect(loadSession(storage, lesson.slug)).toEqual(worked);
});

test('each lesson has a session of its own', () => {
  const storage = memory();
  saveSession(storage, lesson.slug, worked);
  expect(loadSession(storage, 'grocery-store/resources')).toBeUndefined();
});

test('a session of another version, or one that cannot be read, counts as none', () => {
  const storage = memory();
  const key = `spanlab:lesson:${lesson.slug}`;
  for (const text of ['', '{', 'null', '[]', '3', JSON.stringify({ version: 99, exercise: 'main' })]) {
    storage.texts.set(key, text);
    expect(loadSession(storage, lesson.slug)).toBeUndefined();
  }
});

test('whatever stands in the storage, what is loaded can be worked with', () => {
  fc.assert(
    fc.property(fc.json(), (json) => {
      const storage = memory();
      const key = `spanlab:lesson:${lesson.slug}`;
      storage.texts.set(
        key,
        JSON.stringify({ ...Object(JSON.parse(json)), version: 1, exercises: { main: JSON.parse(json) } }),
      );
      const session = loadSession(storage, lesson.slug) ?? sessions.newSession();
      expect(sessions.currentFiles(main, sessions.resetFiles(session, main))).toEqual(main.files);
    }),
  );
});

test('a full storage gives up the steps back before it gives up the edits', () => {
  const long = sessions.editFile(sessions.newSession(), main, 'shopper.ts', 'mine '.repeat(100));
  const edited = sessions.editFile(sessions.resetFiles(long, main), main, 'store.ts', 'kept');
  const storage = memory(JSON.stringify(edited).length - 300);
  expect(saveSession(storage, lesson.slug, edited)).toBe(true);
  const back = loadSession(storage, lesson.slug) ?? sessions.newSession();
  expect(sessions.currentFiles(main, back)).toMatchObject({ 'store.ts': 'kept' });
  expect(sessions.exerciseSession(back, main).undo).toEqual([]);
});

test('a storage that takes nothing is said to', () => {
  expect(saveSession(memory(0), lesson.slug, worked)).toBe(false);
});

test('preferences come back, and the defaults stand in for what makes no sense', () => {
  const storage = memory();
  expect(loadPreferences(storage)).toEqual(defaultPreferences);
  savePreferences(storage, { editorShare: 0.3, tabIndents: true });
  expect(loadPreferences(storage)).toEqual({ editorShare: 0.3, tabIndents: true });
  storage.texts.set('spanlab:workbench', JSON.stringify({ version: 1, editorShare: 7 }));
  expect(loadPreferences(storage)).toEqual(defaultPreferences);
});

/** The browser's `localStorage`, or what happens on touching it. */
function browserHas(touch: () => TextStorage): void {
  vi.spyOn(globalThis, 'localStorage', 'get').mockImplementation(touch as () => Storage);
}

afterEach(() => void vi.restoreAllMocks());

test('a browser that blocks its storage is said to keep nothing', () => {
  browserHas(() => {
    throw new DOMException('blocked', 'SecurityError');
  });
  expect(saveSession(browserStorage(), lesson.slug, worked)).toBe(false);
  expect(loadSession(browserStorage(), lesson.slug)).toBeUndefined();
});

test('a browser whose storage is full still gives back what it kept', () => {
  const before = memory();
  saveSession(before, lesson.slug, worked);
  browserHas(() => ({ ...memory(0), getItem: before.getItem }));
  expect(loadSession(browserStorage(), lesson.slug)).toEqual(worked);
  expect(saveSession(browserStorage(), lesson.slug, worked)).toBe(false);
});
