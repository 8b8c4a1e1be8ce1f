import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encodeTracesJson } from '../../sandbox/store/otlp/encode-json.ts';
import { run } from '../../verify/run.ts';
import { brokenTrip, spansOf, trip } from '../expect/some-trees.ts';

let folder = '';
const at = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'spanlab-verify-'));
  const json = (...trees: Parameters<typeof spansOf>) => JSON.stringify(encodeTracesJson(spansOf(...trees)));
  await writeFile(at('trip.json'), json(trip));
  await writeFile(at('broken.json'), json(...brokenTrip));
  const lines = spansOf(...brokenTrip).map((span) => JSON.stringify(encodeTracesJson([span])));
  await writeFile(at('lines.jsonl'), `${lines.join('\n')}\n`);
  await writeFile(at('nonsense.json'), '{"resourceSpans": 5}');
  await writeFile(
    at('expect.yaml'),
    `checks:
  - check: The server's span is below the client's
    extra: forbid
    spans:
      - name: going to the grocery store
        children: [{ kind: CLIENT, children: [{ name: GET /, children: [{ name: welcome message }] }] }]
  - check: The shopper hears it
    stdout: [{ matches: Welcome }]
`,
  );
  await writeFile(at('wrong.yaml'), 'checks:\n  - check: a\n    spns: []\n');
});
afterAll(() => rm(folder, { recursive: true }));

async function spanlab(...args: string[]) {
  const out: string[] = [];
  const error: string[] = [];
  const exitCode = await run(args, { out: (text) => out.push(text), error: (text) => error.push(text) });
  return {
    exitCode,
    out: out.join('\n').replaceAll(folder, ''),
    error: error.join('\n').replaceAll(folder, ''),
  };
}

describe('spanlab expect', () => {
  test('says which checks are met, and which a file of spans cannot show', async () => {
    expect(await spanlab('expect', at('expect.yaml'), at('trip.json'))).toEqual({
      exitCode: 0,
      out: `✓ The server's span is below the client's
- The shopper hears it: stdout not held, for a file of spans has none
1 of 1 checks met`,
      error: '',
    });
  });

  test('explains a miss in a sentence and draws the trees side by side', async () => {
    const { exitCode, out } = await spanlab('expect', at('expect.yaml'), at('broken.json'));
    expect(exitCode).toBe(1);
    expect(out).toBe(`✗ The server's span is below the client's
    "GET /" is a root span: no context reached grocery-store, so it began a trace of its own.

      expected                    found
    ~ going to the grocery store  going to the grocery store INTERNAL shopper
    ~   (any name) CLIENT           GET CLIENT shopper
    >     GET /                       GET / SERVER grocery-store  (root)
            welcome message             welcome message INTERNAL grocery-store

- The shopper hears it: stdout not held, for a file of spans has none
0 of 1 checks met`);
  });

  test('reads one request a line', async () => {
    const { out } = await spanlab('expect', '--json', at('expect.yaml'), at('lines.jsonl'));
    expect(JSON.parse(out)).toMatchObject({
      spans: 4,
      results: [{ ok: false, reasons: [expect.stringContaining('"GET /" is a root span')] }],
      notHeld: [{ check: 'The shopper hears it', parts: ['stdout'] }],
    });
  });

  test.each([
    [['expect'], 'expect needs an expect.yaml and at least one file of spans'],
    [['expect', 'expect.yaml', 'gone.json'], 'cannot read the file /gone.json'],
    [['expect', 'expect.yaml', 'nonsense.json'], 'cannot read /nonsense.json as OTLP JSON'],
    [['expect', 'wrong.yaml', 'trip.json'], '/wrong.yaml:3:5 found `spns`, did you mean `spans`?'],
  ])('cannot do %j', async ([command = '', ...files], message) => {
    const { exitCode, error } = await spanlab(command, ...files.map(at));
    expect(exitCode).toBe(2);
    expect(error).toContain(message);
  });
});

describe('spanlab check', () => {
  test('finds nothing wrong with the lessons of this site', async () => {
    expect(await spanlab('check', 'content')).toMatchObject({
      exitCode: 0,
      out: expect.stringMatching(/, no problems$/u),
    });
  });

  test('names every problem of a broken lesson', async () => {
    const { exitCode, out } = await spanlab('check', 'tests/lesson/fixtures/misspelt-folder/04-lesson');
    expect(exitCode).toBe(1);
    expect(out).toContain('04-lesson/strat:1:1 found `strat`, did you mean `start`?');
    expect(out).toMatch(/1 lesson, \d+ problems$/u);
  });

  test('says so when there is no lesson', async () => {
    expect(await spanlab('check', 'tests/verify')).toMatchObject({
      exitCode: 2,
      error: expect.stringContaining('found no lesson in tests/verify'),
    });
  });
});

describe('spanlab itself', () => {
  test('helps, and says its version', async () => {
    expect(await spanlab('--version')).toMatchObject({
      exitCode: 0,
      out: expect.stringMatching(/^\d+\.\d+\.\d+$/u),
    });
    expect((await spanlab('--help')).out).toContain('spanlab expect <expect.yaml>');
  });

  test('says what there is when it is asked for something else', async () => {
    expect(await spanlab('chek')).toMatchObject({
      exitCode: 2,
      error: expect.stringContaining('did you mean check?'),
    });
    expect(await spanlab()).toMatchObject({ exitCode: 2 });
    expect(await spanlab('--jsn')).toMatchObject({ exitCode: 2 });
  });
});
