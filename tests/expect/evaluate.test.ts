import { describe, expect, test } from 'vitest';
import { evaluate, type Facts } from '../../sandbox/expect/evaluate.ts';
import { parseExpectation } from '../../sandbox/expect/parse.ts';
import { formatProblem } from '../../sandbox/expect/problem.ts';
import type { CheckResult, Exchange } from '../../sandbox/schemas/run-event.ts';
import { attributes, someTime } from '../store/some-span.ts';
import { brokenTrip, spansOf, type Tree, trip } from './some-trees.ts';

function factsOf(facts: Partial<Facts>): Facts {
  return { stored: [], printed: [], stdout: [], exchanges: [], ...facts };
}

/** Hold facts to one check, written as in `expect.yaml` below `check:`. */
function held(yaml: string, facts: Partial<Facts>): CheckResult {
  const text = `checks:\n  - check: a sentence\n${yaml.replace(/^/gmu, '    ')}`;
  const parsed = parseExpectation({ file: 'expect.yaml', text });
  if (!parsed.ok) throw new Error(parsed.problems.map(formatProblem).join('\n'));
  const [result] = evaluate(parsed.value, factsOf(facts));
  if (result === undefined) throw new Error('there is one check, and it had no result');
  return result;
}

const stored = (...trees: Tree[]) => ({ stored: spansOf(...trees) });

const fourSpans = `
traces: 1
extra: forbid
spans:
  - name: going to the grocery store
    service: shopper
    kind: INTERNAL
    children:
      - service: shopper
        kind: CLIENT
        children:
          - name: GET /
            service: grocery-store
            kind: SERVER
            children:
              - { name: welcome message, service: grocery-store, kind: INTERNAL }`;

describe('four spans in one trace', () => {
  test('are met by the trip', () => {
    expect(held(fourSpans, stored(trip))).toEqual({
      index: 0,
      check: 'a sentence',
      ok: true,
      read: 'store',
      reasons: [],
      diff: '',
    });
  });

  test('are explained when no context crossed the network', () => {
    const result = held(fourSpans, stored(...brokenTrip));
    expect(result.reasons).toEqual([
      '"GET /" is a root span: no context reached grocery-store, so it began a trace of its own.',
      'The spans form 2 traces; their first spans are "going to the grocery store", "GET /"; expected 1.',
    ]);
    expect(result.target).toMatchObject({ type: 'span', spanId: '0000000000000003' });
    expect(`\n${result.diff}\n`).toBe(`
  expected                                      found
~ going to the grocery store INTERNAL shopper   going to the grocery store INTERNAL shopper
~   (any name) CLIENT shopper                     GET CLIENT shopper
>     GET / SERVER grocery-store                    GET / SERVER grocery-store  (root)
        welcome message INTERNAL grocery-store        welcome message INTERNAL grocery-store
`);
  });

  test('are explained when only the programs trace by hand', () => {
    const result = held(
      fourSpans,
      stored({ name: 'going to the grocery store' }, { name: 'welcome message', service: 'grocery-store' }),
    );
    expect(result.reasons).toEqual([
      '"going to the grocery store" has no children, expected a CLIENT span of shopper.',
      'No "GET /" arrived either, expected under a CLIENT span of shopper.',
      '"welcome message" is a root span: no context reached grocery-store, so it began a trace of its own.',
      'The spans form 2 traces; their first spans are "going to the grocery store", "welcome message"; expected 1.',
    ]);
  });

  test('name the span that is one too many', () => {
    const result = held(fourSpans, stored(trip, { name: 'tidying up' }));
    expect(result.reasons[0]).toBe('There is a span too many: "tidying up".');
    expect(result.diff).toContain('tidying up INTERNAL shopper');
  });

  test('allow further spans unless they are forbidden', () => {
    const allowed = fourSpans.replace('forbid', 'allow').replace('traces: 1', 'traces: 2');
    expect(held(allowed, stored(trip, { name: 'tidying up' })).ok).toBe(true);
  });
});

