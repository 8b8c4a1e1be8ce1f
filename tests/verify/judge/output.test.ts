import { tmpdir } from 'node:os';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { lineMatches } from '../../../verify/judge/line-pattern.ts';
import { normaliseLine } from '../../../verify/judge/normalise-line.ts';
import { judged, markdown, told, updated } from './judged.ts';

vi.setConfig({ testTimeout: 60_000 });

const shows = (...output: string[]) =>
  markdown('```ts verify', 'run();', '```', '', '```text output', ...output, '```', '', 'The end.');

describe('placeholders', () => {
  test.each([
    ['[TRACE_ID]', '0af7651916cd43dd8448eb211c80319c', '0af7651916cd43dd8448eb211c80319'],
    ['[SPAN_ID]', 'b7ad6b7169203331', 'b7ad6b716920333g'],
    ['[UUID]', '123e4567-e89b-12d3-a456-426614174000', '123e4567e89b12d3a456426614174000'],
    ['[TIME]', '2026-11-21T16:00:00.123Z', 'yesterday'],
    ['[TIME]', '1795277186696', '12'],
    ['[DURATION]', '1.5 ms', '1.5 miles'],
    ['[DURATION]', '2m 30s', '2'],
    ['[NUMBER]', '-12.5', 'twelve'],
    ['[..]', 'anything', 'any\nthing'],
  ])('%s stands for %s and not for %j', (placeholder, good, bad) => {
    expect(lineMatches(`a ${placeholder}!`, `a ${good}!`)).toBe(true);
    expect(lineMatches(`a ${placeholder}!`, `a ${bad}!`)).toBe(placeholder === '[..]');
  });

  test('characters that mean something in an expression are themselves', () => {
    expect(lineMatches('f(a) [..] $1.50?', 'f(a) costs $1.50?')).toBe(true);
    expect(lineMatches('f(a) [..] $1.50?', 'f(a) costs $1x50?')).toBe(false);
  });

  test('white space at the end of a line does not matter, at its beginning it does', () => {
    expect(lineMatches('a', 'a  ')).toBe(true);
    expect(lineMatches('a', ' a')).toBe(false);
  });
});

describe('placeholders that could be met in very many ways', () => {
  test.each([
    [`${'a[..]'.repeat(12)}b`, 'a'.repeat(5_000)],
    [`${'[NUMBER]'.repeat(8)}b`, '1'.repeat(9_000)],
    [`${'[DURATION]'.repeat(6)}b`, '1s'.repeat(4_500)],
  ])('%s is soon not met', (pattern, line) => {
    expect(lineMatches(pattern, line)).toBe(false);
    expect(lineMatches(pattern, `${line.slice(0, 200)}b`)).toBe(true);
  });

  test.each([
    ['v[NUMBER].[NUMBER]', 'v1.2'],
    ['[..]a[..]a', 'aaa'],
    ['[..][..]', ''],
    ['[NUMBER]0', '100'],
    ['[TIME] [DURATION]', '10:30 5 ms'],
    ['a [TRACE_ID]', 'a [TRACE_ID]'],
  ])('%s is met by %j', (pattern, line) => {
    expect(lineMatches(pattern, line)).toBe(true);
  });
});

