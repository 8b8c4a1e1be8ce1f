import { describe, expect, test } from 'vitest';
import { read, said } from './some-document.ts';

/** What is wrong, and how many examples are left. */
async function found(text: string, options?: Parameters<typeof read>[1]) {
  const document = await read(text, options);
  return { said: said(document), examples: document.examples.map(({ id }) => id) };
}

const good = '```ts verify=good\nfine();\n```\n\n';

describe('each of these is said with its place, and the rest is read', () => {
  const cases: { name: string; text: string; at: string; message: RegExp; examples?: string[] }[] = [
    {
      name: 'a fence that never ends',
      text: `${good}\`\`\`ts verify\nnever();\n`,
      at: '5:1',
      message: /never ends: `ts verify`/u,
    },
    {
      name: 'a fence that ends with the next one’s end',
      text: `${good}\`\`\`ts verify\nopen();\n\nText\n\n\`\`\`ts\nnext();\n\`\`\`\n`,
      at: '5:1',
      message: /another fence \(line 10\) before this one has ended: `ts verify`/u,
    },
    {
      name: 'a fence that ends with its list',
      text: `${good}- a\n\n  \`\`\`ts verify\n  never();\n\nText\n`,
      at: '7:3',
      message: /never ends/u,
    },
    {
      name: 'a word nobody knows',
      text: `${good}\`\`\`ts verify timout=3s\n1\n\`\`\``,
      at: '5:14',
      message: /did you mean `timeout`/u,
    },
    {
      name: 'verify mistyped',
      text: `${good}\`\`\`ts verfiy\n1\n\`\`\``,
      at: '5:7',
      message: /did you mean `verify`\? As it is, nothing holds/u,
    },
    {
      name: 'a word with a value it does not take',
      text: `${good}\`\`\`ts verify alone=yes\n1\n\`\`\``,
      at: '5:14',
      message: /takes no value/u,
    },
    {
      name: 'a time without a unit',
      text: `${good}\`\`\`ts verify timeout=10\n1\n\`\`\``,
      at: '5:14',
      message: /a time with its unit/u,
    },
    {
      name: 'a runtime that is none',
      text: `${good}\`\`\`ts verify runtime=nod\n1\n\`\`\``,
      at: '5:14',
      message: /Did you mean `node`/u,
    },
    {
      name: 'a skip without a reason',
      text: `${good}\`\`\`ts verify skip=2026-12-31\n1\n\`\`\``,
      at: '5:14',
      message: /without a reason/u,
    },
    {
      name: 'a skip until no day',
      text: `${good}\`\`\`ts verify skip=2026-02-31 reason=x\n1\n\`\`\``,
      at: '5:14',
      message: /the last day/u,
    },
    {
      name: 'an output without an example',
      text: `\`\`\`text output\n1\n\`\`\`\n\n${good}`,
      at: '1:9',
      message: /without an example: no block above/u,
    },
    {
      name: 'an expectation after a block that is not verified',
      text: `${good}\`\`\`ts\n1\n\`\`\`\n\n\`\`\`yaml expect\nchecks: []\n\`\`\``,
      at: '9:9',
      message: /the block just above it \(line 5\) has no `verify`/u,
    },
    {
      name: 'the output of nobody',
      text: `${good}\`\`\`text output=goood\n1\n\`\`\``,
      at: '5:9',
      message: /did you mean `good`/u,
    },
    {
      name: 'a name used again after its example was over',
      text: `${good}\`\`\`ts verify=a\n1\n\`\`\`\n\n\`\`\`text output\n1\n\`\`\`\n\n\`\`\`ts verify=b\n1\n\`\`\`\n\n\`\`\`ts verify=a\n2\n\`\`\``,
      at: '17:7',
      message: /the example of this name began on line 5/u,
      examples: ['guide.md#good', 'guide.md#b'],
    },
    {
      name: 'one file by two names',
      text: `${good}\`\`\`ts verify=a file=App.ts\n1\n\`\`\`\n\n\`\`\`ts verify=a file=app.ts\n1\n\`\`\``,
      at: '9:16',
      message: /`app.ts` beside `App.ts`/u,
    },
    {
      name: 'settings that contradict each other',
      text: `${good}\`\`\`ts verify=a timeout=1s\n1\n\`\`\`\n\n\`\`\`ts verify=a timeout=2s\n1\n\`\`\``,
      at: '9:16',
      message: /says otherwise/u,
    },
    {
      name: 'a program and a shell block of one name',
      text: `${good}\`\`\`ts verify=a\n1\n\`\`\`\n\n\`\`\`sh verify=a\ntrue\n\`\`\``,
      at: '9:7',
      message: /which is a program example since line 5/u,
    },
    {
      name: 'a file outside of its folder',
      text: `${good}\`\`\`ts verify file=../a.ts\n1\n\`\`\``,
      at: '5:14',
      message: /below the example's own folder/u,
    },
    {
      name: 'a language nothing can run',
      text: `${good}\`\`\`rust verify\n1\n\`\`\``,
      at: '5:9',
      message: /`verify` on a block of `rust`/u,
    },
    {
      name: 'an example with nothing to run',
      text: `${good}\`\`\`json verify=a file=a.json\n{}\n\`\`\``,
      at: '5:1',
      message: /no program in the example `a`/u,
    },
    {
      name: 'a block with nothing in it',
      text: `${good}\`\`\`ts verify\n\n\`\`\``,
      at: '5:1',
      message: /nothing between the fences/u,
    },
    {
      name: 'a name that is a number',
      text: `${good}\`\`\`ts verify=3\n1\n\`\`\``,
      at: '5:7',
      message: /a name begins with a letter/u,
    },
    {
      name: 'an expectation with a key nobody knows',
      text: `${good}> \`\`\`yaml expect\n> checks:\n>   - check: a\n>     spns: []\n> \`\`\``,
      at: '8:7',
      message: /did you mean `spans`/u,
      examples: [],
    },
    {
      name: 'an expectation that would have to be run',
      text: `${good}\`\`\`ts expect\nexport default defineExpect({\n  checks: [make()],\n});\n\`\`\``,
      at: '7:12',
      message: /would have to be run/u,
      examples: [],
    },
    {
      name: 'a value of an expectation that is not allowed',
      text: `${good}\`\`\`ts expect\nexport default defineExpect({\n  checks: [{ check: 'a', read: 'stor' }],\n});\n\`\`\``,
      at: '7:32',
      message: /did you mean store/u,
      examples: [],
    },
    {
      name: 'an error at a line there is not',
      text: `${good}\`\`\`text error\nError: no\nat line 7\n\`\`\``,
      at: '7:1',
      message: /Found line 7; the block of `line-1.ts` on line 1 shows 1/u,
      examples: [],
    },
    {
      name: 'the error of a shell block',
      text: `${good}\`\`\`sh verify\nfalse\n\`\`\`\n\n\`\`\`text error\nno\n\`\`\``,
      at: '9:9',
      message: /say `exit=1`/u,
    },
    {
      name: 'a source that is not there',
      text: `${good}\`\`\`ts verify source="app.ts"\n1\n\`\`\``,
      at: '5:14',
      message: /no such file/u,
    },
    {
      name: 'a region without a source',
      text: `${good}\`\`\`ts verify region=a\n1\n\`\`\``,
      at: '5:14',
      message: /without `source=/u,
    },
  ];
  test.each(cases)('$name', async ({ text, at, message, examples = ['guide.md#good'] }) => {
    const document = await found(text);
    expect(document.said).toHaveLength(1);
    const [place = '', ...rest] = document.said[0]?.split(' document ') ?? [];
    expect(place).toBe(at);
    expect(rest.join()).toMatch(message);
    expect(document.examples).toEqual(examples);
  });

  test('a document that is too large', async () => {
    const document = await found(good + 'x'.repeat(6 * 1024 * 1024));
    expect(document.said).toEqual([
      expect.stringMatching(/^1:1 document Found a document of 6\.0 MB; up to 5 MB/u),
    ]);
  });

  test('MDX that is none', async () => {
    const document = await found(`${good}Text {\n`, { name: 'guide.mdx' });
    expect(document.said).toEqual([expect.stringMatching(/^\d+:\d+ document This is not MDX: /u)]);
    expect(document.examples).toEqual(['guide.mdx#good']);
  });
});

describe('a region of a source file', () => {
  const source =
    'import x;\n\n  // #region setup\n  const a = 1;\n\n  // #region inner\n    b();\n  // #endregion\n  // #endregion\n';
  const block = (...lines: string[]) =>
    ['- list', '', '  ```ts verify source="src/app.ts" region="setup"', ...lines, '  ```', ''].join('\n');

  test('that the block equals is fine', async () => {
    const document = await read(block('  const a = 1;', '', '    b();'), {
      sources: { 'src/app.ts': source },
    });
    expect(said(document)).toEqual([]);
    expect(document.includes).toEqual(['/docs/src/app.ts']);
    expect(document.examples).toMatchObject([{ files: [{ name: 'app.ts' }] }]);
  });

  test('that it does not is a finding where they part, and an edit', async () => {
    const document = await read(block('  const a = 1;', '', '    c();'), {
      sources: { 'src/app.ts': source.replaceAll('\n', '\r\n') },
    });
    expect(said(document)).toEqual([
      '6:3 region Found `c();`; `src/app.ts` has `b();`. `--update` takes it over.',
    ]);
    expect(document.edits).toEqual([
      { file: 'guide.md', line: 4, endLine: 6, text: '  const a = 1;\n\n    b();' },
    ]);
    expect(document.findings[0]?.fix).toEqual(document.edits[0]);
  });

  test('that is not there is named with those that are', async () => {
    const document = await read(block('  x').replace('"setup"', '"setp"'), {
      sources: { 'src/app.ts': source },
    });
    expect(said(document)).toEqual([
      '3:36 document Found in `src/app.ts` no region `setp`; did you mean `setup`? there: `setup`, `inner`.',
    ]);
    expect(document.examples).toEqual([]);
  });

  test('is kept in sync without being verified', async () => {
    const text = '```ts source="src/app.ts" region=inner\n```\n';
    const document = await read(text, { sources: { 'src/app.ts': source } });
    expect(document.edits).toEqual([{ file: 'guide.md', line: 2, endLine: 1, text: 'b();' }]);
    expect(document.examples).toEqual([]);
    expect(document.blocks).toMatchObject([{ example: 'src/app.ts' }]);
  });
});