describe('fields of a span', () => {
  const item = (fields: Partial<Tree>): Tree => ({
    name: 'taking from the shelf',
    service: 'grocery-store',
    ...fields,
  });
  const exception = {
    name: 'exception',
    timeUnixNano: someTime,
    attributes: attributes({ 'exception.message': 'no apples' }),
  };

  test.each<[string, string, Partial<Tree>, string[]]>([
    ['its status', 'status: ERROR', {}, ['"taking from the shelf" has the status UNSET, expected ERROR.']],
    [
      'the message of its status',
      'status: { code: ERROR, message: /durian/ }',
      { status: { code: 'ERROR', message: 'no apples' } },
      ['The status of "taking from the shelf" has the message "no apples", expected /durian/.'],
    ],
    ['its kind', 'kind: SERVER', {}, ['"taking from the shelf" has the kind INTERNAL, expected SERVER.']],
    [
      'its service',
      'service: shopper',
      {},
      ['"taking from the shelf" comes from the service "grocery-store", expected "shopper".'],
    ],
    [
      'an attribute with another value',
      'attributes: { shelf.left: { gt: 2 }, shelf.item: /^d/ }',
      { attributes: attributes({ 'shelf.left': 2n, 'shelf.item': 'apples' }) },
      [
        '"taking from the shelf" has the attribute shelf.left = 2, expected more than 2.',
        '"taking from the shelf" has the attribute shelf.item = "apples", expected a value like /^d/.',
      ],
    ],
    [
      'an attribute that is missing, or too many',
      'attributes: { shelf.item: { present: true }, shelf.note: { absent: true } }',
      { attributes: attributes({ 'shelf.note': 'x' }) },
      [
        '"taking from the shelf" has no attribute shelf.item.',
        '"taking from the shelf" has the attribute shelf.note = "x", expected none.',
      ],
    ],
    [
      'a resource attribute put on the span',
      'resource: { deployment.environment.name: workshop }',
      { attributes: attributes({ 'deployment.environment.name': 'workshop' }) },
      [
        'The resource of "taking from the shelf" has no deployment.environment.name, expected "workshop": it is an attribute of the span, not of its resource.',
      ],
    ],
    [
      'a missing event',
      'events: [{ name: exception }]',
      {},
      ['"taking from the shelf" has no event "exception": it has no events.'],
    ],
    [
      'an event with another attribute',
      'events: [{ name: exception, attributes: { exception.message: no durian } }]',
      { events: [exception] },
      [
        'The event "exception" of "taking from the shelf" has exception.message = "no apples", expected "no durian".',
      ],
    ],
    [
      'a missing link',
      'links: [{ to: order }]',
      {},
      ['"taking from the shelf" has no link, expected "order".'],
    ],
    [
      'a duration',
      'duration: { minMs: 50 }',
      {},
      ['"taking from the shelf" took 5 ms, expected at least 50 ms.'],
    ],
    [
      'its scope',
      'scope: { name: store }',
      {},
      ['The scope of "taking from the shelf" has the name "tracing.ts", expected "store".'],
    ],
  ])('%s', (_what, field, fields, reasons) => {
    const result = held(`spans:\n  - name: taking from the shelf\n    ${field}`, stored(item(fields)));
    expect(result.reasons).toEqual(reasons);
    expect(result.diff).toMatch(/^~ taking from the shelf/mu);
  });

  test('links lead to spans by name', () => {
    const [order] = spansOf({ name: 'order' });
    const link = {
      traceId: order?.traceId ?? '',
      spanId: order?.spanId ?? '',
      traceState: '',
      attributes: [],
    };
    const spans = spansOf({ name: 'order' }, { name: 'delivery', links: [link] });
    const links = (to: string) =>
      held(`spans: [{ name: delivery, links: [{ to: ${to} }] }]`, { stored: spans });
    expect(links('order').ok).toBe(true);
    expect(links('bill').reasons).toEqual(['"delivery" links to "order", expected "bill".']);
  });

  test('all misses are reported, not the first', () => {
    const yaml = `
spans:
  - { name: taking from the shelf, status: ERROR, kind: SERVER, attributes: { a: 1 } }
  - { name: paying }
absent: [{ name: stealing }]
stdout: [{ matches: thanks }]
wire: [{ path: /till }]`;
    const result = held(yaml, stored(item({}), { name: 'stealing' }));
    expect(result.reasons).toEqual([
      '"taking from the shelf" has the kind INTERNAL, expected SERVER.',
      '"taking from the shelf" has the status UNSET, expected ERROR.',
      '"taking from the shelf" has no attribute a, expected 1.',
      'No root span "paying" arrived; there are "taking from the shelf", "stealing".',
      '"stealing" is there, expected no "stealing".',
      'No program printed anything, expected a line with "thanks".',
      'No request crossed the network, expected request for /till.',
    ]);
  });
});

