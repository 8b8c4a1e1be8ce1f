import { describe, expect, test } from 'vitest';
import { createOtherTab } from '../../src/workbench/state/other-tab.ts';
import * as sessions from '../../src/workbench/state/session.ts';
import { loadSession, saveSession } from '../../src/workbench/state/session-storage.ts';
import { lesson } from './lesson.ts';

const { main } = lesson.exercises;
const { slug } = lesson;

/** Tabs over one storage; each keeping of one is heard by the others. */
function browser() {
  const texts = new Map<string, string>();
  const storage = {
    getItem: (key: string) => texts.get(key) ?? null,
    setItem: (key: string, value: string) => void texts.set(key, value),
  };
  const hearing: (() => void)[] = [];
  return function openTab() {
    let session = loadSession(storage, slug) ?? sessions.newSession();
    const other = createOtherTab({
      session: () => session,
      kept: () => loadSession(storage, slug),
      show: (next) => {
        session = next;
      },
    });
    hearing.push(other.hear);
    const keep = (next: sessions.Session) => {
      session = next;
      saveSession(storage, slug, session);
      for (const hear of hearing) if (hear !== other.hear) hear();
    };
    return {
      other,
      keep,
      session: () => session,
      text: () => sessions.currentFiles(main, session)['shopper.ts'],
      type(text: string) {
        other.touch();
        keep(sessions.editFile(session, main, 'shopper.ts', text));
      },
    };
  };
}

describe('two tabs of one lesson', () => {
  test('the one where nothing was typed follows the other, and stays in its file', () => {
    const openTab = browser();
    const [a, b] = [openTab(), openTab()];
    b.keep(sessions.openFile(b.session(), main, 'tracing.ts'));
    a.type('from a');
    expect(b.text()).toBe('from a');
    expect(sessions.openFileOf(main, b.session())).toBe('tracing.ts');
    expect(b.other.offered()).toBeUndefined();
  });

  test('the one where something was typed keeps it and offers the other version', () => {
    const openTab = browser();
    const [a, b] = [openTab(), openTab()];
    a.type('from a');
    b.type('from b');
    expect(a.text()).toBe('from a');
    expect(sessions.currentFiles(main, a.other.offered() ?? sessions.newSession())).toMatchObject({
      'shopper.ts': 'from b',
    });
  });

  test('the other version is no longer offered when both are the same again', () => {
    const openTab = browser();
    const [a, b] = [openTab(), openTab()];
    a.type('from a');
    b.type('from b');
    b.type('from a');
    expect(a.other.offered()).toBeUndefined();
  });

  test('opening a file in one is no news to the other', () => {
    const openTab = browser();
    const [a, b] = [openTab(), openTab()];
    a.type('from a');
    b.keep(sessions.openFile(b.session(), main, 'tracing.ts'));
    expect(a.other.offered()).toBeUndefined();
    expect(sessions.openFileOf(main, a.session())).toBe('shopper.ts');
  });

  test('after taking the other version, a tab follows again; after keeping its own, it asks again', () => {
    const openTab = browser();
    const [a, b] = [openTab(), openTab()];
    a.type('from a');
    b.type('from b');
    a.other.settle(false);
    expect(a.other.offered()).toBeUndefined();
    b.type('more from b');
    expect(a.other.offered()).toBeDefined();
    a.keep(sessions.takeOtherTab(a.session(), a.other.offered() ?? sessions.newSession()));
    a.other.settle(true);
    b.type('last from b');
    expect(a.text()).toBe('last from b');
  });
});

test('taking the other tab’s version can be undone, and forgets no exercise that was done', () => {
  const edit = (text: string) => sessions.editFile(sessions.newSession(), main, 'shopper.ts', text);
  const taken = sessions.takeOtherTab(sessions.markDone(edit('mine'), main), edit('theirs'));
  expect(sessions.currentFiles(main, taken)['shopper.ts']).toBe('theirs');
  expect(sessions.exerciseSession(taken, main).done).toBe(true);
  const back = sessions.undo(taken, main);
  expect(sessions.currentFiles(main, back)['shopper.ts']).toBe('mine');
});
