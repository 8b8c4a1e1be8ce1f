/** Every lesson's Node project as its reader runs it: real programs, a real Jaeger, and a real Collector where it has one. */
import { evaluate } from '@spanlab/sandbox/expect/evaluate.ts';
import { afterAll, describe, expect, test } from 'vitest';
import { loadLessons } from '../../src/lesson.ts';
import { leftovers } from './backend.ts';
import { readComposeFile } from './take-home/compose-file.ts';
import { startComposed } from './take-home/containers.ts';
import { spansIn } from './take-home/jaeger.ts';
import { observable } from './take-home/observable.ts';
import { runPrograms } from './take-home/programs.ts';
import { layOut } from './take-home/project.ts';

const withBackend = (await loadLessons('content')).filter(
  ({ exercises }) => exercises.main.lab.backend === 'jaeger',
);

afterAll(async () => {
  expect(await leftovers()).toEqual([]);
});

test('there are lessons that export to Jaeger', () => {
  expect(withBackend.length).toBeGreaterThan(0);
});

describe.each(withBackend.map((lesson) => ({ lesson, slug: lesson.slug })))('$slug', ({ lesson }) => {
  const { lab, expectation } = lesson.exercises.main;
  const held = observable(expectation);
  const notSeen = held.leftOut.length === 0 ? '' : `, without what does not show: ${held.leftOut.join(', ')}`;

  test(`the take-home meets ${held.expectation.checks.length} of ${expectation.checks.length} checks in Node${notSeen}`, async () => {
    expect(held.spanChecks, 'checks that read spans from Jaeger').toBeGreaterThan(0);
    await using project = await layOut(lesson);
    const composed = readComposeFile(project.files['compose.yaml'] ?? 'services: {}');
    await using containers = await startComposed(composed, project);
    const { stdout, stderr } = await runPrograms(lab, project);
    expect(stderr.map(({ service, text }) => `${service}: ${text}`)).toEqual([]);

    const missed = async () => {
      const stored = await spansIn('http://localhost:16686');
      const printed = [...stdout, ...containers.lines];
      const results = evaluate(held.expectation, { stored, printed: [], stdout: printed, exchanges: [] });
      return results.filter(({ ok }) => !ok).map(({ check, reasons, diff }) => [check, ...reasons, diff]);
    };
    await expect.poll(missed, { timeout: 10_000, interval: 250 }).toEqual([]);
  });
});
