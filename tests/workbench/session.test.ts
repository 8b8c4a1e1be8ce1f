import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as sessions from '../../src/workbench/state/session.ts';
import { lesson } from './lesson.ts';

const { main } = lesson.exercises;
const [variant] = main.variants;
if (!variant) throw new Error('the lesson of these tests has a variant');
const fresh = sessions.newSession();
const files = (session: sessions.Session) => sessions.currentFiles(main, session);

describe('a session', () => {
  test('shows the starting files, and opens the program that starts last', () => {
    expect(files(fresh)).toEqual(main.files);
    expect(sessions.openFileOf(main, fresh)).toBe('shopper.ts');
  });

  test('keeps what was typed, file by file', () => {
    const edited = sessions.editFile(fresh, main, 'shopper.ts', 'mine');
    expect(files(edited)).toEqual({ ...main.files, 'shopper.ts': 'mine' });
    expect(Object.keys(sessions.exerciseSession(edited, main).edits)).toEqual(['shopper.ts']);
  });

  test('has no edit left when the text is typed back to the start', () => {
    const edited = sessions.editFile(fresh, main, 'shopper.ts', 'mine');
    const back = sessions.editFile(edited, main, 'shopper.ts', main.files['shopper.ts'] ?? '');
    expect(sessions.exerciseSession(back, main).edits).toEqual({});
  });

  test('takes the solution’s files over the starting files', () => {
    expect(files(sessions.applySolution(fresh, main))).toEqual({ ...main.files, ...main.solution });
  });

  test('lays a variant over the solution, and knows that it is loaded until Reset', () => {
    const broken = sessions.loadVariant(fresh, main, variant);
    expect(files(broken)).toEqual({ ...main.files, ...main.solution, ...variant.files });
    expect(sessions.currentVariant(main, broken)).toBe(variant);
    expect(sessions.currentVariant(main, sessions.resetFiles(broken, main))).toBeUndefined();
  });

  test('falls back to the main exercise when the learner’s is gone from the lesson', () => {
    expect(sessions.currentExercise(lesson, sessions.switchExercise(fresh, 'gone'))).toBe(main);
  });
});

describe('undo', () => {
  const edited = sessions.editFile(fresh, main, 'shopper.ts', 'mine');

  test('brings back what Reset, Solution or a variant replaced, in reverse order', () => {
    const changes = fc.array(fc.constantFrom('reset', 'solution', 'variant'), { maxLength: 10 });
    fc.assert(
      fc.property(changes, (names) => {
        const states = [edited];
        for (const name of names) {
          const last = states.at(-1) ?? edited;
          if (name === 'reset') states.push(sessions.resetFiles(last, main));
          if (name === 'solution') states.push(sessions.applySolution(last, main));
          if (name === 'variant') states.push(sessions.loadVariant(last, main, variant));
        }
        let now = states.at(-1) ?? edited;
        for (const state of states.slice(0, -1).reverse()) {
          now = sessions.undo(now, main);
          expect(files(now)).toEqual(files(state));
        }
      }),
    );
  });

  test('loses nothing typed since: redo brings it back', () => {
    const later = sessions.editFile(sessions.resetFiles(edited, main), main, 'store.ts', 'typed after Reset');
    const undone = sessions.undo(later, main);
    expect(files(undone)).toEqual(files(edited));
    expect(files(sessions.redo(undone, main))).toEqual(files(later));
  });

  test('does nothing when there is nothing to undo', () => {
    expect(sessions.undo(edited, main)).toEqual(edited);
  });
});

describe('a lesson that has changed since', () => {
  const edited = sessions.editFile(fresh, main, 'shopper.ts', 'mine');
  const changed = { ...main, files: { ...main.files, 'shopper.ts': 'new start', 'store.ts': 'new store' } };

  test('names only the files the learner has edited and the lesson has changed', () => {
    expect(sessions.changedUnderEdits(edited, main)).toEqual([]);
    expect(sessions.changedUnderEdits(edited, changed)).toEqual(['shopper.ts']);
  });

  test('keeps the learner’s version, and takes the new start of files not edited', () => {
    expect(sessions.currentFiles(changed, edited)).toMatchObject({
      'shopper.ts': 'mine',
      'store.ts': 'new store',
    });
  });

  test('says so once: keeping mine settles it', () => {
    const kept = sessions.acceptChangedLesson(edited, changed);
    expect(sessions.changedUnderEdits(kept, changed)).toEqual([]);
    expect(sessions.currentFiles(changed, kept)).toMatchObject({ 'shopper.ts': 'mine' });
  });

  test('gives the new version to who wants it, and undo gives theirs back', () => {
    const taken = sessions.takeChangedLesson(edited, changed);
    expect(sessions.currentFiles(changed, taken)).toEqual(changed.files);
    expect(sessions.currentFiles(changed, sessions.undo(taken, changed))).toMatchObject({
      'shopper.ts': 'mine',
    });
  });
});

test('a kept name that only an object’s prototype has counts as gone', () => {
  const kept = { ...sessions.newSession(), exercise: 'constructor', openFile: { main: 'constructor' } };
  expect(sessions.currentExercise(lesson, kept)).toBe(main);
  expect(sessions.openFileOf(main, kept)).toBe('shopper.ts');
});
