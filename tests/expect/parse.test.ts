import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import {
  frontmatterOf,
  type Parsed,
  parseExpectation,
  parseLab,
  parseYaml,
} from '../../sandbox/expect/parse.ts';
import { formatProblem } from '../../sandbox/expect/problem.ts';

function problemsOf(parsed: Parsed<unknown>): string[] {
  return parsed.ok ? [] : parsed.problems.map(formatProblem);
}

const expectation = (text: string) => problemsOf(parseExpectation({ file: 'expect.yaml', text }));

describe('problems of expect.yaml', () => {
  test('name the line, what was found and what is allowed, all at once', () => {
    const text = `checks:
  - check: one
    spans:
      - name: a
        atributes: { b: 1 }
        attributes: { x: { grt: 5 }, y: { present: false }, z: { present: true, gt: 2 }, w: }
        children: [{ name: b, kind: SERVR }]
  - absent: [{ nam: c }]
    read: Console
`;
    expect(expectation(text)).toEqual([
      'expect.yaml:5:9 found `atributes`, did you mean `attributes`? Allowed in `spans`: `name`, `service`, `kind`, `status`, `attributes`, `resource`, `scope`, `events`, `links`, `duration`, `count`, `children`',
      'expect.yaml:6:28 found `grt`, did you mean `gt`? Allowed in `x`: `present`, `absent`, `not`, `gt`, `gte`, `lt`, `lte`',
      'expect.yaml:6:43 `present`: found false, allowed: true',
      expect.stringMatching(/^expect\.yaml:6:\d+ `z`: found a mapping, allowed: text, /u),
      expect.stringMatching(/^expect\.yaml:6:\d+ `w`: found nothing, allowed: text, /u),
      'expect.yaml:7:37 `kind`: found "SERVR", allowed: UNSPECIFIED, INTERNAL, SERVER, CLIENT, PRODUCER, CONSUMER; did you mean SERVER?',
      'expect.yaml:8:5 `check`: missing; allowed: text',
      'expect.yaml:8:16 found `nam`, did you mean `name`? Allowed in `absent`: `name`, `service`, `kind`, `status`, `attributes`, `resource`, `scope`, `events`, `links`, `duration`',
      'expect.yaml:9:11 `read`: found "Console", allowed: store, console; did you mean console?',
    ]);
  });

  test('include regular expressions that do not compile, and checks that ask for nothing', () => {
    expect(
      expectation('checks:\n  - check: /(/ is fine here\n    spans: [{ name: /(/ }]\n  - check: b\n'),
    ).toEqual([
      'expect.yaml:3:21 found /(/, allowed: a literal, or a regular expression that compiles (Invalid regular expression: /(/: Unterminated group)',
      'expect.yaml:4:5 found a check that asks for nothing; allowed: at least one of `spans`, `somewhere`, `absent`, `traces`, `invariants`, `stdout`, `wire`',
    ]);
  });

  test('include lists that ask for nothing', () => {
    const text = `checks:
  - check: one
    absent: []
    invariants: []
    stdout: []
    wire: []
`;
    expect(expectation(text)).toEqual([
      'expect.yaml:3:5 `absent`: found an empty list, allowed: a list of at least 1',
      'expect.yaml:4:5 `invariants`: found an empty list, allowed: a list of at least 1',
      'expect.yaml:5:5 `stdout`: found an empty list, allowed: a list of at least 1',
      'expect.yaml:6:5 `wire`: found an empty list, allowed: a list of at least 1',
    ]);
  });

  test('include bounds that everything meets, or nothing can', () => {
    const text = `checks:
  - check: one
    traces: {}
    spans:
      - count: { min: 0 }
        duration: { minMs: 0 }
        attributes: { x: {}, y: { gt: 5, lte: 4 } }
        children:
          - count: { min: 3, max: 2 }
            duration: { minMs: 20, maxMs: 10.5 }
          - duration: {}
    stdout: [{ matches: a, count: { min: 0 } }]
    wire: [{ count: {} }]
`;
    expect(expectation(text)).toEqual([
      'expect.yaml:3:5 `traces`: found an empty mapping, allowed: at least one of `min`, `max`',
      'expect.yaml:5:23 `min`: found 0, allowed: more than 0, or a `max` beside it; 0 or more is always so',
      'expect.yaml:6:28 `minMs`: found 0, allowed: more than 0, or a `maxMs` beside it; 0 or more is always so',
      'expect.yaml:7:23 `x`: found an empty mapping, allowed: at least one of `gt`, `gte`, `lt`, `lte`',
      'expect.yaml:7:47 `lte`: found 4, allowed: 5 or more, for `gt` is 5',
      'expect.yaml:9:35 `max`: found 2, allowed: 3 or more, for `min` is 3',
      'expect.yaml:10:43 `maxMs`: found 10.5, allowed: 20 or more, for `minMs` is 20',
      'expect.yaml:11:13 `duration`: found an empty mapping, allowed: at least one of `minMs`, `maxMs`',
      'expect.yaml:12:42 `min`: found 0, allowed: more than 0, or a `max` beside it; 0 or more is always so',
      'expect.yaml:13:14 `count`: found an empty mapping, allowed: at least one of `min`, `max`',
    ]);
  });

  test('are none where bounds can be met and missed', () => {
    const text = `checks:
  - check: one
    traces: { min: 0, max: 0 }
    spans: [{ count: { min: 1 }, duration: { maxMs: 5 }, attributes: { x: { gte: 5, lte: 5 }, y: { gt: -1 } } }]
    wire: [{ count: { min: 2, max: 3 } }, { count: 0 }]
`;
    expect(expectation(text)).toEqual([]);
  });

  test.each([
    ['', 'expect.yaml:1:1 found nothing, allowed: a mapping with `checks`'],
    ['- a', 'expect.yaml:1:1 found a list, allowed: a mapping with `checks`'],
    ['checks: []', 'expect.yaml:1:1 `checks`: found an empty list, allowed: a list of at least 1'],
    ['checks:\n\t- check: a', 'expect.yaml:2:1 Tabs are not allowed as indentation'],
    [
      'checks: [\n',
      'expect.yaml:2:1 Flow sequence in block collection must be sufficiently indented and end with a ]',
    ],
    ['a: &a [*a]', expect.stringContaining('expect.yaml:1:1')],
  ])('%j', (text, problem) => {
    expect(expectation(text)).toContainEqual(problem);
  });

  test('never escape as anything but problems, whatever the text', () => {
    const yamlish = fc.array(
      fc.constantFrom(
        'checks',
        ':',
        ' ',
        '\n',
        '  ',
        '- ',
        '{',
        '}',
        '[',
        ']',
        '/(/',
        '&a',
        '*a',
        'a',
        '"',
        '1',
      ),
    );
    fc.assert(
      fc.property(yamlish, (pieces) => {
        const parsed = parseExpectation({ file: 'f', text: pieces.join('') });
        const problems = parsed.ok ? [] : parsed.problems;
        expect(parsed.ok || problems.length > 0).toBe(true);
        for (const { line, column } of problems) expect(Math.min(line, column)).toBeGreaterThan(0);
      }),
    );
  });
});

