import { describe, expect, test, vi } from 'vitest';
import { verifyFolder, verifyingFolder } from '../support/verify-folder.ts';

// Each starts the command, and several servers.
vi.setConfig({ testTimeout: 240_000 });

const fence = '```';
const block = (name: string, body: string, words = '') =>
  `${fence}js verify=${name} keeps-running ${words}\n${body}\n${fence}\n\n`;
const shows = (kind: string, text: string) =>
  `${fence}${kind}\n${text}${text === '' ? '' : '\n'}${fence}\n\n`;
const server = `import { createServer } from 'node:http';
createServer((request, response) => response.end('ok')).listen(0, () => console.log('listening'));`;
const tracing = (exporter: string) => `import { trace } from '@opentelemetry/api';
import { BasicTracerProvider, ConsoleSpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
const spanProcessors = [new SimpleSpanProcessor(new ${exporter}())];
trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors }));
setInterval(() => {}, 1000);
setTimeout(() => trace.getTracer('shop').startSpan('sell').end(), 300);`;

type Verified = Awaited<ReturnType<typeof verifyFolder>>;
/** Findings of each example, by its name. */
const told = ({ report }: Verified) =>
  Object.fromEntries(
    report.outcomes.map(({ title, findings }) => [
      title,
      findings.map(({ rule, message }) => `${rule}: ${message}`),
    ]),
  );

describe('a program that goes on by itself', () => {
  test('is run: what cannot start, and what crashes, falls short', async () => {
    const crashes = {
      syntax: 'syntax error here (',
      throws: "throw new Error('dead')",
      startsThenThrows:
        "console.log('listening'); await new Promise((done) => setTimeout(done, 100)); throw new Error('port');",
      late: "setTimeout(() => { throw new Error('later') }, 200); setInterval(() => {}, 1000);",
    };
    const readme = Object.entries(crashes).map(
      ([name, body]) => block(name, body, 'timeout=5s') + shows('text output', 'listening'),
    );
    const { exitCode, report } = await verifyFolder({
      'README.md':
        readme.join('') +
        block('gone', "import 'nothing-here';") +
        block('ends', 'process.exit(4)', 'exit=3'),
    });
    const rules = Object.fromEntries(
      report.outcomes.map(({ title, findings }) => [title, findings[0]?.rule]),
    );
    expect(exitCode).toBe(1);
    expect(rules).toMatchObject({
      syntax: 'threw',
      throws: 'threw',
      startsThenThrows: 'threw',
      late: 'late',
      ends: 'exit-code',
    });
    expect(report.outcomes.find(({ title }) => title === 'gone')?.findings.map(({ rule }) => rule)).toContain(
      'import',
    );
    expect(report.outcomes.find(({ title }) => title === 'ends')?.findings[0]?.message).toContain(
      'exit code 4, expected 3',
    );
  });

  test('holds once it has printed, sent or thrown what the document shows', async () => {
    const spans = (read: string) =>
      `checks:\n  - check: It sells\n    read: ${read}\n    spans:\n      - name: sell`;
    const readme = [
      block('prints', server),
      shows('text output', 'listening'),
      block('sends', tracing('OTLPTraceExporter')),
      shows('yaml expect', spans('store')),
      block('console', tracing('ConsoleSpanExporter')),
      shows('yaml expect', spans('console')),
      block('fails', `${server}\nsetTimeout(() => { throw new RangeError('no cheese') }, 300);`),
      shows('text error', 'RangeError: no cheese'),
    ];
    const verified = await verifyFolder({ 'README.md': readme.join('') });
    expect(told(verified)).toEqual({ prints: [], sends: [], console: [], fails: [] });
  });

  test('falls short when nothing says when it has done its work', async () => {
    const { exitCode, report } = await verifyFolder({ 'README.md': block('server', server) });
    expect(exitCode).toBe(1);
    expect(report.outcomes[0]?.findings).toMatchObject([
      {
        rule: 'timeout',
        message: expect.stringMatching(/^Nothing says when this program has done its work/u),
        at: { line: 1 },
      },
    ]);
  });

  test('is ended when its time is over, and what came is told', async () => {
    const verified = await verifyFolder({
      'README.md': block('server', server, 'timeout=2s') + shows('text output', 'hello'),
    });
    expect(told(verified)).toEqual({
      server: [
        'output: Printed "listening", expected "hello". spanlab verify --update writes what was printed. It still ran after 2 s, and was ended then.',
      ],
    });
  });

  test('fills empty blocks with what came', async () => {
    const folder = await verifyingFolder({
      'README.md': [
        block('prints', server),
        shows('text output', ''),
        block('sends', tracing('OTLPTraceExporter')),
        shows('yaml expect', ''),
      ].join(''),
    });
    try {
      await folder.verify(['--update']);
      const text = await folder.read('README.md');
      expect(text).toContain('text output\nlistening\n');
      expect(text).toContain('name: sell');
      expect(told(await folder.verify())).toEqual({ prints: [], sends: [] });
    } finally {
      await folder.remove();
    }
  });
});

test('one server left open in a process of its own is told once', async () => {
  const body = `${server}\nprocess.title = 'shop';`;
  const verified = await verifyFolder({
    'README.md': `${fence}js verify=open timeout=5s\n${body}\n${fence}\n`,
  });
  expect(told(verified)).toEqual({
    open: [expect.stringMatching(/^left-behind: It leaves an open server on port/u)],
  });
});
