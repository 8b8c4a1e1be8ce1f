import { describe, expect, test } from 'vitest';
import { program, read, said } from './some-document.ts';

const fence = (info: string, ...lines: string[]) => [`\`\`\`${info}`, ...lines, '```', ''].join('\n');

describe('examples', () => {
  test('without a name are counted, and called by their heading', async () => {
    const { examples } = await read(
      `# Use it\n\n${fence('ts verify', 'a();')}\n${fence('ts verify', 'b();')}\n## And \`more\`\n\n${fence('js verify', 'c();')}`,
    );
    expect(examples.map(({ id, title }) => [id, title])).toEqual([
      ['guide.md#1', 'Use it'],
      ['guide.md#2', 'Use it (2)'],
      ['guide.md#3', 'And more'],
    ]);
  });

  test('of one name come together, file by file, and the last one’s is run', async () => {
    const text = [
      fence('ts verify=shop file=tracing.ts', 'export const a = 1;'),
      fence('ts verify=shop title="src/app.ts" {1}', 'import { a } from "./tracing";'),
      fence('ts', 'nobody();'),
      fence('ts verify=shop title="src/app.ts"', 'console.log(a);'),
    ].join('\n');
    const document = await read(text);
    const example = program(document);
    expect(example).toMatchObject({
      id: 'guide.md#shop',
      title: 'shop',
      entry: 'src/app.ts',
      files: [
        { name: 'tracing.ts', text: 'export const a = 1;\n' },
        { name: 'src/app.ts', text: 'import { a } from "./tracing";\nconsole.log(a);\n' },
      ],
    });
    expect(example.files[1]?.origins.slice(0, 2)).toEqual([
      { line: 6, column: 1 },
      { line: 14, column: 1 },
    ]);
    expect(document.blocks.map(({ at, example: held }) => [at.line, held])).toEqual([
      [1, 'guide.md#shop'],
      [5, 'guide.md#shop'],
      [9, undefined],
      [13, 'guide.md#shop'],
    ]);
  });

  test('start where a block says `entry`', async () => {
    const text =
      fence('ts verify=a file=main.ts entry', 'run();') + fence('ts verify=a file=helper.ts', 'export {}');
    expect(program(await read(text)).entry).toBe('main.ts');
  });

  test('keep hidden lines, without the marks', async () => {
    const text = fence(
      'ts verify',
      ...[
        'import a;',
        '// ---cut---',
        'one();',
        '// ---cut-start---',
        'two();',
        '// ---cut-end---',
        'three();',
      ],
      ...['// ---cut-after---', 'four();'],
    );
    const [file] = program(await read(text)).files;
    expect(file?.text).toBe('import a;\none();\ntwo();\nthree();\nfour();\n');
    expect(file?.origins.map(({ line }) => line)).toEqual([2, 4, 6, 8, 10, 11]);
  });

  test('are found in a comment of HTML', async () => {
    const text = `<!--\n${fence('ts verify=a file=setup.ts', 'set();', '/* kept */')}-->\n\n${fence('ts verify=a file=app.ts', 'go();')}`;
    expect(program(await read(text)).files).toMatchObject([
      { name: 'setup.ts', text: 'set();\n/* kept */\n' },
      { name: 'app.ts' },
    ]);
  });

  test('have the settings their words say', async () => {
    const text = fence(
      'ts verify runtime=node,chromium timeout=1.5s alone keeps-running no-check no-telemetry exit=3 skip=2026-12-31 reason="waits for #12" {1,3} showLineNumbers',
      'a();',
    );
    expect(program(await read(text)).options).toEqual({
      runtimes: ['node', 'chromium'],
      timeoutMs: 1_500,
      alone: true,
      keepsRunning: true,
      noCheck: true,
      noTelemetry: true,
      exitCode: 3,
      skip: {
        until: '2026-12-31',
        reason: 'waits for #12',
        at: {
          file: 'guide.md',
          line: 1,
          column: text.indexOf('skip=') + 1,
          endColumn: text.indexOf(' reason') + 1,
        },
      },
    });
  });

  test('in shell and YAML are of their own kind', async () => {
    const text = [
      fence('sh verify cwd=project', '$ npm ls', '$ node a.js'),
      fence('text output', 'done'),
      fence('yaml collector', 'receivers: {}'),
      fence('yml kubernetes', 'kind: Pod'),
      fence('ts compose', 'not(ours);'),
    ].join('\n');
    const { examples, findings } = await read(text);
    expect(findings).toEqual([]);
    expect(examples).toMatchObject([
      {
        kind: 'shell',
        file: { text: 'npm ls\nnode a.js\n', origins: [{ line: 2, column: 3 }, { line: 3, column: 3 }, {}] },
        outputs: [{ text: 'done\n' }],
        options: { inProject: true },
      },
      { kind: 'data', schema: 'collector' },
      { kind: 'data', schema: 'kubernetes' },
    ]);
  });

  test('come from AsciiDoc and Astro as well', async () => {
    const asciidoc = [
      '== Use it',
      '',
      '[source,ts,verify=a,file="x.ts"]',
      '.A title',
      '----',
      'a();',
      '----',
      '',
      '[source,text,output]',
      '----',
      '1',
      '----',
    ];
    const one = program(await read(asciidoc.join('\n'), { name: 'guide.adoc' }));
    expect(one).toMatchObject({
      at: { line: 3 },
      files: [{ name: 'x.ts', text: 'a();\n', origins: [{ line: 6, column: 1 }, {}] }],
      outputs: [{ text: '1\n' }],
    });
    const astro =
      '---\nimport { Code } from "astro:components";\n---\n<Code lang="ts" meta="verify" code={`\n  const a = \\`b\\`;\n  c(a);\n`} />\n';
    const two = program(await read(astro, { name: 'Page.astro' }));
    expect(two.files[0]?.text).toBe('  const a = `b`;\n  c(a);\n');
    expect(two.files[0]?.origins.slice(0, 2)).toEqual([
      { line: 5, column: 1 },
      { line: 6, column: 1 },
    ]);
  });
});

