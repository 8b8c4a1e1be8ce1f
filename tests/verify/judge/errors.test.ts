import { describe, expect, test } from 'vitest';
import { expectsCompileError } from '../../../verify/judge/expected-error.ts';
import { judge } from '../../../verify/judge/judge.ts';
import { exampleIn, judged, markdown, told } from './judged.ts';

const plain = markdown(
  '# Guide',
  '',
  '```ts verify file=app.ts',
  'const a = 1;',
  'throw new Error("no");',
  '```',
);
const promised = (...error: string[]) =>
  markdown(
    '```ts verify file=app.ts',
    'const a = 1;',
    'fail(a);',
    '```',
    '',
    '```text error',
    ...error,
    '```',
  );
const at = (line: number, column = 1) => [{ file: 'app.ts', line, column }];

describe('what a run throws', () => {
  test('nothing thrown is nothing found', async () => {
    expect(await judged(plain)).toMatchObject({ findings: [], held: ['run'] });
  });

  test.each([
    ['threw', 'Threw Error: no'],
    ['rejected', 'Left a rejection unhandled: Error: no'],
    ['late', 'Threw after its top level had finished: Error: no'],
  ] as const)('one that %s is found at its own line and column', async (kind, message) => {
    const found = await judged(plain, { errors: [{ kind, name: 'Error', message: 'no', frames: at(2, 7) }] });
    expect(told(found)).toEqual([`5:7 ${kind}: ${message}`]);
  });

  test('an error from nowhere in the example is told at its fence, and its exit code is not told again', async () => {
    const found = await judged(plain, { exitCode: 1, errors: [{ name: 'Error', message: 'no' }] });
    expect(told(found)).toEqual(['3:1 threw: Threw Error: no']);
  });

  test('all are told, each with its way through the document', async () => {
    const frames = [...at(2, 7), ...at(1)];
    const errors = [
      { name: 'Error', message: 'a', frames },
      { name: 'Error', message: 'b' },
    ];
    const { findings } = await judged(plain, { errors });
    expect(findings.map(({ detail }) => detail)).toEqual([
      'Error: a\n    at guide.md:5:7\n    at guide.md:4:1',
      undefined,
    ]);
  });

  test('what else went wrong is told under its own rule', async () => {
    const found = await judged(plain, {
      exitCode: 137,
      troubles: [
        { rule: 'timeout', message: 'Did not end within 10 s.' },
        {
          rule: 'left-behind',
          message: 'Port 8080 is still open.',
          at: { file: 'app.ts', line: 1, column: 1 },
        },
      ],
    });
    expect(told(found)).toEqual([
      '3:1 timeout: Did not end within 10 s.',
      '4:1 left-behind: Port 8080 is still open.',
    ]);
  });
});

describe('exit codes', () => {
  test('of a shell block are told at the line the shell names', async () => {
    const block = markdown('```sh verify', 'echo a', 'cheese', '```');
    const at = async (stderr: string) =>
      told(await judged(block, { exitCode: 127, stderr }))[0]?.split(' ')[0];
    expect(await at('sh: 2: cheese: not found')).toBe('3:1');
    expect(await at('bash: line 2: cheese: command not found')).toBe('3:1');
    expect(await at('oven: 2: too hot')).toBe('1:1');
  });

  test('that were asked for are held beside an error', async () => {
    const errors = [{ name: 'Error', message: 'no' }];
    const both = markdown('```js verify exit=3', 'run();', '```', '', '```text error', 'Error: no', '```');
    expect(told(await judged(both, { exitCode: 3, errors }))).toEqual([]);
    expect(told(await judged(both, { exitCode: 1, errors }))).toEqual([
      '1:1 exit-code: Ended with the exit code 1, expected 3.',
    ]);
  });

  test('one that nobody asked for is found, with what the program said last', async () => {
    const { findings } = await judged(plain, { exitCode: 3, stderr: 'usage: app\nno such option' });
    expect(told({ findings })).toEqual([
      '3:1 exit-code: Ended with the exit code 3, expected 0. If that is meant, say `exit=3` in the info string.',
    ]);
    expect(findings[0]?.detail).toBe('usage: app\nno such option');
  });

  test('one that was asked for must come', async () => {
    const asked = markdown('```sh verify exit=2', 'exit 2', '```');
    expect(told(await judged(asked, { exitCode: 2 }))).toEqual([]);
    expect(told(await judged(asked, { exitCode: 0 }))).toEqual([
      '1:1 exit-code: Ended with the exit code 0, expected 2.',
    ]);
  });
});

describe('an error the document promises', () => {
  const error = { name: 'TypeError', message: 'Cannot read properties of undefined', frames: at(2) };

  test('is no finding when it comes, however the promise leaves gaps', async () => {
    for (const pattern of ['TypeError: Cannot read properties of undefined', 'TypeError: Cannot read [..]']) {
      const found = await judged(promised(pattern), { exitCode: 1, errors: [error] });
      expect(told(found)).toEqual([]);
      expect(found.held).toContain('error');
    }
  });

  test('that comes from another line is found there', async () => {
    expect(told(await judged(promised('TypeError: [..]', 'at app.ts:1'), { errors: [error] }))).toEqual([
      '6:1 expected-error: Expected TypeError: [..] at guide.md:2; found TypeError: Cannot read properties of undefined at guide.md:3.',
    ]);
    expect(told(await judged(promised('TypeError: [..]', 'at app.ts:2'), { errors: [error] }))).toEqual([]);
  });

  test('that does not come is missed, also when another does', async () => {
    expect(told(await judged(promised('RangeError: [..]')))).toEqual([
      '6:1 expected-error: Expected RangeError: [..]; nothing was thrown.',
    ]);
    expect(told(await judged(promised('RangeError: [..]'), { errors: [error] }))).toEqual([
      '6:1 expected-error: Expected RangeError: [..]; found TypeError: Cannot read properties of undefined at guide.md:3.',
    ]);
  });

  test('excuses no second one', async () => {
    const second = { ...error, kind: 'rejected' as const, message: 'other' };
    expect(told(await judged(promised('TypeError: Cannot [..]'), { errors: [second, error] }))).toEqual([
      '3:1 rejected: Left a rejection unhandled: TypeError: other',
    ]);
  });

  test('is met by its first line when it says more', async () => {
    const long = { ...error, message: 'first\nsecond' };
    expect(told(await judged(promised('TypeError: first'), { errors: [long] }))).toEqual([]);
  });
});

