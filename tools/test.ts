/**
 * `npm test`: every suite in turn, or the ones that are named. Goes on after a failing suite. Its last
 * line is the sum over all of them.
 */
import { sayAloud } from './setup/setup-error.ts';
import { browserSuite } from './test/browser-suite.ts';
import { addCounts, type Counts, oneTest, totalLine } from './test/counts.ts';
import { staticSuite } from './test/static-checks.ts';
import type { Suite } from './test/suite.ts';
import { verifySuite } from './test/verify-suite.ts';
import { collectorSuite, containersSuite, unitSuite } from './test/vitest-suites.ts';

const suites = [staticSuite, unitSuite, collectorSuite, browserSuite, containersSuite, verifySuite];

/** A suite that cannot run has failed: what it would have shown is not known. */
async function runSuite(suite: Suite): Promise<Counts> {
  sayAloud(`\n── ${suite.name}: ${suite.about} ──`);
  try {
    return await suite.run(sayAloud);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    sayAloud(`✗ ${suite.name} could not run. ${why}`);
    return oneTest(false);
  }
}

const wanted = process.argv.slice(2);
const unknown = wanted.find((name) => !suites.some((suite) => suite.name === name));
if (unknown !== undefined) {
  sayAloud(`There is no suite "${unknown}". There are: ${suites.map(({ name }) => name).join(', ')}.`);
  sayAloud(totalLine(oneTest(false)));
  process.exit(1);
}

const results: { name: string; counts: Counts; seconds: number }[] = [];
for (const suite of suites.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  const startedAt = performance.now();
  const counts = await runSuite(suite);
  results.push({ name: suite.name, counts, seconds: (performance.now() - startedAt) / 1000 });
}

sayAloud('');
for (const { name, counts, seconds } of results) {
  sayAloud(`${name.padEnd(11)} ${totalLine(counts)} (${seconds.toFixed(0)} s)`);
}
const total = addCounts(results.map(({ counts }) => counts));
for (const name of total.toLookAt ?? []) sayAloud(name);
sayAloud(totalLine(total));
process.exitCode = total.failed === 0 ? 0 : 1;