describe('what a run must show', () => {
  const example = fence('ts verify=shop file=app.ts', 'hide();', '// ---cut---', 'one();', 'two();');

  test('binds to the example just above, or to the one it names', async () => {
    const text = `${example}\n${fence('text output', 'shop 1', 'shop 2')}\n${fence('ts verify', 'other();')}\n${fence('console output=shop', 'shop 3')}`;
    const { examples } = await read(text);
    expect(examples).toMatchObject([
      {
        outputs: [{ text: 'shop 1\nshop 2\n', lines: { line: 9, endLine: 10 } }, { text: 'shop 3\n' }],
      },
      { outputs: [] },
    ]);
  });

  test('knows where an empty output stands, and what its lines begin with', async () => {
    const text = '> ```sh verify\n> true\n> ```\n>\n> ```text output\n> ```\n';
    const { examples } = await read(text);
    expect(examples).toMatchObject([
      { outputs: [{ text: '', lines: { line: 6, endLine: 5 }, indent: '> ' }] },
    ]);
  });

  test('may be an error, at the line a reader counts', async () => {
    const named = await read(`${example}\n${fence('text error', 'TypeError: no [..]', 'at app.ts:2')}`);
    expect(program(named).error).toEqual({
      pattern: 'TypeError: no [..]',
      line: { file: 'app.ts', line: 3 },
      at: { file: 'guide.md', line: 8, column: 1 },
    });
    const plain = await read(`${example}\n${fence('text error', 'Error: no', 'at line 1')}`);
    expect(program(plain).error?.line).toEqual({ file: 'app.ts', line: 2 });
  });

  test('may be spans, in YAML', async () => {
    const text = `${example}\n- a\n\n  ${fence('yaml expect', '  checks:', '    - check: one', '      spans: [{ name: a }]', '  ').replace('\n```\n', '\n  ```\n')}`;
    expect(program(await read(text)).spans).toMatchObject([
      {
        language: 'yaml',
        indent: '  ',
        lines: { line: 11, endLine: 14 },
        text: 'checks:\n  - check: one\n    spans: [{ name: a }]\n',
        expectation: { checks: [{ check: 'one', spans: [{ name: 'a' }] }] },
        checks: [{ file: 'guide.md', line: 12, column: 7 }],
      },
    ]);
  });

  test('may be left empty, to be written by --update', async () => {
    const document = await read(`${example}\n${fence('yaml expect')}\n${fence('text output', '')}`);
    expect(said(document)).toEqual([]);
    const { spans, outputs } = program(document);
    expect(spans).toMatchObject([{ expectation: { checks: [] }, text: '', lines: { line: 9, endLine: 8 } }]);
    expect(outputs).toMatchObject([{ text: '\n', lines: { line: 12, endLine: 12 } }]);
  });

  test('may be spans, in TypeScript', async () => {
    const text = `${example}\n${fence(
      'ts expect',
      ...["import { defineExpect } from '@spanlab/expect';", 'const name = /^a/u;'],
      ...[
        'export default defineExpect({',
        "  checks: [{ check: 'one', spans: [{ name, count: -0 }] }],",
        '});',
      ],
    )}`;
    const [spans] = program(await read(text)).spans;
    expect(spans?.expectation).toMatchObject({
      checks: [{ check: 'one', spans: [{ name: '/^a/u', count: 0 }] }],
    });
    expect(spans?.checks).toEqual([{ file: 'guide.md', line: 12, column: 12 }]);
  });
});

describe('a document', () => {
  test('that never speaks of us is counted, and no more', async () => {
    const { blocks, examples, findings } = await read(
      fence('ts', 'a();') + fence('python', 'b()') + fence('sh', 'c'),
    );
    expect(blocks.map(({ language, at }) => [language, at.line])).toEqual([
      ['ts', 1],
      ['sh', 7],
    ]);
    expect([...examples, ...findings]).toEqual([]);
  });

  test('in Markdown may hold what breaks MDX', async () => {
    const text = `a < b { c\n\n${fence('ts verify', 'a();')}`;
    const document = await read(text);
    expect(said(document)).toEqual([]);
    expect(document.examples).toHaveLength(1);
  });
});
