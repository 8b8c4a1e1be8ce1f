import fc from 'fast-check';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { describe, expect, test } from 'vitest';
import { markdownBlocks, mdxBlocks } from '../../../verify/document/markdown.ts';
import { placeIn } from '../../../verify/model/place.ts';
import { inDocument, program, read } from './some-document.ts';

const linesOf = (text: string) =>
  text.split('\n').map((each, index) => ({ text: each, line: index + 1, column: 1 }));

/** What lines of a document are made of: containers, fences, HTML, tabs. */
const piece = fc.constantFrom(
  ...[
    '- ',
    '1. ',
    '> ',
    '>',
    '  ',
    '    ',
    '   ',
    '\t',
    ' \t',
    '```',
    '````',
    '~~~',
    '```ts',
    '``` ts verify',
    '~~~js a',
  ],
  ...['`', 'x', 'const a = 1;', '<div>', '</div>', '<!--', '-->', '# ', '---', '===', '[a]: b', '* '],
);
const line = fc.array(piece, { maxLength: 5 }).map((pieces) => pieces.join(''));
const markdown = fc
  .array(line, { minLength: 1, maxLength: 14 })
  .map((lines) => lines.join('\n'))
  // Frontmatter is another matter.
  .filter((text) => !text.startsWith('---'));

interface Node {
  type: string;
  value?: string;
  children?: Node[];
  position?: { start: { line: number; column: number } } | undefined;
}

/** Fenced code as mdast has it. */
function fencesOf(text: string): { at: string; value: string }[] {
  const found: { at: string; value: string }[] = [];
  const visit = (node: Node) => {
    if (node.type === 'code') {
      const { line, column } = node.position?.start ?? { line: 0, column: 0 };
      const begins = text.split('\n')[line - 1]?.slice(column - 1) ?? '';
      if (/^(?:```|~~~)/u.test(begins)) found.push({ at: `${line}:${column}`, value: node.value ?? '' });
    }
    for (const child of node.children ?? []) visit(child);
  };
  visit(fromMarkdown(text));
  return found;
}

describe('a block of Markdown', () => {
  test('is found where CommonMark has one, with the text it has there', () => {
    fc.assert(
      fc.property(markdown, (text) => {
        const ours = markdownBlocks(linesOf(text)).blocks.filter((block) => !block.hidden);
        const found = ours.map(({ fence, lines }) => ({
          at: `${fence.line}:${fence.column}`,
          value: lines.map((each) => each.text).join('\n'),
        }));
        // How many empty lines a fence has that never ends is nobody's business.
        const value = (each: string, index: number) => (ours[index]?.closed ? each : each.trimEnd());
        const plain = (all: typeof found) =>
          all.map((each, index) => ({ ...each, value: value(each.value, index) }));
        expect(plain(found)).toEqual(plain(fencesOf(text)));
      }),
      { numRuns: 400 },
    );
  });

  test('has every line where the document has it', () => {
    fc.assert(
      fc.property(markdown, (text) => {
        const lines = text.split('\n');
        for (const block of markdownBlocks(linesOf(text)).blocks) {
          for (const { text: code, line: row, column } of block.lines) {
            // Behind the spaces that may be left of a tab.
            const letters = code.trimStart();
            const from = column + code.length - letters.length;
            expect(lines[row - 1]?.slice(from - 1).startsWith(letters)).toBe(true);
          }
        }
      }),
      { numRuns: 400 },
    );
  });
});

const code = ['const a = 1;', '', '  if (a) {', '\tb();', '  }'];
const containers = fc.array(fc.constantFrom('- ', '> ', '10. ', '  - '), { maxLength: 3 });

describe('a position in an example', () => {
  test.each(['\n', '\r\n', '\r'])('is found again in the document, whatever it stands in (%j)', (end) => {
    return fc.assert(
      fc.asyncProperty(
        containers,
        fc.boolean(),
        fc.constantFrom('', ' ', '   '),
        async (prefixes, bom, indent) => {
          const first = prefixes.join('');
          const next = prefixes
            .map((prefix) => (prefix === '> ' ? '> ' : ' '.repeat(prefix.length)))
            .join('');
          const fenced = ['```ts verify', ...code, '```'].map((each) => indent + each);
          const inside = fenced.map((each, index) => (index === 0 ? first : next) + each);
          const text = `${bom ? '\uFEFF' : ''}Text${end}${end}${inside.join(end)}${end}`;
          const document = await read(text);
          const { files } = program(document);
          const [file] = files;
          expect(file?.text).toBe(`${code.join('\n')}\n`);
          for (const [row, each] of code.entries()) {
            const column = each.search(/\S/u) + 1;
            if (column === 0) continue;
            const place = placeIn('guide.md', file?.origins ?? [], row + 1, column);
            expect(inDocument(text, place)).toBe(each.trimStart());
          }
        },
      ),
    );
  });

  test('is right behind a tab that is partly the list’s', async () => {
    const text = '- text\n\n\t```ts verify\n\tconst a = 1;\n\t```\n';
    const [file] = program(await read(text)).files;
    const found = file?.text.split('\n')[0] ?? '';
    const column = found.indexOf('const') + 1;
    expect(inDocument(text, placeIn('guide.md', file?.origins ?? [], 1, column))).toBe('const a = 1;');
  });
});

describe('a block of MDX', () => {
  test('is found in a component, and in a comment', () => {
    const text = [
      'export const a = 1;',
      '',
      '<Tabs>',
      '  <Item>',
      '    ```ts verify',
      '    const b = { c: 1 };',
      '    ```',
      '  </Item>',
      '</Tabs>',
      '',
      '{/*',
      '```ts verify=hidden',
      'const d = "/* no end */";',
      '```',
    ];
    const open = [...text.slice(0, 12), 'const d = 1;', '```', '*/}', ''].join('\n');
    const { blocks, problems } = mdxBlocks(linesOf(open));
    expect(problems).toEqual([]);
    expect(blocks).toMatchObject([
      {
        info: 'ts verify',
        fence: { line: 5, column: 5 },
        hidden: false,
        lines: [{ text: 'const b = { c: 1 };', line: 6, column: 5 }],
      },
      {
        info: 'ts verify=hidden',
        fence: { line: 12, column: 1 },
        hidden: true,
        lines: [{ text: 'const d = 1;', line: 13, column: 1 }],
      },
    ]);
  });

  test('that is no MDX is a problem with its place, and is read as Markdown', () => {
    const text = 'Text\n\nA {brace that never ends\n\n```ts verify\nconst a = 1;\n```\n';
    const { blocks, problems } = mdxBlocks(linesOf(text));
    expect(problems).toMatchObject([
      { line: expect.any(Number), message: expect.stringContaining('This is not MDX: ') },
    ]);
    expect(blocks).toMatchObject([{ info: 'ts verify', fence: { line: 5, column: 1 } }]);
  });
});
