import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { formatProblem } from '../../sandbox/expect/problem.ts';
import { AuthoringError, loadLesson, loadLessons, readLesson, toLessonData } from '../../src/lesson.ts';

const fixtures = 'tests/lesson/fixtures';
const good = join(fixtures, 'good/04-lesson');

describe('a lesson folder with every kind of mistake', () => {
  // Each case is a folder; what is wrong with it is in its expected.txt. `vitest -u` writes them anew.
  test.each(readdirSync(fixtures))('%s', async (name) => {
    const { problems } = await readLesson(join(fixtures, name, '04-lesson'));
    const text = problems.map(formatProblem).join('\n').replaceAll(`${fixtures}/${name}/`, '');
    await expect(`${text || 'no problems'}\n`).toMatchFileSnapshot(
      join(process.cwd(), fixtures, name, 'expected.txt'),
    );
  });
});

describe('a good lesson', () => {
  test('is loaded with its exercise and variants', async () => {
    const lesson = await loadLesson(good);
    expect(lesson.slug).toBe('good/lesson');
    expect(lesson.frontmatter.title).toBe('When things go wrong');
    expect(lesson.frontmatter.lesson).toMatchObject({ number: 4, focus: 'console', words: [] });
    const { main } = lesson.exercises;
    expect(Object.keys(main.files)).toEqual(['shopper.ts', 'store.ts']);
    expect(main.solution).toEqual({ 'store.ts': "export const item = 'durian';\n" });
    expect(main.lab.services.map(({ name }) => name)).toEqual(['grocery-store', 'shopper']);
    expect(main.variants).toMatchObject([
      { id: 'no-status', base: 'solution', title: 'Leave out setStatus' },
    ]);
  });

  test('becomes data for the workbench, with its starting files emitted', async () => {
    const data = await toLessonData(await loadLesson(good), (files, entries) =>
      entries.map((entry) => `${entry}: ${files[entry]?.length}`),
    );
    expect(data.exercises.main.emitted).toEqual(['store.ts: 30', 'shopper.ts: 22']);
    expect(JSON.parse(JSON.stringify(data))).toEqual(data);
  });
});

test('loading a broken lesson throws all its problems at once', async () => {
  const error = await loadLesson(join(fixtures, 'unknown-keys/04-lesson')).catch((thrown) => thrown);
  expect(error).toBeInstanceOf(AuthoringError);
  expect(error.problems.length).toBeGreaterThan(5);
  expect(error.message.split('\n')).toHaveLength(error.problems.length);
});

test('a folder that is not there is said to be so', async () => {
  const { problems } = await readLesson('content/nowhere');
  expect(problems.map(formatProblem)).toEqual(['content/nowhere:1:1 found no such folder']);
});

test('the lessons of this site have no problems and come in the order they are taught', async () => {
  const lessons = await loadLessons('content');
  const numbers = lessons
    .filter(({ slug }) => slug.startsWith('grocery-store/'))
    .map((each) => each.frontmatter.lesson.number);
  expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
  expect(numbers.length).toBeGreaterThan(0);
});