describe('what is printed', () => {
  test('is held to the block line by line', async () => {
    const found = await judged(shows('4 spans', '...', 'trace [TRACE_ID]'), {
      stdout: '4 spans\nx\ny\ntrace 0af7651916cd43dd8448eb211c80319c\n\n',
    });
    expect(found).toMatchObject({ findings: [], held: ['run', 'output'], edits: [] });
  });

  test('falls short at the first line that differs, with a diff', async () => {
    const { findings } = await judged(shows('a', 'b', 'c', 'd'), { stdout: 'a\nB\nc\nd\ne' });
    expect(told({ findings })).toEqual([
      '7:1 output: Printed "B", expected "b". 1 more line differs. spanlab verify --update writes what was printed.',
    ]);
    expect(findings[0]?.detail).toBe('  a\n- b\n+ B\n  c\n  d\n+ e');
  });

  test('is missed where there is nothing, and told where there is more than is shown', async () => {
    expect(told(await judged(shows('a')))).toEqual([
      '6:1 output: Nothing was printed, expected "a". spanlab verify --update writes what was printed.',
    ]);
    expect(told(await judged(shows('a'), { stdout: 'a\nb' }))).toEqual([
      '6:1 output: Printed "b", which the document does not show. spanlab verify --update writes what was printed.',
    ]);
  });

  test('is told as being in another place where it is', async () => {
    expect(told(await judged(shows('a', 'b', 'c'), { stdout: 'b\nc\na' }))[0]).toContain(
      '"a", but not where the document shows it.',
    );
  });

  test('has no colours, and errors are not part of it', async () => {
    expect(told(await judged(shows('green'), { stdout: '\u001b[32mgreen\u001b[39m', stderr: 'oh' }))).toEqual(
      [],
    );
  });

  test('may be shown in several blocks, one after the other; only the one that is wrong is told', async () => {
    const two = markdown(
      '```ts verify=x',
      'run();',
      '```',
      '```text output=x',
      'a',
      'b',
      '```',
      '```text output=x',
      'c',
      '```',
    );
    expect(told(await judged(two, { stdout: 'a\nb\n\nc' }))).toEqual([]);
    expect(told(await judged(two, { stdout: 'a\nb\nC' }))).toEqual([
      '9:1 output: Printed "C", expected "c". spanlab verify --update writes what was printed.',
    ]);
  });

  test('of 100,000 lines costs no more memory than it has', async () => {
    const stdout = Array.from({ length: 100_000 }, (_, i) => `line ${i}`).join('\n');
    expect(told(await judged(shows('line 0', '...', 'line 99999'), { stdout }))).toEqual([]);
    const [finding] = (await judged(shows('line 0', 'b', 'c', 'line 99999'), { stdout })).findings;
    expect(finding?.message).toContain('Printed "line 1", expected "b".');
    expect(finding?.detail?.split('\n').length).toBeLessThan(300);
  });
});

describe('an update', () => {
  test('fills a block that is empty', async () => {
    expect(told(await judged(shows(), { stdout: 'a\nb' }))[0]).toContain(
      'The block is empty, and 2 lines came: "a".',
    );
    expect(await updated(shows(), { stdout: 'a\nb' })).toBe(shows('a', 'b'));
  });

  test('writes what was printed, without ids, times and durations', async () => {
    const stdout = [
      'trace 0af7651916cd43dd8448eb211c80319c took 12.3 ms',
      '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
      'at 2026-11-21T16:00:00.000Z',
      '  timestamp: 1795277186696000,',
      '  duration: 1234.5,',
      '  startTime: [ 1795277186, 696000000 ],',
      'order 123e4567-e89b-12d3-a456-426614174000',
      'listening on 8080',
    ].join('\n');
    expect(await updated(shows('x'), { stdout })).toBe(
      shows(
        'trace [TRACE_ID] took [DURATION]',
        '00-[TRACE_ID]-[SPAN_ID]-01',
        'at [TIME]',
        '  timestamp: [TIME],',
        '  duration: [NUMBER],',
        '  startTime: [ [TIME], [NUMBER] ],',
        'order [UUID]',
        'listening on 8080',
      ),
    );
  });

  test('writes nothing of this machine', async () => {
    const stdout = [
      `  'process.pid': ${process.pid},`,
      `  'process.executable.path': '${process.execPath}',`,
      `  "host.name": "box-1", "host.arch": "amd64", "shop.size": 3,`,
      `  'process.command_args': [`,
      `    '${process.execPath}',`,
      `    '${tmpdir()}/spanlab-1/app.ts'`,
      `  'service.name': 'unknown_service:${process.execPath}',`,
      `run in ${process.cwd()}/docs (file://${tmpdir()}/a/b.ts:3:7) by ${process.version}`,
      'GET /tmpl of http://localhost/orders',
    ].join('\n');
    expect(await updated(shows('x'), { stdout })).toBe(
      shows(
        "  'process.pid': [NUMBER],",
        "  'process.executable.path': '[..]',",
        '  "host.name": "[..]", "host.arch": "[..]", "shop.size": 3,',
        "  'process.command_args': [",
        "    '[..]',",
        "    '[..]'",
        "  'service.name': 'unknown_service:[..]',",
        'run in [..] ([..]:3:7) by [..]',
        'GET /tmpl of http://localhost/orders',
      ),
    );
  });

  test('writes three dots that were printed as what they are, not as any lines', async () => {
    const after = await updated(shows('x'), { stdout: 'a\n...\nb' });
    expect(after).toBe(shows('a', '[..]', 'b'));
    expect(told(await judged(after, { stdout: 'a\nb' }))).toHaveLength(1);
  });

  test('keeps the lines of the author that hold', async () => {
    expect(await updated(shows('a [..]', '...', 'b'), { stdout: 'a 1\nx\ny\nB' })).toBe(
      shows('a [..]', '...', 'B'),
    );
  });

  test('keeps the indent of a list', async () => {
    const listed = (line: string) =>
      markdown(
        '- Run it:',
        '',
        '  ```ts verify',
        '  run();',
        '  ```',
        '',
        '  ```text output',
        `  ${line}`,
        '  ```',
      );
    expect(await updated(listed('a'), { stdout: 'b' })).toBe(listed('b'));
  });

  test('writes nothing when the run itself went wrong', async () => {
    const found = await judged(shows('a'), { stdout: 'b', errors: [{ name: 'Error', message: 'no' }] });
    expect(found.edits).toEqual([]);
    expect(found.findings.some(({ fix }) => fix !== undefined)).toBe(false);
    expect(found.findings.map(({ rule }) => rule)).toEqual(['threw', 'output']);
  });
});

