import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LessonRunner } from '../../../verify/lesson/open-lesson-runner.ts';
import { openLessonRunner } from '../../../verify/lesson/open-lesson-runner.ts';
import { goodLesson, lineOf, program, told, writeLesson } from './some-lesson.ts';

const setting = { runtime: 'chromium', backend: 'embedded' } as const;
let runner: LessonRunner;
beforeAll(async () => {
  runner = await openLessonRunner({ cwd: '/', jobs: 1 });
});
afterAll(() => runner.dispose());

async function verify(
  changes: Parameters<typeof writeLesson>[0] = {},
  signal = new AbortController().signal,
) {
  await using written = await writeLesson(changes);
  const outcomes = await runner.verify(written.lesson, setting, signal);
  return outcomes.map((outcome) => ({
    ...outcome,
    told: outcome.findings.map(told),
  }));
}

describe('in the lab in Chromium', () => {
  test('a lesson holds when its solution meets all, its start misses some, and its variants meet theirs', async () => {
    expect(await verify()).toMatchObject([
      { id: 'bakery/bread#main', status: 'holds', ...setting, held: ['run', 'spans', 'output'] },
    ]);
  });

  test('a check the solution misses is found in expect.yaml, with expected and found side by side', async () => {
    const [outcome] = await verify({
      'solution/bakery.ts': program("trace.getTracer('bakery').startSpan('roasting').end();"),
    });
    expect(outcome?.told).toEqual([
      expect.stringContaining(
        `expect.yaml:${lineOf('expect.yaml', 'It prints its span')} [lesson] the solution does not meet “It prints its span” in Chromium: `,
      ),
    ]);
    expect(outcome?.findings[0]?.detail).toMatch(/baking[\s\S]*roasting/u);
  });

  test('every missed check is found, and what was thrown with it', async () => {
    const [outcome] = await verify({
      'solution/bakery.ts': program("throw new RangeError('the oven is cold');"),
    });
    expect(outcome?.told).toHaveLength(2);
    expect(outcome?.told[0]).toMatch(/^expect\.yaml:2 .*bakery threw RangeError: the oven is cold/u);
  });

  test('a start that meets every check is found: nothing would be left to do', async () => {
    const [outcome] = await verify({
      'start/bakery.ts': `${goodLesson['solution/bakery.ts']}// Begin a span here.\n`,
    });
    expect(outcome?.told).toEqual([
      expect.stringMatching(/^expect\.yaml:2 .*meets all 2 checks.*nothing is left to do/u),
    ]);
  });

  test('a variant that does not break as it says is found in its own expect.yaml', async () => {
    const [outcome] = await verify({
      'variants/forgotten-end/bakery.ts': `${goodLesson['solution/bakery.ts']}// ended\n`,
    });
    expect(outcome?.told).toEqual([
      expect.stringMatching(
        /^variants\/forgotten-end\/expect\.yaml:2 .*“Forget to end it” does not meet “No span”/u,
      ),
    ]);
  });

  test('a program that never ends is ended and found, and the next one runs', async () => {
    const [outcome] = await verify({
      'lab.yaml': `${goodLesson['lab.yaml']}runLimitMs: 1000\n`,
      'solution/bakery.ts': program('for (;;);'),
    });
    expect(outcome?.told).toEqual([
      expect.stringMatching(/^expect\.yaml:2 \[timeout\].*reached its limit of 1 s/u),
    ]);
    expect(await verify()).toMatchObject([{ status: 'holds' }]);
  });

  test('a span its reader is asked to send by hand is sent, and the run ends after it', async () => {
    const [outcome] = await verify({
      'lab.yaml': 'services: []\nbackend: jaeger\ncollector: {}\n',
      'expect.yaml': `checks:
  - check: The Collector takes your span
    wire: [{ from: you, to: collector, path: /v1/traces, status: 200 }]
  - check: It arrives
    spans: [{ name: spanOne }]
`,
      'start/collector.yaml': collector('debug'),
      'solution/collector.yaml': collector('otlp_grpc'),
      'variants/forgotten-end/expect.yaml': 'checks:\n  - check: No span\n    spans: []\n',
    });
    expect(outcome?.told).toEqual([]);
  });

  test('a run that is called off ends at once, and says so', async () => {
    const controller = new AbortController();
    const verdict = verify({ 'solution/bakery.ts': program('for (;;);') }, controller.signal);
    controller.abort(new Error('called off'));
    await expect(verdict).rejects.toThrow('called off');
  });
});

const collector = (
  exporter: string,
) => `receivers: { otlp: { protocols: { http: { endpoint: 0.0.0.0:4318 } } } }
exporters: { debug: {}, otlp_grpc: { endpoint: jaeger:4317, tls: { insecure: true } } }
service: { pipelines: { traces: { receivers: [otlp], exporters: [${exporter}] } } }
`;
