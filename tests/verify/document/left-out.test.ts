import { describe, expect, test } from 'vitest';
import { read, said } from './some-document.ts';

const good = '```ts verify=good\nfine();\n```\n\n';
const fence = (info: string, ...lines: string[]) => [`\`\`\`${info}`, ...lines, '```', ''].join('\n');

/** Places of findings, and the examples that are left. */
async function found(text: string, name = 'guide.md') {
  const document = await read(text, { name });
  return { said: said(document), examples: document.examples.map(({ id }) => id.replace(/^.*#/u, '')) };
}

describe('a block that is meant to be verified and would be left out is said', () => {
  const cases: { name: string; text: string; at: string; message: RegExp; file?: string }[] = [
    {
      name: 'within a fence of others that has not ended',
      text: `${good}\`\`\`json\n{}\n\nText\n\n${fence('ts verify', '1')}`,
      at: '5:1',
      message: /another fence, `ts verify` \(line 10\), before this one has ended: `json`/u,
    },
    {
      name: 'within a fence of others that never ends',
      text: `${good}~~~\nText\n\n${fence('ts verify', '1')}`,
      at: '5:1',
      message: /never ends\. It takes in `ts verify` \(line 8\)/u,
    },
    {
      name: 'indented by four',
      text: `${good}Text\n\n    ${fence('ts verify', '    1').replace('\n```\n', '\n    ```\n')}`,
      at: '7:5',
      message: /indented by 4: Markdown takes it for plain text/u,
    },
    {
      name: 'in the cell of a table',
      text: `${good}<table><tr>\n<td>\n${fence('ts verify', '1')}</td>\n</tr></table>\n`,
      at: '7:1',
      message: /in the HTML of `<td>`.*an empty line above the fence/u,
    },
    {
      name: 'in HTML that goes on past empty lines',
      text: `${good}<pre>\n\n${fence('ts verify', '1')}</pre>\n`,
      at: '7:1',
      message: /within HTML/u,
    },
    {
      name: 'behind a comment on its line',
      text: `${good}<!-- ${fence('ts verify', '1')}-->\n`,
      at: '5:6',
      message: /behind `<!--`; a fence begins on a line of its own/u,
    },
    {
      name: 'in an expression of MDX',
      text: `${good}{yes && (\n  <div>\n${fence('ts verify', '1')}  </div>\n)}\n`,
      at: '7:1',
      message: /within an expression or a string/u,
      file: 'guide.mdx',
    },
    {
      name: 'in a template of MDX',
      text: `${good}export const a = \`\n\\\`\\\`\\\`\n~~~ts verify\n1\n~~~\n\`;\n`,
      at: '7:1',
      message: /within an expression or a string/u,
      file: 'guide.mdx',
    },
    {
      name: 'as a component whose code is elsewhere',
      text: `${good}<Code lang="ts" meta="verify" code={source} />\n`,
      at: '5:1',
      message: /<Code …> that says `verify`, whose code is not known before the page is built/u,
      file: 'guide.mdx',
    },
    {
      name: 'as a component whose template has expressions',
      text: `${good}<Code code={\`const a = \${b};\`}\n  lang="ts" meta={\`verify\`} />\n`,
      at: '5:1',
      message: /whose code is not known/u,
      file: 'guide.astro',
    },
    {
      name: 'as a component of Docusaurus',
      text: `${good}<CodeBlock language="ts" metastring="verify">\n  {\`a();\`}\n</CodeBlock>\n`,
      at: '5:1',
      message: /<CodeBlock …> that says `verify`/u,
      file: 'guide.mdx',
    },
    {
      name: 'as a component within a paragraph',
      text: `${good}Text <Code code={\`a();\`} lang="ts" meta="verify" /> text\n`,
      at: '5:6',
      message: /read only on lines of its own/u,
      file: 'guide.mdx',
    },
    {
      name: 'in AsciiDoc without lines around its code',
      text: '[source,ts,verify=good]\n----\na();\n----\n\n[source,ts,verify]\na();\n',
      at: '6:9',
      message: /without lines of `----` around its code/u,
      file: 'guide.adoc',
    },
    ...[
      ['ts,verify', '5:4', 'ts verify'],
      ['{.ts .verify}', '5:4', 'verify'],
      ['ts {verify}', '5:7', 'verify'],
      ['ts verify:checkout', '5:7', 'verify=checkout'],
      ['ts Verify', '5:7', 'verify'],
      ['ts verified', '5:7', 'verify'],
      ['ts verfiy=checkout', '5:7', 'verify=checkout'],
      ['verify ts', '5:4', 'ts verify'],
      ['verify=checkout ts', '5:4', 'ts verify=checkout'],
      ['text Output', '5:9', 'output'],
      ['text outptu', '5:9', 'output'],
      ['output', '5:4', 'text output'],
      ['yaml expects', '5:9', 'expect'],
      ['yaml colector', '5:9', 'collector'],
      ['ts src="app.ts"', '5:7', 'source=app.ts'],
      ['ts Source="app.ts"', '5:7', 'source=app.ts'],
      ['ts no-run', '5:7', 'verify no-run'],
    ].map(([info = '', at = '', meant = '']) => ({
      name: `as \`${info}\``,
      text: good + fence(info, 'a'),
      at,
      message: new RegExp(`did you mean \`${meant}\`\\? As it is, nothing holds this block`, 'u'),
    })),
  ];
  test.each(cases)('$name', async ({ text, at, message, file }) => {
    const document = await found(text, file);
    expect(document.said).toHaveLength(1);
    expect(document.said[0]).toMatch(message);
    expect(document.said[0]?.split(' ')[0]).toBe(at);
    expect(document.examples).toEqual(['good']);
  });
});

describe('a block that only some readers of Markdown see is read', () => {
  test.each([
    ['in a tab', 'guide.md', '<Tabs>\n<TabItem value="a">\n', '</TabItem>\n</Tabs>\n', ''],
    ['in details', 'guide.md', '<details>\n<summary>More</summary>\n', '</details>\n', ''],
    ['in an admonition of MkDocs', 'guide.md', '!!! note "Mind"\n\n    Text\n\n', '', '    '],
    ['in a tab of MkDocs in an admonition', 'guide.md', '??? tip\n\n    === "npm"\n\n', '', '        '],
  ])('%s', async (_, name, before, after, indent) => {
    const block = fence('ts verify', 'const a = 1;').replace(/^(?=.)/gmu, indent);
    const document = await read(`${good}${before}${block}${after}\n${good.replace('good', 'last')}`, {
      name,
    });
    expect(said(document)).toEqual([]);
    const line = good.concat(before).split('\n').length + 1;
    expect(document.examples).toMatchObject([
      { id: 'guide.md#good' },
      {
        id: 'guide.md#1',
        files: [{ text: 'const a = 1;\n', origins: [{ line, column: indent.length + 1 }, {}] }],
      },
      { id: 'guide.md#last' },
    ]);
  });
});

describe('nothing is said of', () => {
  const inner = fence('ts verify', '1');
  test.each([
    ['a fence that is shown in one with more marks', `\`\`\`\`md\n${inner}\`\`\`\`\n`],
    ['a fence that is shown in one with other marks', `~~~md\n${inner}~~~\n`],
    [
      'a fence that is shown with an indent',
      `\`\`\`md\n- a\n\n    ${inner.replaceAll('\n', '\n    ')}\n\`\`\`\n`,
    ],
    ['a tag that is spoken of', 'Write `<Code meta="verify" code={…} />` here.\n'],
    ['titles of tabs and marked text', fence('ts [verify]', '1') + fence('ts "verify" /verify/', '1')],
    ['words of others', fence('bash collect', '1') + fence('ts notify', '1') + fence('js export', '1')],
    ['a language that is called like a word of ours', `${fence('ts', '1')}\n${fence('output', '1')}`],
    ['`verify` alone', fence('verify', '1')],
  ])('%s', async (_, text) => {
    expect(await found(good + text)).toEqual({ said: [], examples: ['good'] });
  });

  test('frontmatter', async () => {
    expect(await found(`---\ntext: |\n  ${inner.replaceAll('\n', '\n  ')}\n---\n\n${good}`)).toEqual({
      said: [],
      examples: ['good'],
    });
  });

  test('a document of others, whatever its blocks are called', async () => {
    const text = ['text Output', 'js errors', 'output', 'ts src=a.ts', 'yaml composed'].map((info) =>
      fence(info, 'a'),
    );
    expect(await found(`${text.join('\n')}\n    ${fence('text output', '    a')}`)).toMatchObject({
      said: [],
    });
  });
});

describe('what nothing can hold is said', () => {
  const cases: { name: string; text: string; at: string; message: RegExp }[] = [
    ...['text output', 'text error', 'yaml expect'].map((info) => ({
      name: `\`${info}\` of what is not run`,
      text: `${fence('ts verify no-run', '1')}\n${fence(info, info === 'yaml expect' ? 'checks: [{ check: a, spans: [] }]' : 'Error: no')}`,
      at: `5:${info.indexOf(' ') + 5}`,
      message: /for an example \(line 1\) which says `no-run`: it is not run/u,
    })),
    {
      name: 'an output of what cannot be compiled',
      text: `${fence('ts verify', 'a')}\n${fence('text error', 'TS2304: [..]')}\n${fence('text output', '1')}`,
      at: '9:9',
      message: /which cannot be compiled by its `error` \(line 5\)/u,
    },
    {
      name: 'neither run nor checked',
      text: fence('js verify no-run no-check', '1'),
      at: '1:21',
      message: /`no-run` beside `no-check`/u,
    },
    ...(
      [
        ['sh verify no-run', '1:14', 'a shell block'],
        ['sh verify runtime=chromium', '1:14', 'a shell block'],
        ['ts verify cwd=project', '1:14', 'a program'],
        ['yaml compose exit=3', '1:17', 'a block that says `compose`'],
      ] as const
    ).map(([info, at, kind]) => ({
      name: `a word of \`${info}\``,
      text: fence(info, 'a: 1'),
      at,
      message: new RegExp(`on ${kind}, where it says nothing\\. Allowed there: `, 'u'),
    })),
  ];
  test.each(cases)('$name', async ({ text, at, message }) => {
    const document = await found(text);
    expect(document.said).toHaveLength(1);
    expect(document.said[0]).toMatch(message);
    expect(document.said[0]?.split(' ')[0]).toBe(at);
    expect(document.examples).toEqual([]);
  });

  test('a setting on an output', async () => {
    const document = await found(`${fence('ts verify', '1')}\n${fence('text output timeout=3s', '1')}`);
    expect(document.said).toEqual([
      expect.stringMatching(/^5:16 document Found `timeout=3s` on a block that says `output`/u),
    ]);
    expect(document.examples).toEqual([]);
  });

  test('an error of the compiler of what is not run is held by the compiler', async () => {
    const document = await found(`${fence('ts verify no-run', 'a')}\n${fence('text error', 'TS2304: [..]')}`);
    expect(document).toEqual({ said: [], examples: ['1'] });
  });
});