describe('places of spans', () => {
  const inside = 'spans: [{ name: going, children: [{ name: paying }] }]';

  test('a child that no context reached within its own program', () => {
    expect(held(inside, stored({ name: 'going' }, { name: 'paying' })).reasons).toEqual([
      '"paying" is a root span: no span was active when it started, so it began a trace of its own.',
    ]);
  });

  test('a child of another span', () => {
    const tree = { name: 'going', children: [{ name: 'writing', children: [{ name: 'paying' }] }] };
    expect(held(inside, stored(tree)).reasons).toEqual([
      '"paying" is a child of "writing", expected as a child of "going".',
    ]);
  });

  test('a root that is a child', () => {
    const tree = { name: 'going', children: [{ name: 'paying' }] };
    expect(held('spans: [{ name: paying }]', stored(tree)).reasons).toEqual([
      '"paying" is a child of "going", expected a root span.',
    ]);
  });

  test('an orphan is no root', () => {
    expect(held('spans: [{ name: paying }]', stored({ name: 'paying', orphan: true })).reasons).toEqual([
      '"paying" names a parent that never arrived: a span arrives when it has ended; was its parent ended?',
    ]);
  });

  test('a misspelt name is told with what stands there', () => {
    expect(held(inside, stored({ name: 'going', children: [{ name: 'payng' }] })).reasons).toEqual([
      'A span is named "payng", expected "paying".',
    ]);
  });

  test('a service that sent nothing is named', () => {
    const yaml = 'spans: [{ name: welcome message, service: grocery-store }]';
    expect(held(yaml, stored({ name: 'going' })).reasons).toEqual([
      'No span of grocery-store arrived, so "welcome message" is missing.',
    ]);
  });

  test('no children are asked for by an empty list', () => {
    const yaml = 'spans: [{ name: going, children: [] }]';
    expect(held(yaml, stored({ name: 'going' })).ok).toBe(true);
    expect(held(yaml, stored({ name: 'going', children: [{ name: 'paying' }] })).reasons).toEqual([
      'There is a span too many: "paying".',
    ]);
  });
});

describe('counts', () => {
  const twice = 'spans: [{ name: going, children: [{ name: paying, count: 2 }] }]';
  const paid = (times: number) =>
    stored({ name: 'going', children: Array.from({ length: times }, () => ({ name: 'paying' })) });

  test('are exact', () => {
    expect(held(twice, paid(2)).ok).toBe(true);
    expect(held(twice, paid(3)).reasons).toEqual(['"paying" is there 3 times, expected 2.']);
    expect(held(twice, paid(1)).reasons).toEqual([
      '"going" has no further child "paying", expected 2; there is "paying".',
    ]);
  });

  test('may be bounds', () => {
    const few = twice.replace('count: 2', 'count: { min: 1, max: 2 }');
    expect([0, 1, 2, 3].map((times) => held(few, paid(times)).ok)).toEqual([false, true, true, false]);
  });

  test('of zero say that there is none', () => {
    const none = twice.replace('count: 2', 'count: 0');
    expect(held(none, paid(0)).ok).toBe(true);
    expect(held(none, paid(1)).reasons).toEqual(['"paying" is there 1 time, expected 0.']);
  });

  test('leave alike spans to other patterns that want them', () => {
    const yaml = `
extra: forbid
spans:
  - name: going
    children: [{ name: paying, count: { min: 1 } }, { name: paying, status: ERROR }]`;
    const failed: Tree = { name: 'paying', status: { code: 'ERROR', message: '' } };
    const tree = { name: 'going', children: [failed, { name: 'paying' }, { name: 'paying' }] };
    expect(held(yaml, stored(tree)).ok).toBe(true);
  });
});