describe('the compiler', () => {
  const wrong = {
    code: 'TS2322',
    message: "Type 'string' is not assignable to type 'number'.",
    file: 'app.ts',
    line: 1,
    column: 7,
  };

  test('has its errors told at their places, the rest of a long one as detail', async () => {
    const message = 'No overload matches.\n  Overload 1 of 2';
    const { findings, held } = await judged(plain, { types: [wrong, { ...wrong, message, line: 2 }] });
    expect(told({ findings })).toEqual([
      "4:7 type-error: TS2322: Type 'string' is not assignable to type 'number'.",
      '5:7 type-error: TS2322: No overload matches.',
    ]);
    expect(findings[1]?.detail).toBe('  Overload 1 of 2');
    expect(held).toContain('types');
  });

  test('that finds nothing has held the types; one that was not asked has not', async () => {
    expect((await judged(plain, { types: [] })).held).toEqual(['types', 'run']);
    expect((await judged(plain)).held).toEqual(['run']);
  });

  test('does not tell again of an import that the runner did not find', async () => {
    const missing = { ...wrong, code: 'TS2307', message: "Cannot find module 'x'." };
    const troubles = [
      {
        rule: 'import' as const,
        message: "Cannot find package 'x'.",
        at: { file: 'app.ts', line: 1, column: 1 },
      },
    ];
    expect(told(await judged(plain, { types: [missing], troubles }))).toEqual([
      "4:1 import: Cannot find package 'x'.",
    ]);
    expect(told(await judged(plain, { types: [missing] }))).toEqual([
      "4:7 import: TS2307: Cannot find module 'x'.",
    ]);
  });

  test('may be expected to complain: then the example is not to be run', async () => {
    const expected = promised("TS2322: Type 'string' is not [..]", 'at app.ts:1');
    const example = await exampleIn(expected);
    expect(example.kind === 'program' && expectsCompileError(example)).toBe(true);
    expect(await judged(expected, { types: [wrong] })).toMatchObject({
      findings: [],
      held: ['types', 'error', 'run'],
    });
    expect(told(await judged(expected, { types: [] }))).toEqual([
      "6:1 expected-error: Expected TS2322: Type 'string' is not [..] at guide.md:2; it compiles.",
    ]);
  });

  test('a promised SyntaxError of a run does not keep its output from being held', async () => {
    const both = [promised('SyntaxError: no JSON'), '```text output', 'a', '```'].join('\n');
    const errors = [{ name: 'SyntaxError', message: 'no JSON' }];
    expect(told(await judged(both, { errors, exitCode: 1, types: [] }))[0]).toContain(
      'output: Nothing was printed, expected "a".',
    );
    expect(told(await judged(both, { errors, stdout: 'a', exitCode: 1, types: [] }))).toEqual([]);
  });

  test('cannot be promised where nobody checks it', async () => {
    expect(told(await judged(promised('TS9999: no')))).toEqual([
      '6:1 expected-error: Expected TS9999: no; the types of this example are not checked. Take `no-check` out, or write it in TypeScript.',
    ]);
  });

  test('are all that could hold what is not run: without them, nothing does', async () => {
    const example = await exampleIn(markdown('```js verify no-run', 'a();', '```'));
    const found = await judge({ example, ran: undefined, deadlineMs: 0 });
    expect(told(found)[0]).toMatch(/^1:1 document: Nothing holds this example/u);
    expect(await judge({ example, ran: undefined, types: [], deadlineMs: 0 })).toMatchObject({
      findings: [],
      held: ['types'],
    });
  });

  test('tells of broken syntax alone: that the program did not start, and showed nothing, only repeats it', async () => {
    const syntax = { ...wrong, code: 'TS1005', message: "')' expected." };
    const errors = [{ name: 'SyntaxError', message: 'Expected ")"', frames: at(1, 7) }];
    const shown = markdown('```ts verify file=app.ts', 'f(;', '```', '```text output', 'a', '```');
    expect(told(await judged(shown, { types: [syntax], errors, exitCode: 1 }))).toEqual([
      "2:7 type-error: TS1005: ')' expected.",
    ]);
    expect(told(await judged(shown, { errors, exitCode: 1 }))).toEqual([
      '2:7 threw: Threw SyntaxError: Expected ")"',
    ]);
  });
});

test('an error that is no error is told in one line', async () => {
  const errors = [{ name: '', message: '[\n  OTLPExporterError: Not Found\n]' }];
  expect(told(await judged(plain, { errors }))).toEqual([
    '3:1 threw: Threw [ OTLPExporterError: Not Found ]',
  ]);
});
