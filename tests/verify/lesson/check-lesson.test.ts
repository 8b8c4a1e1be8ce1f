import { expect, test, vi } from 'vitest';
import { openLessonRunner } from '../../../verify/lesson/open-lesson-runner.ts';
import { goodLesson, lineOf, program, told, writeLesson } from './some-lesson.ts';

// Loading the types of all packages takes seconds on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

async function check(changes: Parameters<typeof writeLesson>[0]) {
  await using written = await writeLesson(changes);
  const runner = await openLessonRunner({ cwd: written.cwd, jobs: 1 });
  const outcome = await runner.check(written.lesson);
  await runner.dispose();
  return { ...outcome, told: outcome.findings.map(told) };
}

test('a lesson whose schema and types are in order holds, without being run', async () => {
  expect(await check({})).toMatchObject({ status: 'holds', told: [], held: ['schema', 'types'] });
});

test('a word the format does not know is found where it stands', async () => {
  const text = goodLesson['expect.yaml']?.replace('read: console', 'raed: console') ?? '';
  const { status, findings, told: said } = await check({ 'expect.yaml': text });
  expect(status).toBe('falls-short');
  expect(said[0]).toContain(
    `expect.yaml:${lineOf('expect.yaml', 'raed', { 'expect.yaml': text })} [lesson] found \`raed\``,
  );
  expect(findings[0]?.at).toMatchObject({ file: '1-bakery/01-bread/expect.yaml', column: 5 });
});

test('a type error is found in the learner’s file, once, though several states share it', async () => {
  const { told: said } = await check({
    'start/tracing.ts': `${goodLesson['start/tracing.ts']}const n: number = 'x';\n`,
  });
  expect(said).toEqual([
    `start/tracing.ts:4 [type-error] TS2322: Type 'string' is not assignable to type 'number'.`,
  ]);
});

test('a type error of the solution and one of a variant are each found in their own file', async () => {
  const wrong = program("trace.getTracer('bakery').startSpam('baking');");
  const { told: said } = await check({
    'solution/bakery.ts': wrong,
    'variants/forgotten-end/bakery.ts': `${wrong}\n`,
  });
  expect(said.map((each) => each.split(' ')[0])).toEqual([
    'solution/bakery.ts:4',
    'variants/forgotten-end/bakery.ts:4',
  ]);
  expect(said[0]).toContain("TS2551: Property 'startSpam' does not exist");
});

test('a type error on purpose is declared as in any TypeScript', async () => {
  const declared = `${goodLesson['start/tracing.ts']}// @ts-expect-error: on purpose\nconst n: number = 'x';\n`;
  expect(await check({ 'start/tracing.ts': declared })).toMatchObject({ status: 'holds' });
});

test('a file that does not parse, and an import that leads nowhere, are found where they stand', async () => {
  const { told: said } = await check({
    'start/bakery.ts': program('const a = ;'),
    'solution/bakery.ts': `import './oven.ts';\n${goodLesson['solution/bakery.ts']}`,
    'variants/forgotten-end/variant.yaml': undefined,
    'variants/forgotten-end/expect.yaml': undefined,
    'variants/forgotten-end/bakery.ts': undefined,
  });
  expect(said[0]).toContain('start/bakery.ts:4 [type-error] TS1109: Expression expected.');
  expect(said[1]).toContain('solution/bakery.ts:1 [type-error]');
  expect(said[1]).toContain('./oven.ts');
});