describe('no spans at all', () => {
  test.each([
    'spans: [{ name: a }]',
    'spans: [{ name: a, count: 0 }]',
    'absent: [{ name: a }]',
    'traces: 0',
    'traces: { max: 1 }',
    'invariants: [one-trace, no-orphans, errors-marked, all-ended]',
  ])('do not pass %s', (yaml) => {
    expect(held(yaml, {}).reasons).toEqual([
      'No span reached Jaeger, and nothing was exported. Has a span ended, and is the provider registered?',
    ]);
  });

  test('pass where none are asked for', () => {
    expect(held('spans: []', {}).ok).toBe(true);
    expect(held('spans: []\ntraces: 0\nabsent: [{ name: a }]', {}).ok).toBe(true);
  });

  test('are missed where there are some', () => {
    const result = held('spans: []', stored({ name: 'a' }, { name: 'a' }));
    expect(result.reasons).toEqual(['Expected no spans, and 2 spans were stored: "a" (2 times).']);
  });

  test('say what a check reads and what there is instead', () => {
    const spans = spansOf({ name: 'a' });
    expect(held('read: console\ntraces: 1', { stored: spans }).reasons).toEqual([
      'No program printed a span; 1 span went to Jaeger. This check reads what a ConsoleSpanExporter prints.',
    ]);
    expect(held('read: console\ntraces: 1', {}).reasons[0]).toMatch(/^No program printed a span\. /u);
    expect(held('traces: 1', { printed: spans }).reasons).toEqual([
      'No span reached Jaeger. 1 span went to the console; nothing was exported.',
    ]);
  });

  test('point at the export that failed', () => {
    const failed = exchange({
      method: 'POST',
      url: 'http://localhost:4319/v1/traces',
      failure: 'connect ECONNREFUSED 127.0.0.1:4319',
    });
    const result = held('traces: 1', { exchanges: [failed] });
    expect(result.reasons).toEqual([
      'No span reached Jaeger. The export from shopper to http://localhost:4319/v1/traces failed: connect ECONNREFUSED 127.0.0.1:4319.',
    ]);
    expect(result.target).toEqual({ type: 'exchange', id: failed.id });
  });

  test('know an export over gRPC', () => {
    const url = 'http://localhost:4317/opentelemetry.proto.collector.trace.v1.TraceService/Export';
    const answered = { status: 200, statusText: '', headers: [] };
    const sent = exchange({ method: 'POST', url, response: answered });
    expect(held('traces: 1', { exchanges: [sent] }).reasons).toEqual([
      'No span reached Jaeger. 1 export crossed the network without a span Jaeger could keep.',
    ]);
  });
});

describe('a check that reads the console', () => {
  test('holds what was printed, and says where it read', () => {
    const result = held('read: console\nspans: [{ name: a }]', { printed: spansOf({ name: 'a' }) });
    expect(result).toMatchObject({ ok: true, read: 'console' });
  });
});

describe('invariants', () => {
  const holds = (invariant: string, ...trees: Tree[]) =>
    held(`invariants: [${invariant}]`, stored(...trees)).reasons;
  const exception = { name: 'exception', timeUnixNano: someTime, attributes: [] };

  test('one-trace', () => {
    expect(holds('one-trace', trip)).toEqual([]);
    expect(holds('one-trace', ...brokenTrip)).toEqual([
      'The spans form 2 traces; their first spans are "going to the grocery store", "GET /".',
    ]);
  });

  test('no-orphans', () => {
    expect(holds('no-orphans', trip)).toEqual([]);
    expect(holds('no-orphans', { name: 'GET /', orphan: true, flags: 0x301 })).toEqual([
      '"GET /" names a parent that never arrived: does the program that started it export its spans?',
    ]);
  });

  test('errors-marked', () => {
    const marked: Tree = { name: 'a', events: [exception], status: { code: 'ERROR', message: '' } };
    const failing: Tree = {
      name: 'GET /',
      kind: 'SERVER',
      attributes: attributes({ 'http.response.status_code': 500n }),
    };
    expect(holds('errors-marked', trip, marked)).toEqual([]);
    expect(holds('errors-marked', { name: 'a', events: [exception] }, failing)).toEqual([
      '"a" recorded an exception and has the status UNSET, expected ERROR.',
      '"GET /" answered 500 and has the status UNSET, expected ERROR.',
    ]);
  });

  test('all-ended', () => {
    expect(holds('all-ended', trip)).toEqual([]);
    expect(holds('all-ended', { name: 'a', orphan: true }, { name: 'b', endTimeUnixNano: 0n })).toEqual([
      'The parent of "a" never arrived: a span arrives when it has ended.',
      '"b" ends before it starts.',
    ]);
  });
});

describe('output', () => {
  const stdout = [
    { service: 'shopper', text: '\u001b[32mWelcome to the store\u001b[0m\nwith 3 items' },
    { service: 'grocery-store', text: 'GET / 200' },
  ];

  test('is read line by line, without colours', () => {
    expect(held('stdout: [{ matches: /^Welcome.*store$/ }]', { stdout }).ok).toBe(true);
    expect(held('stdout: [{ matches: 3 items, service: shopper, count: 1 }]', { stdout }).ok).toBe(true);
  });

  test('is told when it falls short', () => {
    expect(held('stdout: [{ matches: Goodbye, service: shopper }]', { stdout })).toMatchObject({
      reasons: [
        'Among the 2 lines of shopper, none is a line with "Goodbye"; the last one says "with 3 items".',
      ],
      target: { type: 'console', service: 'shopper' },
    });
    expect(held('stdout: [{ matches: /2\\d\\d/, count: 2 }]', { stdout }).reasons).toEqual([
      'Among the 3 lines of any program, 1 is a line like /2\\d\\d/, expected 2.',
    ]);
    expect(held('stdout: [{ matches: a, service: till }]', { stdout }).reasons).toEqual([
      'till printed nothing, expected a line with "a".',
    ]);
  });
});

