import { expect, test } from 'vitest';
import {
  addCounts,
  countGo,
  countPlaywright,
  countTheUncounted,
  countVerify,
  countVitest,
  noTests,
  oneTest,
  totalLine,
} from '../../tools/test/counts.ts';

const file = (status: string, ...tests: string[]) => ({
  status,
  assertionResults: tests.map((each) => ({ status: each, fullName: 'says what it tests' })),
});

test('the total speaks of skipped tests only when there are some', () => {
  expect(totalLine({ passed: 12, failed: 0, skipped: 0 })).toBe('12 passed, 0 failed');
  expect(totalLine({ passed: 12, failed: 1, skipped: 3 })).toBe('12 passed, 1 failed, 3 skipped');
});

test('the total is the sum over all suites', () => {
  const all = [oneTest(true), oneTest(false), { passed: 40, failed: 2, skipped: 1 }];
  expect(addCounts(all)).toEqual({ passed: 41, failed: 3, skipped: 1 });
  expect(addCounts([])).toEqual(noTests);
});

test('a suite that exits with an error has a failure, whatever its report says', () => {
  expect(countTheUncounted({ passed: 5, failed: 0, skipped: 0 }, 1).failed).toBe(1);
  expect(countTheUncounted({ passed: 5, failed: 0, skipped: 0 }, null).failed).toBe(1);
  expect(countTheUncounted({ passed: 5, failed: 2, skipped: 0 }, 1).failed).toBe(2);
  expect(countTheUncounted({ passed: 5, failed: 0, skipped: 0 }, 0).failed).toBe(0);
});

test('a suite that ran no test has a failure, even if everything in it was skipped', () => {
  expect(countTheUncounted(noTests, 0).failed).toBe(1);
  expect(countTheUncounted({ passed: 0, failed: 0, skipped: 9 }, 0).failed).toBe(1);
});

test('Vitest’s tests are counted by their status; pending and todo are skipped', () => {
  const testResults = [file('passed', 'passed', 'pending', 'todo'), file('failed', 'passed', 'failed')];
  expect(countVitest({ testResults })).toEqual({
    passed: 2,
    failed: 1,
    skipped: 2,
    toLookAt: ['✗ says what it tests'],
  });
});

test('a test file that did not load, or failed while tidying up, is a failure', () => {
  expect(countVitest({ testResults: [file('failed')] })).toEqual(oneTest(false));
  expect(countVitest({ testResults: [file('failed', 'passed')] })).toEqual({
    passed: 1,
    failed: 1,
    skipped: 0,
  });
});

test('tests that were not reached because their set-up failed have failed, not been skipped', () => {
  expect(countVitest({ testResults: [file('failed', 'skipped', 'skipped')] })).toEqual({
    passed: 0,
    failed: 2,
    skipped: 0,
  });
});

test('Playwright’s errors outside of tests are failures; what passed at its second try has passed, and is named', () => {
  const stats = { expected: 7, unexpected: 1, flaky: 1, skipped: 2 };
  const spec = (title: string, status: string) => ({ title, tests: [{ status }] });
  const suites = [
    {
      title: 'a.spec.ts',
      specs: [spec('holds', 'expected'), spec('falls', 'unexpected')],
      suites: [{ title: 'inner', specs: [spec('stumbles', 'flaky')] }],
    },
  ];
  expect(countPlaywright({ stats, suites, errors: [{ message: 'no server' }] })).toEqual({
    passed: 8,
    failed: 2,
    skipped: 2,
    toLookAt: ['✗ a.spec.ts › falls', '? a.spec.ts › inner › stumbles (passed at its second try)'],
  });
});

const goLine = (event: Record<string, string>) => JSON.stringify({ Time: '2026-11-21T12:00:00Z', ...event });

test('Go’s tests are counted one by one, and what a failed one said is shown', () => {
  const { counts, failures } = countGo(
    [
      'go: downloading go.uber.org/zap v1.27.0',
      goLine({ Action: 'pass', Package: 'a', Test: 'TestOne' }),
      goLine({ Action: 'skip', Package: 'a', Test: 'TestTwo' }),
      goLine({ Action: 'output', Package: 'a', Test: 'TestThree/sub', Output: 'got 1, want 2\n' }),
      goLine({ Action: 'fail', Package: 'a', Test: 'TestThree/sub' }),
      goLine({ Action: 'fail', Package: 'a' }),
      goLine({ Action: 'pass', Package: 'b' }),
    ].join('\n'),
  );
  expect(counts).toEqual({ passed: 1, failed: 1, skipped: 1 });
  expect(failures).toEqual(['✗ a TestThree/sub\ngot 1, want 2']);
});

test('a Go package that does not compile is one failure, though no test of it ran', () => {
  const { counts, failures } = countGo(
    [
      goLine({ Action: 'build-output', ImportPath: 'a', Output: 'a.go:1: undefined: x\n' }),
      goLine({ Action: 'build-fail', ImportPath: 'a' }),
      goLine({ Action: 'fail', Package: 'a' }),
    ].join('\n'),
  );
  expect(counts).toEqual({ passed: 0, failed: 1, skipped: 0 });
  expect(failures[0]).toContain('undefined: x');
});

test('an outcome of spanlab verify is a test; so is what is wrong with a document, or keeps it from running', () => {
  const outcomes = ['holds', 'holds', 'falls-short', 'skipped', 'known'].map((status) => ({
    status,
    fullName: 'says what it tests',
  }));
  expect(countVerify({ outcomes, findings: [{}], problems: ['no Docker'] })).toEqual({
    passed: 2,
    failed: 3,
    skipped: 2,
  });
});
