import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import AjvDraft4 from 'ajv-draft-04';
import { SaxesParser } from 'saxes';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Finding } from '../../../verify/model/finding.ts';
import { fingerprints } from '../../../verify/reports/fingerprint.ts';
import { nextSteps } from '../../../verify/reports/next-steps.ts';
import { renderers } from '../../../verify/reports/renderers.ts';
import { reportSchema } from '../../../verify/reports/report-schema.ts';
import { settleEdits } from '../../../verify/session/edits.ts';
import { anOutcome } from '../support/an-outcome.ts';
import { aReport, sample, sampleSource } from './sample-report.ts';

const source = sampleSource;
const findings = (count: number): Finding[] =>
  Array.from({ length: count }, (_, i) => ({
    rule: 'link',
    message: `Found nothing at #place-${i}.`,
    at: { file: `docs/${i % 3}.md`, line: i + 1, column: 1 },
  }));

describe('json', () => {
  test('is what its schema says, and the report as it is', () => {
    const read = reportSchema.parse(JSON.parse(renderers.json(sample)));
    expect(read).toEqual({ version: 1, ...sample });
  });

  test('its JSON Schema is the one made from the zod schema', async () => {
    const made = z.toJSONSchema(reportSchema);
    await expect(`${JSON.stringify(made, undefined, 2)}\n`).toMatchFileSnapshot(
      '../../../verify/reports/report.schema.json',
    );
    const { default: Ajv2020 } = await import('ajv/dist/2020.js');
    const validate = new Ajv2020({ strict: false, formats: { 'date-time': true } }).compile(made);
    expect(validate(JSON.parse(renderers.json(sample)))).toBe(true);
    expect(validate({ version: 1 })).toBe(false);
  });
});

describe('junit', () => {
  /** Elements and attributes of Jenkins's junit-10.xsd, as far as they are used. */
  const allowed: Record<string, { attributes: string[]; needs: string[]; within: string[] }> = {
    testsuites: { attributes: ['name', 'time', 'tests', 'failures', 'errors'], needs: [], within: [''] },
    testsuite: {
      attributes: ['name', 'tests', 'failures', 'errors', 'skipped', 'time', 'timestamp', 'file'],
      needs: ['name', 'tests', 'failures', 'errors'],
      within: ['testsuites'],
    },
    testcase: { attributes: ['name', 'time', 'classname'], needs: ['name'], within: ['testsuite'] },
    failure: { attributes: ['message', 'type'], needs: [], within: ['testcase'] },
    error: { attributes: ['message', 'type'], needs: [], within: ['testcase'] },
    skipped: { attributes: ['message', 'type'], needs: [], within: ['testcase'] },
  };

  test.each([
    ['of the sample', sample],
    ['of nothing', aReport()],
    ['that could not run', aReport({ problems: ['found no Chromium, expected one'] })],
  ])('a report %s is valid by the rules of Jenkins’s schema, and its counts add up', (_, report) => {
    const parser = new SaxesParser();
    const path: string[] = [];
    const counted = { testcase: 0, failure: 0, error: 0, skipped: 0 };
    const claimed = { tests: 0, failures: 0, errors: 0 };
    let total: Record<string, string> = {};
    parser.on('error', (error) => {
      throw error;
    });
    parser.on('opentag', ({ name, attributes }) => {
      const rule = allowed[name];
      expect(rule, name).toBeDefined();
      expect(rule?.within).toContain(path.at(-1) ?? '');
      expect(rule?.attributes).toEqual(expect.arrayContaining(Object.keys(attributes)));
      expect(Object.keys(attributes)).toEqual(expect.arrayContaining(rule?.needs ?? []));
      if (attributes['time'] !== undefined) expect(attributes['time']).toMatch(/^\d+\.\d{3}$/u);
      if (name in counted) counted[name as keyof typeof counted] += 1;
      if (name === 'testsuites') total = attributes;
      if (name === 'testsuite') {
        for (const key of ['tests', 'failures', 'errors'] as const) claimed[key] += Number(attributes[key]);
      }
      path.push(name);
    });
    parser.on('closetag', () => path.pop());
    parser.write(renderers.junit(report)).close();
    expect(claimed).toEqual({ tests: counted.testcase, failures: counted.failure, errors: counted.error });
    expect(total).toMatchObject({
      tests: String(counted.testcase),
      failures: String(counted.failure),
      errors: String(counted.error),
    });
  });
});

