/** A report with one of everything, and the documents it speaks of. The samples are made from it. */
import type { Report } from '../../../verify/model/outcome.ts';
import { anOutcome } from '../support/an-outcome.ts';

const guide = `# Checkout

Set up tracing, then pay:

\`\`\`ts verify=checkout file=app.ts
import { trace } from '@opentelemetry/api';

const tracer = trace.getTracer('checkout');
const span = tracer.startSpan('pay', { kind: 'SERVER' });
span.end();
\`\`\`

It prints

\`\`\`text output
paid 12 €
\`\`\`

and sends <!-- result checkout.spans -->2<!-- /result --> spans:

\`\`\`yaml expect
checks:
  - check: One span for the payment
    spans: [{ name: pay, kind: SERVER }]
\`\`\`

See [the next step](next.md#send).
`;

const documents: Record<string, string> = { 'docs/guide.md': guide };
export const sampleSource = (file: string): string | undefined => documents[file];

/** A report of nothing; what differs is given. */
export function aReport(given: Partial<Report> = {}): Report {
  return {
    tool: { name: 'spanlab', version: '0.1.0' },
    startedAt: '2026-11-21T16:00:00.000Z',
    durationMs: 2345,
    documents: 3,
    outcomes: [],
    findings: [],
    known: [],
    coverage: { blocks: 0, held: 0, unheld: [] },
    problems: [],
    ...given,
  };
}

const typeError = {
  rule: 'type-error',
  message: "TS2322: Type 'string' is not assignable to type 'SpanKind'.",
  at: { file: 'docs/guide.md', line: 9, column: 40, endLine: 9, endColumn: 44 },
} as const;

const treeDiff = `  expected            found
~ pay SERVER          pay INTERNAL checkout
~     kind: SERVER        kind: INTERNAL
+                     look up the price CLIENT checkout`;

export const sample: Report = aReport({
  outcomes: [
    anOutcome({
      status: 'falls-short',
      findings: [
        typeError,
        {
          rule: 'output',
          message: 'It printed something else than the document shows.',
          at: { file: 'docs/guide.md', line: 16, column: 1 },
          detail: '  line 1\n- paid 12 €\n+ paid 12.00 €',
        },
        {
          rule: 'expect-spans',
          message: 'One span for the payment: the kind of "pay" is INTERNAL, expected SERVER.',
          at: { file: 'docs/guide.md', line: 23, column: 5 },
          detail: treeDiff,
        },
      ],
      edits: [{ file: 'docs/guide.md', line: 16, endLine: 16, text: 'paid 12.00 €' }],
    }),
    anOutcome({ runtime: 'chromium', status: 'falls-short', findings: [typeError] }),
    anOutcome({
      id: 'docs/next.md#1',
      title: 'Send 1',
      at: { file: 'docs/next.md', line: 3, column: 1 },
      cached: true,
    }),
    anOutcome({
      id: 'docs/next.md#2',
      title: 'Send 2',
      at: { file: 'docs/next.md', line: 14, column: 1 },
      status: 'skipped',
      note: 'until 2026-12-31: waits for #12',
      durationMs: 0,
    }),
    anOutcome({
      id: 'docs/old.md#1',
      title: 'Old 1',
      at: { file: 'docs/old.md', line: 8, column: 1 },
      status: 'known',
      findings: [
        {
          rule: 'threw',
          message: 'TypeError: provider.addSpanProcessor is not a function',
          at: { file: 'docs/old.md', line: 12, column: 10 },
        },
      ],
    }),
  ],
  findings: [
    {
      rule: 'result',
      message: 'Found 2, the run gave 1.',
      at: { file: 'docs/guide.md', line: 19, column: 11, endLine: 19, endColumn: 46 },
      fix: {
        file: 'docs/guide.md',
        line: 19,
        endLine: 19,
        text: 'and sends <!-- result checkout.spans -->1<!-- /result --> spans:',
      },
    },
    {
      rule: 'link',
      message: 'Found #send, but docs/next.md has no such heading; did you mean #sending?',
      at: { file: 'docs/guide.md', line: 27, column: 5, endLine: 27, endColumn: 34 },
    },
  ],
  coverage: { blocks: 10, held: 6, unheld: [{ file: 'docs/old.md', line: 30, column: 1 }] },
});

/** Text as somebody would write it who wants more than to be read. */
export const hostile = [
  '\u001b]0;owned\u0007\u001b[2J\u001b[31mred\u009b31m',
  '::error file=/etc/passwd,line=1::taken over',
  '::stop-commands::pause',
  '  ::add-mask::secret',
  '##[command]rm -rf / ##vso[task.setvariable variable=a]b',
  '</failure></testcase>]]> & "quoted" \u0000\u0008\ufffe\ud800',
  '<img src=x onerror=alert(1)> <script>alert(1)</script>',
  '[click](javascript:alert(1)) ![](http://evil.example/pixel.png) | cell | @everyone #1 www.evil.example http://evil.example',
  '```\n</details>\n````',
  'right\u202eto left, carriage\rreturn',
  '% %0A %25 🙂',
].join('\n');

/** Every text of a report, hostile. */
export function hostileReport(): Report {
  const at = { file: `docs/${hostile.replaceAll('/', '')}.md`, line: 1, column: 1 };
  const finding = { rule: 'threw', message: hostile, at, detail: hostile } as const;
  return aReport({
    outcomes: [
      anOutcome({ id: hostile, title: hostile, at, status: 'falls-short', findings: [finding] }),
      anOutcome({ id: 'b', title: hostile, at, status: 'skipped', note: hostile }),
    ],
    findings: [{ ...finding, rule: 'link' }],
    problems: [hostile],
  });
}