test('a lab whose environment holds a number is told to use quotes', () => {
  const text = 'services:\n  - { name: shop, entry: a.ts, env: { PORT: 5000 } }\n';
  expect(problemsOf(parseLab({ file: 'lab.yaml', text }))).toEqual([
    'lab.yaml:2:45 `PORT`: found 5000, allowed: text; write "5000", with quotes',
  ]);
});

describe('frontmatter', () => {
  test('has its lines counted from the top of the file', () => {
    const source = frontmatterOf({
      file: 'index.mdx',
      text: '---\ntitle: a\nminutes: x\n---\n\nText\n---\n',
    });
    if (!source.ok) throw new Error('there is frontmatter');
    const parsed = parseYaml(z.strictObject({ title: z.string(), minutes: z.int() }), source.value);
    expect(problemsOf(parsed)).toEqual(['index.mdx:3:10 `minutes`: found "x", allowed: a whole number']);
  });

  test('may be empty, and may have the line ends of Windows', () => {
    expect(frontmatterOf({ file: 'f', text: '---\r\n---\r\n' }).ok).toBe(true);
    expect(frontmatterOf({ file: 'f', text: '---\r\ntitle: a\r\n---\r\n' })).toMatchObject({
      value: { text: 'title: a\r\n' },
    });
  });

  test('that is missing is said to be so', () => {
    expect(problemsOf(frontmatterOf({ file: 'f', text: '# Title\n\n---\na: b\n---\n' }))).toEqual([
      'f:1:1 found no frontmatter; allowed: YAML between two lines of --- at the top of the file',
    ]);
  });
});

describe('a lab with a Collector', () => {
  const problems = (text: string) => problemsOf(parseLab({ file: 'lab.yaml', text }));
  const service = (name: string) => `services: [{ name: ${name}, entry: a.ts }]\n`;

  test.each([
    ['collector', 'collector: {}', 'Collector'],
    ['jaeger', 'backend: jaeger', 'Jaeger'],
  ])('has no service called %s beside its own', (name, own, words) => {
    expect(problems(`${service(name)}${own}\n`)).toEqual([
      `lab.yaml:1:20 \`name\`: found "${name}", allowed: another name than "${name}": the lab's own ${words} is called so`,
    ]);
    expect(problems(service(name))).toEqual([]);
  });

  test('needs no backend and no service', () => {
    expect(problems('services: []\ncollector: {}\n')).toEqual([]);
    expect(problems('services: []\n')).toHaveLength(1);
  });
});
