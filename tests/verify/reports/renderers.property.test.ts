import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { expect, test } from 'vitest';
import { type Finding, type Rule, rules } from '../../../verify/model/finding.ts';
import { renderers } from '../../../verify/reports/renderers.ts';
import { reportSchema } from '../../../verify/reports/report-schema.ts';
import { anOutcome } from '../support/an-outcome.ts';
import { aReport } from './sample-report.ts';

/** Any text: every code unit, and the signs that formats and runners read. */
const words = fc.string({
  unit: fc.oneof(
    { weight: 3, arbitrary: fc.nat(0xffff).map((code) => String.fromCharCode(code)) },
    {
      weight: 3,
      arbitrary: fc.constantFrom(
        '::',
        '##[',
        '\n',
        '\r',
        '%',
        '<',
        '&',
        ']]>',
        '`',
        '|',
        '[a](b)',
        '\u001b[',
        '\ud83d',
      ),
    },
    { weight: 2, arbitrary: fc.constantFrom('a', ' ', '1') },
  ),
  maxLength: 40,
});
const number = fc.integer({ min: 1, max: 9 });
const finding: fc.Arbitrary<Finding> = fc.record(
  {
    rule: fc.constantFrom(...(Object.keys(rules) as Rule[])),
    message: words,
    at: fc.record(
      { file: words, line: number, column: number, endLine: number, endColumn: number },
      { requiredKeys: ['file', 'line', 'column'] },
    ),
    detail: words,
  },
  { requiredKeys: ['rule', 'message', 'at'] },
) as fc.Arbitrary<Finding>;
const outcome = fc.record({
  id: words,
  title: words,
  status: fc.constantFrom('holds', 'falls-short', 'skipped', 'known'),
  note: words,
  findings: fc.array(finding, { maxLength: 3 }),
  at: fc.record({ file: words, line: number, column: number }),
});
const report = fc.record({
  outcomes: fc.array(
    outcome.map((given) => anOutcome(given)),
    { maxLength: 4 },
  ),
  findings: fc.array(finding, { maxLength: 4 }),
  known: fc.array(finding, { maxLength: 2 }),
  problems: fc.array(words, { maxLength: 2 }),
});

test('whatever stands in a report, every format can be read and says nothing to a terminal or a runner', () => {
  fc.assert(
    fc.property(report, words, (given, text) => {
      const whole = aReport(given);
      for (const [format, render] of Object.entries(renderers)) {
        const rendered = render(whole, { source: () => text });
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
        expect(rendered, format).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e]/u);
        expect(rendered.isWellFormed(), format).toBe(true);
        if (format === 'github') continue;
        expect(rendered, format).not.toMatch(/^\s*::/mu);
      }
      for (const line of renderers.github(whole).split('\n')) {
        expect(line).toMatch(/^(?:::(?:error|notice) [^\n]*::|[✗✓→…] )/u);
        expect(line).not.toContain('##[');
      }
      reportSchema.parse(JSON.parse(renderers.json(whole)));
      JSON.parse(renderers.sarif(whole));
      const parser = new SaxesParser();
      parser.on('error', (error) => {
        throw error;
      });
      parser.write(renderers.junit(whole)).close();
    }),
    { numRuns: 300 },
  );
});