/** Lines as programs print them: ids, times, markup, placeholders, and whatever else. */
const word = fc.oneof(
  fc.stringMatching(/^[0-9a-f]{32}$/u),
  fc.stringMatching(/^[0-9a-f]{16}$/u),
  fc.uuid(),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  fc.integer({ min: 0, max: 4_000_000_000_000 }).map(String),
  fc.double().map((number) => `${number} ms`),
  fc.constantFrom(
    '...',
    '[..]',
    '[TIME]',
    '[NUMBER]',
    '```',
    '~~~~',
    '-->',
    '  ',
    '\t',
    'duration: 1.5',
    '12:00:00',
    '\ufeff',
  ),
  fc.string({ unit: 'binary', maxLength: 10 }),
  fc.string({ maxLength: 10 }),
);
const printedLine = fc
  .array(word, { maxLength: 6 })
  .chain((words) => fc.constantFrom('', ' ', ', ').map((between) => words.join(between)));
const printed = fc
  .array(fc.oneof(printedLine, fc.constantFrom('a', 'b', '```ts verify', '~~~yaml expect')), {
    maxLength: 12,
  })
  .map((lines) => lines.join('\n'));

describe('whatever a program prints', () => {
  test('each line is met by itself once normalised', () => {
    fc.assert(
      fc.property(printedLine, (line) => lineMatches(normaliseLine(line), line)),
      { numRuns: 2_000 },
    );
  });

  test('the updated block is met by it, and a second update changes nothing', async () => {
    const shown = fc.array(fc.constantFrom('a', 'b', '...', '[..]', ''), { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(printed, shown, async (stdout, lines) => {
        const document = await updated(shows(...lines), { stdout });
        expect(told(await judged(document, { stdout }))).toEqual([]);
        expect(document.endsWith('```\n\nThe end.\n')).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test('so are two blocks that share it', async () => {
    const shown = fc.array(fc.constantFrom('a', 'b', '...', ''), { maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(printed, shown, shown, async (stdout, first, second) => {
        const fences = (lines: string[]) => ['```text output=x', ...lines, '```'];
        const document = markdown(
          '```ts verify=x',
          'run();',
          '```',
          ...fences(first),
          'then',
          ...fences(second),
        );
        const after = await updated(document, { stdout });
        expect(told(await judged(after, { stdout }))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
