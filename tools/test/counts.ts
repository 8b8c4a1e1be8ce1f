import { z } from 'zod';

/** What became of a suite's tests. */
export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
  /** Tests to look at, by name: said again at the very end, where they are found. */
  toLookAt?: readonly string[];
}

export const noTests: Counts = { passed: 0, failed: 0, skipped: 0 };

/** One check: a suite of a single test. */
export function oneTest(passed: boolean): Counts {
  return passed ? { ...noTests, passed: 1 } : { ...noTests, failed: 1 };
}

export function addCounts(all: readonly Counts[]): Counts {
  const toLookAt = all.flatMap((each) => each.toLookAt ?? []);
  const sum = all.reduce(
    (sum, each) => ({
      passed: sum.passed + each.passed,
      failed: sum.failed + each.failed,
      skipped: sum.skipped + each.skipped,
    }),
    noTests,
  );
  return toLookAt.length > 0 ? { ...sum, toLookAt } : sum;
}

/** The last line of `npm test`. Skipped tests are spoken of only when there are some. */
export function totalLine({ passed, failed, skipped }: Counts): string {
  const skippedPart = skipped > 0 ? `, ${skipped} skipped` : '';
  return `${passed} passed, ${failed} failed${skippedPart}`;
}

/**
 * Makes sure that a suite which went wrong does not look green: one that exited with an error, or ran
 * no test at all, has at least one failure.
 */
export function countTheUncounted(counts: Counts, exitCode: number | null): Counts {
  const ranNothing = counts.passed + counts.failed === 0;
  return counts.failed === 0 && (exitCode !== 0 || ranNothing) ? { ...counts, failed: 1 } : counts;
}

const vitestSchema = z.object({
  testResults: z.array(
    z.object({
      status: z.string(),
      assertionResults: z.array(z.object({ status: z.string(), fullName: z.string().default('') })),
    }),
  ),
});

/**
 * Counts Vitest's JSON report. A file can fail apart from its tests: it does not load, or what comes
 * before or after them fails. Then those that were not reached have failed, or else one has.
 */
export function countVitest(report: unknown): Counts {
  return addCounts(
    vitestSchema.parse(report).testResults.map(({ status, assertionResults }) => {
      const tests = addCounts(
        assertionResults.map((test) => {
          if (test.status === 'passed') return oneTest(true);
          if (test.status === 'failed') return { ...oneTest(false), toLookAt: [`✗ ${test.fullName}`] };
          return { ...noTests, skipped: 1 };
        }),
      );
      const failedApart = status === 'failed' && tests.failed === 0;
      return failedApart ? { ...tests, failed: Math.max(1, tests.skipped), skipped: 0 } : tests;
    }),
  );
}

interface PlaywrightSuite {
  title: string;
  specs?: { title: string; tests: { status: string }[] }[] | undefined;
  suites?: PlaywrightSuite[] | undefined;
}
const playwrightSuiteSchema: z.ZodType<PlaywrightSuite> = z.lazy(() =>
  z.object({
    title: z.string(),
    specs: z
      .array(z.object({ title: z.string(), tests: z.array(z.object({ status: z.string() })) }))
      .optional(),
    suites: z.array(playwrightSuiteSchema).optional(),
  }),
);
const playwrightSchema = z.object({
  errors: z.array(z.unknown()).default([]),
  stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int(), skipped: z.int() }),
  suites: z.array(playwrightSuiteSchema).default([]),
});

/**
 * Counts Playwright's JSON report. A browser on a busy machine may miss a moment: a test has a second try, and one
 * that needed it has passed, but is named.
 */
export function countPlaywright(report: unknown): Counts {
  const { errors, stats, suites } = playwrightSchema.parse(report);
  const toLookAt = suites.flatMap((suite) => toLookAtIn(suite, []));
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + errors.length,
    skipped: stats.skipped,
    ...(toLookAt.length > 0 && { toLookAt }),
  };
}

function toLookAtIn({ title, specs = [], suites = [] }: PlaywrightSuite, above: readonly string[]): string[] {
  const path = [...above, title].filter((each) => each !== '');
  const own = specs.flatMap((spec) => {
    const name = [...path, spec.title].join(' › ');
    return spec.tests.flatMap(({ status }) => {
      if (status === 'unexpected') return [`✗ ${name}`];
      return status === 'flaky' ? [`? ${name} (passed at its second try)`] : [];
    });
  });
  return [...own, ...suites.flatMap((suite) => toLookAtIn(suite, path))];
}

const verifySchema = z.object({
  outcomes: z.array(z.object({ status: z.enum(['holds', 'falls-short', 'skipped', 'known']) })),
  findings: z.array(z.unknown()),
  problems: z.array(z.string()),
});

/** Counts a report of `spanlab verify`: an outcome is a test, and so is what is wrong with a document or the session. */
export function countVerify(report: unknown): Counts {
  const { outcomes, findings, problems } = verifySchema.parse(report);
  return addCounts([
    ...outcomes.map(({ status }) => {
      if (status === 'holds') return oneTest(true);
      return status === 'falls-short' ? oneTest(false) : { ...noTests, skipped: 1 };
    }),
    ...[...findings, ...problems].map(() => oneTest(false)),
  ]);
}

const goEventSchema = z.object({
  Action: z.string(),
  Package: z.string().optional(),
  Test: z.string().optional(),
  Output: z.string().optional(),
  ImportPath: z.string().optional(),
});

/**
 * Counts what `go test -json` prints, subtests apart from the test they are in: that has failed if one of
 * them has. A package that does not compile or ends early is one failure more.
 */
export function countGo(output: string): { counts: Counts; failures: string[] } {
  const said = new Map<string, string>();
  const results: Counts[] = [];
  const failures: string[] = [];
  for (const line of output.split('\n')) {
    // Go also speaks plainly, of modules it fetches.
    if (!line.startsWith('{')) continue;
    const { Action, Package, Test, Output, ImportPath } = goEventSchema.parse(JSON.parse(line));
    const name = [Package ?? ImportPath ?? '', ...(Test === undefined ? [] : [Test])].join(' ');
    if (Output !== undefined) said.set(name, (said.get(name) ?? '') + Output);
    else if (Action === 'pass' && Test !== undefined) results.push(oneTest(true));
    else if (Action === 'skip' && Test !== undefined) results.push({ ...noTests, skipped: 1 });
    else if (Action === 'fail' || Action === 'build-fail') {
      // That a package has failed is no news when one of its tests has.
      if (Test === undefined && failures.some((each) => /^✗ (\S+)/u.exec(each)?.[1] === name)) continue;
      results.push(oneTest(false));
      failures.push(`✗ ${name}\n${(said.get(name) ?? '').trimEnd()}`);
    }
  }
  return { counts: addCounts(results), failures };
}