describe('github', () => {
  test('shows as many errors as GitHub does, says how many more, and lists those in the log', () => {
    const lines = renderers.github(aReport({ findings: findings(25) })).split('\n');
    expect(lines.filter((line) => line.startsWith('::error'))).toHaveLength(10);
    expect(lines.filter((line) => line.startsWith('::notice'))).toEqual([
      expect.stringMatching(/^::notice title=spanlab::15 more than GitHub shows/u),
    ]);
    expect(lines.filter((line) => line.startsWith('✗ docs/'))).toHaveLength(15);
  });

  test('a place over several lines has no columns, which GitHub would refuse', () => {
    const at = { file: 'a.md', line: 2, column: 3, endLine: 4, endColumn: 2 };
    const text = renderers.github(aReport({ findings: [{ rule: 'link', message: 'gone', at }] }));
    expect(text).toContain('::error file=a.md,line=2,endLine=4,title=spanlab link::gone');
  });
});

describe('sarif', () => {
  const schema = JSON.parse(
    readFileSync(
      createRequire(import.meta.url).resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'),
      'utf8',
    ),
  );
  const ajv = new AjvDraft4({ strict: false, validateFormats: false, unicodeRegExp: false });
  const validate = ajv.compile(schema);

  test.each([
    ['the sample', sample],
    ['nothing', aReport()],
    ['what could not run', aReport({ problems: ['found no Chromium'] })],
    ['more than code scanning takes', aReport({ findings: findings(5001) })],
  ])('a report of %s is valid by the official schema', (_, report) => {
    const log = JSON.parse(renderers.sarif(report, { source }));
    validate(log);
    expect(validate.errors).toBeNull();
  });

  test('the schema would refuse another log', () => {
    expect(validate({ version: '2.1.0', runs: [{ results: 1 }] })).toBe(false);
  });

  test('a finding keeps its fingerprint when its line moves, and loses it when its line changes', () => {
    const prints = (report: typeof sample, text: (file: string) => string | undefined) => {
      const log = JSON.parse(renderers.sarif(report, { source: text }));
      return log.runs[0].results.map(
        (each: { partialFingerprints: Record<string, string> }) =>
          each.partialFingerprints['primaryLocationLineHash'],
      );
    };
    const text = 'one\n[a](b.md)\n[a](b.md)\n';
    const report = (line: number) =>
      aReport({
        findings: [0, 1].map((after) => ({
          rule: 'link',
          message: 'Found no b.md.',
          at: { file: 'a.md', line: line + after, column: 1 },
        })),
      });
    const before = prints(report(2), () => text);
    expect(new Set(before).size).toBe(2);
    expect(prints(report(4), () => `new\n\n${text}`)).toEqual(before);
    expect(prints(report(2), () => text.replaceAll('[a]', '[c]'))).not.toEqual(before);
  });

  test.each([
    ['Printed "at 12:00 a", expected "x".', 'Printed "at 12:01 b", expected "x".'],
    ['Found four for x.stdout, but the run gave Alice.', 'Found four for x.stdout, but the run gave Bob.'],
    ['Wrote /tmp/spanlab-x1/a/b.txt.', 'Wrote /var/folders/z/spanlab-y2/b.txt.'],
    ['Sent by 0af7651916cd43dd.', 'Sent by b7ad6b7169203331.'],
    ['It had not ended after 1.5 s.', 'It had not ended after 30 s.'],
  ])('a finding keeps its fingerprint whatever a run gave: %s', (one, other) => {
    const at = { file: 'a.md', line: 1, column: 1 };
    const print = (message: string) => fingerprints([{ rule: 'output', message, at }], () => 'text');
    expect(print(one)).toEqual(print(other));
    expect(print(one)).not.toEqual(print('Something else.'));
  });

  test('what is in the baseline is there, suppressed', () => {
    const log = JSON.parse(renderers.sarif(sample, { source }));
    const suppressed = log.runs[0].results.filter((each: object) => 'suppressions' in each);
    expect(suppressed.map((each: { ruleId: string }) => each.ruleId)).toEqual(['threw']);
  });

  test('a file’s name becomes a relative URI', () => {
    const at = { file: 'docs/a b:c#1?.md', line: 1, column: 1 };
    const log = JSON.parse(renderers.sarif(aReport({ findings: [{ rule: 'link', message: 'gone', at }] })));
    const { artifactLocation } = log.runs[0].results[0].locations[0].physicalLocation;
    expect(artifactLocation).toEqual({ uri: 'docs/a%20b%3Ac%231%3F.md', uriBaseId: '%SRCROOT%' });
  });
});

