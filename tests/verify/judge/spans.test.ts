import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { treeText } from '../../../verify/judge/tree-text.ts';
import { spansOf, trip } from '../../expect/some-trees.ts';
import { judged, markdown, told, updated } from './judged.ts';

const code = ['```ts verify=trip file=app.ts', 'await go();', '```', ''];
const expects = (...yaml: string[]) => markdown(...code, '```yaml expect', ...yaml, '```');
const tree = [
  'checks:',
  '  # What a reader sees in Jaeger.',
  '  - check: Four spans arrive in one trace',
  '    traces: 1',
  '    extra: forbid',
  '    spans:',
  '      - name: going to the grocery store # the root',
  '        children:',
  '          - name: GET',
  '            kind: CLIENT',
  '            children:',
  '              - name: GET /',
  '                kind: SERVER',
  '                children: [{ name: welcome message }]',
];
const without = (line: string) => tree.filter((each) => !each.includes(line));
const changed = (from: string, to: string) => tree.map((line) => line.replace(from, to));

describe('spans held to a document', () => {
  test('that are as described are no finding', async () => {
    const found = await judged(expects(...tree), { sends: spansOf(trip) });
    expect(found).toMatchObject({ findings: [], held: ['run', 'spans'], edits: [] });
  });

  test('that are not are found at their check, each check for itself, with both trees', async () => {
    const yaml = expects(
      ...changed('kind: SERVER', 'kind: CLIENT'),
      '  - check: The shop says hello',
      '    somewhere: [{ name: hello }]',
      '  - check: A trip is made',
      '    somewhere: [{ name: going to the grocery store }]',
    );
    const { findings } = await judged(yaml, { sends: spansOf(trip) });
    expect(told({ findings })).toEqual([
      '8:5 expect-spans: Four spans arrive in one trace: "GET /" has the kind SERVER, expected CLIENT.',
      '20:5 expect-spans: The shop says hello: No "hello" arrived.',
    ]);
    expect(findings[0]?.detail).toMatch(/~ .*kind: CLIENT +kind: SERVER/u);
  });

  test('never pass when there are none', async () => {
    expect(told(await judged(expects(...tree)))).toEqual([
      '8:5 expect-spans: Four spans arrive in one trace: No span arrived, and nothing was exported. Has a span ended, and is the provider registered?',
    ]);
    const none = expects('checks:', '  - check: Nothing is sent', '    spans: []');
    expect(told(await judged(none))).toEqual([]);
    expect(told(await judged(none, { sends: spansOf({ name: 'a' }) }))).toEqual([
      '7:5 expect-spans: Nothing is sent: Expected no spans, and 1 span was stored: "a".',
    ]);
  });

  test('may be those that were printed', async () => {
    const printed = expects(
      'checks:',
      '  - check: One is printed',
      '    read: console',
      '    spans: [{ name: a }]',
    );
    expect(told(await judged(printed, { printed: spansOf({ name: 'a' }) }))).toEqual([]);
    expect(told(await judged(printed, { sends: spansOf({ name: 'a' }) }))).toHaveLength(1);
  });

  test('have their requests and output to be held to, too', async () => {
    const yaml = expects(
      'checks:',
      '  - check: It is sent as protobuf',
      '    wire:',
      '      - { method: POST, path: /v1/traces, status: 200, request: { headers: { content-type: application/x-protobuf } } }',
      '  - check: It says so',
      '    stdout: [{ matches: sent }]',
    );
    expect(told(await judged(yaml, { sends: spansOf({ name: 'a' }), stdout: 'sent' }))).toEqual([]);
    const [wire, stdout] = told(await judged(yaml, { stdout: 'nothing' }));
    expect(wire).toContain('7:5 expect-spans: It is sent as protobuf: No request crossed the network');
    expect(stdout).toContain('10:5 expect-spans: It says so:');
  });

  test('whose parent never came are told, unless the document says that it must not come', async () => {
    const sends = spansOf({ name: 'a', orphan: true });
    const some = ['checks:', '  - check: a is there', '    somewhere: [{ name: a }]'];
    expect(told(await judged(expects(...some), { sends }))).toEqual([
      '5:1 expect-spans: "a" names a parent that never arrived: a span arrives when it has ended; was its parent ended?',
    ]);
    expect(told(await judged(expects(...some, '    absent: [{ name: b }]'), { sends }))).toEqual([]);
  });
});

