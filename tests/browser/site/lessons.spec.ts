import type { FileSet } from '../../../sandbox/schemas/file-set.ts';
import type { Exercise, Lesson } from '../../../src/lesson.ts';
import { type Bench, expect, lessons, test, wrongWith } from './bench.ts';

/**
 * What a lesson's files come to, in all states and settings, is held by `spanlab verify` (`npm run test:verify`). Here are
 * the ways a page has to get at them.
 */
for (const lesson of lessons) {
  for (const exercise of Object.values(lesson.exercises)) {
    test(`${lesson.slug}, ${exercise.id}: the page runs its starting files without an error and from its own origin alone, and has a button for each variant`, async ({
      bench,
      page,
      baseURL,
    }) => {
      // The first run in a browser loads the Collector, and tests share the machine.
      if (exercise.lab.collector !== undefined) test.slow();
      const wrong = wrongWith(page, baseURL);
      await open(bench, lesson, exercise);
      await bench.bigEditor();
      const buttons = page.locator(`[data-variant][data-exercise-id="${exercise.id}"]`);
      const ids = await buttons.evaluateAll((all) => all.map((each) => each.getAttribute('data-variant')));
      expect(new Set(ids)).toEqual(new Set(exercise.variants.map(({ id }) => id)));
      await runAndAsk(bench, exercise);
      const states = await bench.checks();
      expect(states).toHaveLength(exercise.expectation.checks.length);
      expect(states).not.toContain('open');
      expect(states).toContain('missed');
      expect(wrong).toEqual([]);
    });
  }
}

const withVariants = [
  { slug: 'grocery-store/on-the-wire', variant: 'no-header', what: 'brings a network of its own' },
  {
    slug: 'a-collector-in-front/why-a-collector',
    variant: 'moved-again',
    what: 'changes the Collector’s file',
  },
];
for (const { slug, variant, what } of withVariants) {
  test(`the button of a variant that ${what} runs it, and it breaks as its prose says`, async ({
    bench,
    page,
  }) => {
    test.slow();
    await bench.open(slug);
    await page.locator(`[data-variant="${variant}"][data-exercise-id="main"]`).click();
    const title = lessons
      .find((each) => each.slug === slug)
      ?.exercises.main.variants.find(({ id }) => id === variant)?.title;
    await expect(bench.root.locator('.wb-variant')).toContainText(title ?? 'no such variant');
    await bench.ended();
    await bench.expectAllMet();
  });
}

test('files a learner left behind are those that run', async ({ bench }) => {
  const lesson = lessons.find(({ slug }) => slug === 'grocery-store/resources');
  if (lesson === undefined) throw new Error('found no lesson grocery-store/resources');
  const { main } = lesson.exercises;
  await keepFiles(bench, lesson, main, main.solution);
  await open(bench, lesson, main);
  await runAndAsk(bench, main);
  await bench.expectAllMet();
});

test('the Solution button shows both sides, and puts the solution into the editor', async ({
  bench,
  page,
}) => {
  const lesson = lessons.find(({ slug }) => slug === 'grocery-store/into-jaeger');
  if (lesson === undefined) throw new Error('found no lesson grocery-store/into-jaeger');
  await bench.open(lesson.slug);
  await bench.root.getByRole('button', { name: 'Solution', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Your files beside the solution' });
  await expect(dialog.getByRole('tab', { name: /tracing\.ts \(differs\)/u })).toHaveAttribute(
    'aria-selected',
    'true',
  );
  await expect(dialog).toContainText('OTLPTraceExporter');
  await dialog.getByRole('button', { name: 'Use the solution' }).click();
  await expect(dialog).toBeHidden();
  await bench.run();
  await bench.expectAllMet();
  await expect(page.locator('[data-exercise="main"] [data-check][data-state="met"]')).toHaveCount(
    lesson.exercises.main.expectation.checks.length,
  );
});

/** Leave files where the workbench keeps a learner's, before the page is opened. */
async function keepFiles(bench: Bench, { slug }: Lesson, exercise: Exercise, files: FileSet): Promise<void> {
  const edits = Object.fromEntries(
    Object.entries(files).map(([file, text]) => [file, { text, base: exercise.files[file] ?? '' }]),
  );
  const session = {
    version: 1,
    exercise: exercise.id,
    openFile: {},
    exercises: { [exercise.id]: { edits, undo: [], redo: [], done: false } },
  };
  await bench.page.addInitScript(
    ({ key, value }) => localStorage.getItem(key) ?? localStorage.setItem(key, value),
    { key: `spanlab:lesson:${slug}`, value: JSON.stringify(session) },
  );
}

async function open(bench: Bench, lesson: Lesson, exercise: Exercise): Promise<void> {
  await bench.open(lesson.slug);
  if (exercise.id !== 'main') await bench.switchExercise(exercise.title);
}

/** Run; where a check waits for something by hand, a request or a span, send it and stop what runs. */
async function runAndAsk(bench: Bench, exercise: Exercise): Promise<void> {
  const byHand = exercise.expectation.checks
    .flatMap(({ wire }) => wire ?? [])
    .find(({ from }) => from === 'you');
  if (byHand === undefined) {
    await bench.run();
    return;
  }
  await bench.runButton.click();
  const toCollector = byHand.to === 'collector';
  const panel = await bench.openPanel(toCollector ? 'Push' : 'Request');
  if (!toCollector) await panel.getByLabel('Path').fill(byHand.path ?? '/');
  const send = panel.getByRole('button', { name: toCollector ? 'Push' : 'Send', exact: true });
  await expect(send).toBeEnabled({ timeout: 60_000 });
  await send.click();
  await expect(panel.locator('.rq-status')).toHaveText(/^[1-5]\d\d/u);
  // What the Collector took has a way to go.
  await expect.poll(() => bench.checks()).not.toContain('open');
  await bench.runButton.click();
  expect(await bench.ended()).toBe('stopped');
}