describe('markdown', () => {
  test('stays below the limit of a step’s summary, and says what it left out', () => {
    const many = findings(4000).map((each) => ({ ...each, detail: 'é'.repeat(500) }));
    const report = aReport({ findings: many, outcomes: [anOutcome({ status: 'skipped', note: 'later' })] });
    const whole = renderers.markdown(report);
    expect(Buffer.byteLength(whole)).toBeLessThanOrEqual(1_000_000);
    expect(Buffer.byteLength(whole)).toBeGreaterThan(900_000);

    const short = renderers.markdown(report, { maxBytes: 5000 });
    expect(Buffer.byteLength(short)).toBeLessThanOrEqual(5000);
    const left = Number(/… and (\d+) findings more/u.exec(short)?.[1]);
    expect(left + [...short.matchAll(/^\| \d+:1 \|/gmu)].length).toBe(4000);
  });
});

describe('pretty', () => {
  test('colours are escape sequences only, and only when asked for', () => {
    const plain = renderers.pretty(sample, { source });
    const coloured = renderers.pretty(sample, { source, colour: true });
    expect(coloured).not.toBe(plain);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are made of them
    expect(coloured.replace(/\u001b\[\d+m/gu, '')).toBe(plain);
  });

  test('says how to begin with a repository that has many findings', () => {
    expect(renderers.pretty(aReport({ findings: findings(30) }))).toContain('--update-baseline');
    expect(renderers.pretty(aReport({ findings: findings(3) }))).not.toContain('--update-baseline');
  });

  test('what runtimes would write differently is not offered, and said', () => {
    const at = { file: 'docs/a.md', line: 7, column: 1 };
    const of = (runtime: 'node' | 'chromium', text: string) => {
      const fix = { file: at.file, line: 7, endLine: 7, text };
      const message = `Printed "${text}", expected "x".`;
      return anOutcome({
        runtime,
        status: 'falls-short',
        findings: [{ rule: 'output', message, at, fix }],
        edits: [fix],
      });
    };
    const steps = nextSteps(aReport({ outcomes: [of('node', 'a'), of('chromium', 'b')] }));
    expect(steps).toEqual([
      expect.stringContaining('Runtimes give different things at docs/a.md:7, so --update'),
    ]);
    const same = nextSteps(aReport({ outcomes: [of('node', 'a'), of('chromium', 'a')] }));
    expect(same).toEqual([expect.stringContaining('--update writes what was found')]);
    const both = [of('node', 'a'), of('chromium', 'b')].flatMap(({ edits }) => edits);
    expect(settleEdits(both).get(at.file) ?? []).toEqual([]);
  });

  test('says that nothing is held, when all is well only because of that', () => {
    const report = aReport({ coverage: { blocks: 4, held: 0, unheld: [] } });
    expect(renderers.pretty(report)).toContain('0 of 4 blocks covered (0 %)');
    expect(renderers.pretty(report)).toContain('write `verify` behind the language');
  });

  test('known findings are counted and not shown', () => {
    const report = aReport({ known: findings(2) });
    expect(renderers.pretty(report)).toBe(
      '✓ 0 hold · 0 findings (2 known) · 3 documents · no blocks to cover · 2.3 s',
    );
  });

  test('a finding in Node and in Chromium alike is told once', () => {
    const text = renderers.pretty(sample, { source });
    expect(text.match(/TS2322/gu)).toHaveLength(1);
  });
});