describe('telemetry', () => {
  const imports = (...lines: string[]) => markdown('```ts verify', ...lines, '```');
  const sdk = `import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node';`;
  const nothing = [
    '1:1 no-telemetry: Imports @opentelemetry/sdk-trace-node and sent nothing and printed no span. Is the provider registered, and has a span ended? If it only sets up, say `no-telemetry` in the info string.',
  ];

  test('that is set up and never used is found', async () => {
    expect(told(await judged(imports(sdk)))).toEqual(nothing);
    expect(
      told(await judged(imports(`const x = require('@opentelemetry/exporter-trace-otlp-http');`))),
    ).toHaveLength(1);
    expect(
      told(await judged(imports('import {', '  A,', `} from "@opentelemetry/sdk-trace-base";`))),
    ).toHaveLength(1);
    expect(told(await judged(imports(`await import('@opentelemetry/sdk-node');`)))).toHaveLength(1);
  });

  test('that is sent, printed, or not meant is fine', async () => {
    const spans = spansOf({ name: 'a' });
    expect(told(await judged(imports(sdk), { sends: spans }))).toEqual([]);
    expect(told(await judged(imports(sdk), { printed: spans }))).toEqual([]);
    expect(told(await judged(markdown('```ts verify no-telemetry', sdk, '```')))).toEqual([]);
  });

  test.each([
    `import type { Span } from '@opentelemetry/sdk-trace-base';`,
    `import { trace } from '@opentelemetry/api';`,
    `import { MeterProvider } from '@opentelemetry/sdk-metrics';`,
    `// import { NodeSDK } from '@opentelemetry/sdk-node';`,
    `const text = "import x from '@opentelemetry/sdk-node'";`,
  ])('is not set up by: %s', async (line) => {
    expect(told(await judged(imports(line)))).toEqual([]);
  });

  test('that is set up in a file the example loads is found, too', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'spanlab-telemetry-'));
    try {
      const file = join(folder, 'tracing.ts');
      await writeFile(file, `${sdk}\n`);
      expect(told(await judged(imports(`import './tracing.ts';`), { loaded: [file] }))).toEqual(nothing);
      const gone = join(folder, 'gone.ts');
      expect(told(await judged(imports(`import './gone.ts';`), { loaded: [gone] }))).toEqual([]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test('is not asked for where the run threw: that tells why', async () => {
    const errors = [{ name: 'Error', message: 'no' }];
    expect(told(await judged(imports(sdk), { errors }))).toEqual(['1:1 threw: Threw Error: no']);
  });

  test('that could not be flushed is found', async () => {
    const found = await judged(imports('a();'), { flush: 'failed' });
    expect(told(found)[0]).toMatch(/^1:1 export: The tracer provider could not flush/u);
  });
});

describe('an update of an expectation', () => {
  const sends = spansOf(trip);

  test('changes the fields that were missed, and leaves sentences, comments and the rest', async () => {
    const wrong = expects(
      ...changed('kind: SERVER', 'kind: CLIENT').map((line) => line.replace('welcome', 'farewell')),
    );
    expect(await updated(wrong, { sends })).toBe(expects(...tree));
  });

  test('takes out what did not come, and puts in what did', async () => {
    const wrong = expects(
      ...without('welcome message'),
      '                children:',
      '                  - name: welcome message',
      '                  - name: never sent',
    );
    const after = await updated(wrong, { sends });
    expect(after).not.toContain('never sent');
    expect(after).toContain('name: going to the grocery store # the root');
    expect(told(await judged(after, { sends }))).toEqual([]);

    const grown = spansOf({
      ...trip,
      children: [...(trip.children ?? []), { name: 'pay', kind: 'PRODUCER' }],
    });
    const more = await updated(expects(...tree), { sends: grown });
    expect(more).toContain(
      '          - name: pay\n            service: shopper\n            kind: PRODUCER\n',
    );
    expect(told(await judged(more, { sends: grown }))).toEqual([]);
  });

  test('counts many that are alike', async () => {
    const many = spansOf({ name: 'root', children: Array.from({ length: 5 }, () => ({ name: 'step' })) });
    const yaml = ['checks:', '  - check: Steps', '    extra: forbid', '    spans:', '      - name: root'];
    expect(await updated(expects(...yaml), { sends: many })).toBe(
      expects(...yaml, '        children:', '          - name: step', '            count: 5'),
    );
  });

  test('writes no ids and no times', async () => {
    const order = spansOf({
      name: 'order 123e4567-e89b-12d3-a456-426614174000',
      attributes: [
        { key: 'order.id', value: '123e4567-e89b-12d3-a456-426614174000' },
        { key: 'order.total', value: 12n },
      ],
    });
    const yaml = (name: string, id: string, total: string) =>
      expects(
        'checks:',
        '  - check: An order',
        '    spans:',
        `      - name: ${name}`,
        '        attributes:',
        `          order.id: ${id}`,
        `          order.total: ${total}`,
      );
    const after = await updated(yaml('order', 'x', '1'), { sends: order });
    expect(after).not.toContain('123e4567');
    expect(after).toContain('order.total: 12');
    expect(told(await judged(after, { sends: order }))).toEqual([]);
  });

  test('corrects the number of traces, and only in the check that is wrong', async () => {
    const yaml = (traces: number) =>
      expects(
        'checks:',
        '  - check: Traces',
        `    traces: ${traces}`,
        '  - check: Other',
        '    somewhere: [{ name: GET }] # as it is',
      );
    expect(await updated(yaml(3), { sends })).toBe(yaml(1));
  });

  test('never makes an expectation of nothing, nor one that is not met then', async () => {
    expect(await updated(expects(...tree), {})).toBe(expects(...tree));
    const absent = expects('checks:', '  - check: No GET', '    absent: [{ name: GET }]');
    expect(await updated(absent, { sends })).toBe(absent);
    // Its name could be mended, how long it takes could not: half a mend is none.
    const slow = expects(
      'checks:',
      '  - check: It is slow',
      '    spans:',
      '      - name: going',
      '        duration: { minMs: 99999 }',
    );
    expect(await updated(slow, { sends })).toBe(slow);
  });

  test('keeps lists at the indent their author gave them', async () => {
    const flat = (name: string) => expects('checks:', '- check: A', '  spans:', `  - name: ${name}`);
    expect(await updated(flat('b'), { sends: spansOf({ name: 'a' }) })).toBe(flat('a'));
  });
});

describe('an expectation that says nothing yet', () => {
  const empty = markdown(...code, '```yaml expect', '```');
  const says = 'The block says nothing yet, and';

  test('is found, and becomes all that came', async () => {
    const sends = spansOf(trip);
    expect(told(await judged(empty, { sends }))).toEqual([
      `5:1 expect-spans: ${says} 4 spans came. spanlab verify --update writes what came.`,
    ]);
    const after = await updated(empty, { sends });
    expect(after).toBe(
      expects(
        'checks:',
        '  - check: The spans of this example',
        '    extra: forbid',
        '    spans:',
        '      - name: going to the grocery store',
        '        service: shopper',
        '        children:',
        '          - name: GET',
        '            service: shopper',
        '            kind: CLIENT',
        '            children:',
        '              - name: GET /',
        '                service: grocery-store',
        '                kind: SERVER',
        '                children:',
        '                  - name: welcome message',
        '                    service: grocery-store',
      ),
    );
    expect(told(await judged(after, { sends }))).toEqual([]);
  });

  test('holds nothing that changes from run to run', async () => {
    const sends = spansOf({
      name: 'order 7f3a9c1e5b2d4f60',
      attributes: Object.entries({
        'order.id': '12',
        'http.route': '/orders',
        'url.full': 'http://localhost:43123/',
        'server.port': 43123n,
        at: '2026-11-21T16:00:00Z',
        retried: false,
      }).map(([key, value]) => ({ key, value })),
    });
    const after = await updated(empty, { sends });
    expect(after).toContain('name: /^order [0-9a-fA-F]{16}$/');
    expect(after).toContain('attributes:\n          http.route: /orders\n          retried: false\n```');
  });

  test('holds nothing of the machine, the browser or the run', async () => {
    const sends = spansOf({
      name: 'resourceFetch',
      service: `unknown_service:${process.execPath}`,
      attributes: Object.entries({
        'http.response_content_length': 4242n,
        'http.request.body.size': 12n,
        'user_agent.original': 'HeadlessChrome/140',
        'browser.brands': 'x',
        'process.owner': 'root',
        'host.arch': 'amd64',
        'code.filepath': '/a/b.ts',
        'network.peer.address': '::1',
        'server.path': `${process.cwd()}/docs`,
        'telemetry.sdk.version': '2.1.0',
        'order.size': 3n,
      }).map(([key, value]) => ({ key, value })),
    });
    const after = await updated(empty, { sends });
    expect(after).toContain('- name: resourceFetch\n        attributes:\n          order.size: 3\n```');
  });

  test('stays empty when nothing came', async () => {
    expect(told(await judged(empty))).toEqual([`5:1 expect-spans: ${says} no span came to write into it.`]);
    expect(await updated(empty, {})).toBe(empty);
  });
});

describe('results', () => {
  test('name what the prose may show', async () => {
    const { results } = await judged(expects(...tree), { sends: spansOf(trip), stdout: 'first\nlast\n' });
    expect(results).toMatchObject({
      'trip.spans': '4',
      'trip.traces': '1',
      'trip.services': 'shopper, grocery-store',
      'trip.stdout': 'last',
      'trip.stdout.1': 'first',
      'trip.span.GET /.kind': 'SERVER',
      'trip.span.GET /.service': 'grocery-store',
    });
    expect(results['trip.tree']).toBe(treeText(spansOf(trip)));
  });

  test('name the service without the path of the program that ran it', async () => {
    const service = `unknown_service:${process.execPath}`;
    const sends = spansOf({ name: 'a', service }, { name: 'b', service });
    const { results } = await judged(expects('checks:', '  - check: A', '    somewhere: [{ name: a }]'), {
      sends,
    });
    expect(results).toMatchObject({
      'trip.services': 'unknown_service:node',
      'trip.span.a.service': 'unknown_service:node',
      'trip.tree': 'a\nb',
    });
  });

  test('draw spans as a tree', () => {
    expect(treeText(spansOf(trip, { name: 'other', status: { code: 'ERROR', message: '' } }))).toBe(
      [
        'going to the grocery store  shopper',
        '└─ GET  CLIENT  shopper',
        '   └─ GET /  SERVER  grocery-store',
        '      └─ welcome message  grocery-store',
        'other  shopper  ERROR',
      ].join('\n'),
    );
    const siblings = { name: 'a', children: [{ name: 'b', children: [{ name: 'c' }] }, { name: 'd' }] };
    expect(treeText(spansOf(siblings))).toBe('a\n├─ b\n│  └─ c\n└─ d');
  });
});