function exchange(fields: Partial<Exchange>): Exchange {
  return {
    id: 'x1',
    from: 'shopper',
    method: 'GET',
    url: 'http://localhost:5000/',
    requestHeaders: [],
    startedAtMs: 0,
    endedAtMs: 1,
    ...fields,
  };
}

describe('the wire', () => {
  const answered = exchange({
    to: 'grocery-store',
    url: 'http://localhost:5000/deli?item=cheese',
    requestHeaders: [['traceparent', '00-1-2-01']],
    response: {
      status: 200,
      statusText: 'OK',
      headers: [['content-length', '12']],
      body: { bytes: new TextEncoder().encode('Here you are') },
    },
  });
  const wire = (expected: string, ...exchanges: Exchange[]) => held(`wire: [${expected}]`, { exchanges });

  test.each([
    '{ from: shopper, to: grocery-store, method: get, status: 200 }',
    '{ path: /deli }',
    '{ path: "/deli?item=cheese" }',
    '{ path: "/item=/" }',
    '{ request: { headers: { TraceParent: { present: true } } }, response: { body: you are } }',
    '{ request: { headers: { tracestate: { absent: true } } }, failed: false }',
    '{ response: { headers: { content-length: { gte: 12 } }, body: /^Here/ } }',
    '{ path: /till, count: 0 }',
  ])('meets %s', (expected) => {
    expect(wire(expected, answered).reasons).toEqual([]);
  });

  test.each([
    [
      '{ status: 500 }',
      'GET http://localhost:5000/deli?item=cheese from shopper was answered 200, expected 500.',
    ],
    [
      '{ request: { headers: { traceparent: { absent: true } } } }',
      'GET http://localhost:5000/deli?item=cheese from shopper carried the header traceparent: 00-1-2-01, expected none.',
    ],
    [
      '{ request: { headers: { baggage: { present: true } } } }',
      'GET http://localhost:5000/deli?item=cheese from shopper carried no header baggage.',
    ],
    [
      '{ failed: true }',
      'GET http://localhost:5000/deli?item=cheese from shopper was answered 200, expected no answer.',
    ],
    [
      '{ method: POST, path: /v1/traces, to: jaeger }',
      'No POST request for /v1/traces to jaeger crossed the network.',
    ],
    ['{ count: 2 }', '1 request like GET http://localhost:5000/deli?item=cheese from shopper, expected 2.'],
  ])('misses %s', (expected, reason) => {
    expect(wire(expected, answered).reasons).toEqual([reason]);
  });

  test('tells a refused request', () => {
    const refused = exchange({ failure: 'fetch failed' });
    const result = wire('{ to: grocery-store, status: 200 }', refused);
    expect(result.reasons).toEqual([
      'GET http://localhost:5000/ from shopper reached nobody, expected grocery-store and failed (fetch failed), expected 200.',
    ]);
    expect(result.target).toEqual({ type: 'exchange', id: 'x1' });
  });
});

describe('a tree that may begin anywhere', () => {
  const aroundWelcome = `
somewhere:
  - kind: SERVER
    children:
      - name: welcome message`;

  test('is found below other spans', () => {
    expect(held(aroundWelcome, stored(trip)).ok).toBe(true);
  });

  test('is found at the top', () => {
    expect(held(aroundWelcome, stored(...brokenTrip)).ok).toBe(true);
  });

  test('is missed in a sentence when it is nowhere', () => {
    const result = held(aroundWelcome, stored({ name: 'welcome message', service: 'grocery-store' }));
    expect(result.ok).toBe(false);
    expect(result.reasons).toEqual(['No SERVER span arrived.']);
  });

  test('is missed when there are more than it counts', () => {
    const result = held('somewhere: [{ kind: INTERNAL, count: 1 }]', stored(trip));
    expect(result.reasons).toHaveLength(1);
  });

  test('is missed when no span came at all', () => {
    expect(held(aroundWelcome, {}).ok).toBe(false);
  });
});

test('a span missed on the console: when it would have been printed is said', () => {
  const result = held('read: console\nspans: [{ name: paying }]', {
    printed: spansOf({ name: 'writing a list', service: 'shopper' }),
  });
  expect(result.reasons[0]).toContain('A span is printed only when it ends.');
});
