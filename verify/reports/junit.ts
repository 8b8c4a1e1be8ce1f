/**
 * JUnit's XML, in the shape Jenkins's `junit-10.xsd` allows; GitLab, CircleCI and Azure read it, too.
 * It has no place for a line: that is in the text.
 */
import type { Finding } from '../model/finding.ts';
import type { Outcome, Report } from '../model/outcome.ts';
import { settingOf } from './gather.ts';
import { shorten } from './safe-text.ts';
import { xmlAttribute, xmlText } from './xml.ts';

const maxText = 20_000;

interface Case {
  name: string;
  file: string;
  ms: number;
  body: string;
  failed: boolean;
  skipped: boolean;
}

/**
 * A suite for each document, a case for each run, named with its setting. Findings of the document itself are one
 * more case. What kept spanlab from running is a suite of its own, with errors.
 */
export function renderJunit(report: Report): string {
  const own = Map.groupBy(report.findings, ({ at }) => at.file);
  const outcomes = Map.groupBy(report.outcomes, ({ at }) => at.file);
  const files = [...new Set([...outcomes.keys(), ...own.keys()])].sort();
  const suites = files.map((file) => {
    const cases = (outcomes.get(file) ?? []).map(caseOf);
    const findings = own.get(file) ?? [];
    if (findings.length > 0) {
      const body = failure(findings);
      cases.push({
        name: 'the document',
        file,
        ms: 0,
        body,
        failed: true,
        skipped: false,
      });
    }
    return suite(file, cases, report.startedAt);
  });
  const sum = (ofCase: (each: Suite) => number) => suites.reduce((total, each) => total + ofCase(each), 0);
  const problems = report.problems.length === 0 ? [] : [problemSuite(report)];
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="spanlab verify" tests="${sum(({ tests }) => tests) + report.problems.length}" failures="${sum(({ failures }) => failures)}" errors="${report.problems.length}" time="${seconds(report.durationMs)}">`,
    ...suites.map(({ xml }) => xml),
    ...problems,
    '</testsuites>',
  ].join('\n');
}

interface Suite {
  xml: string;
  tests: number;
  failures: number;
}

function suite(file: string, cases: readonly Case[], startedAt: string): Suite {
  const failures = cases.filter(({ failed }) => failed).length;
  const skipped = cases.filter((each) => each.skipped).length;
  const ms = cases.reduce((sum, each) => sum + each.ms, 0);
  const timestamp = startedAt.slice(0, 19); // The schema knows no time zone and no fractions.
  const xml = [
    `  <testsuite name="${xmlAttribute(file)}" file="${xmlAttribute(file)}" tests="${cases.length}" failures="${failures}" errors="0" skipped="${skipped}" time="${seconds(ms)}" timestamp="${xmlAttribute(timestamp)}">`,
    ...cases.map((each) => {
      const open = `    <testcase name="${xmlAttribute(each.name)}" classname="${xmlAttribute(each.file)}" time="${seconds(each.ms)}"`;
      return each.body === '' ? `${open}/>` : `${open}>\n${each.body}\n    </testcase>`;
    }),
    '  </testsuite>',
  ].join('\n');
  return { xml, tests: cases.length, failures };
}

function caseOf(outcome: Outcome): Case {
  const setting = settingOf(outcome);
  const { at, title, status, note, findings, durationMs } = outcome;
  const failed = status === 'falls-short';
  // A known finding is no failure, and no success either.
  const skipped = status === 'skipped' || status === 'known';
  const why = note ?? (status === 'known' ? 'in the baseline' : 'skipped');
  return {
    name: `${title}${setting === '' ? '' : ` (${setting})`}`,
    file: at.file,
    ms: durationMs,
    body: failed ? failure(findings) : skipped ? `      <skipped message="${xmlAttribute(why)}"/>` : '',
    failed,
    skipped,
  };
}

/** One element whatever the number of findings: readers show the first, and stricter schemas allow no more. */
function failure(findings: readonly Finding[]): string {
  const first = findings[0];
  const more = findings.length > 1 ? ` (and ${findings.length - 1} more)` : '';
  const message = first === undefined ? 'falls short' : shorten(first.message, 1000) + more;
  const text = findings.map(({ at, rule, message, detail }) => {
    const where = `${at.file}:${at.line}:${at.column} ${rule}: ${message}`;
    return detail === undefined ? where : `${where}\n\n${detail}`;
  });
  const type = first?.rule ?? 'spanlab';
  return `      <failure message="${xmlAttribute(message)}" type="${type}">${xmlText(shorten(text.join('\n\n'), maxText))}</failure>`;
}

function problemSuite({ problems, startedAt }: Report): string {
  return [
    `  <testsuite name="spanlab verify" tests="${problems.length}" failures="0" errors="${problems.length}" skipped="0" time="0.000" timestamp="${xmlAttribute(startedAt.slice(0, 19))}">`,
    ...problems.flatMap((problem, index) => [
      `    <testcase name="could run (${index + 1})" classname="spanlab verify" time="0.000">`,
      `      <error message="${xmlAttribute(shorten(problem, 1000))}" type="could-not-run">${xmlText(shorten(problem, maxText))}</error>`,
      '    </testcase>',
    ]),
    '  </testsuite>',
  ].join('\n');
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}
