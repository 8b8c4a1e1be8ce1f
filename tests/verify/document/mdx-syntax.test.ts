import { expect, test, vi } from 'vitest';
import { mdxBlocks } from '../../../verify/document/markdown.ts';
import { parseProse } from '../../../verify/prose/parse-prose.ts';

vi.setConfig({ testTimeout: 60_000 });

const linesOf = (text: string) => text.split('\n').map((each, i) => ({ text: each, line: i + 1, column: 1 }));
const many = (line: string, count = 2_000) => Array.from({ length: count }, () => line);
const example = ['', '```ts verify', 'await go();', '```'];

test.each([
  ['a brace', ['# Shop', '', '{', ...many('Say { x } to them, and never to others.'), ...example], 3],
  ['a tag', ['# Shop', '', '<Box spans={[', ...many('{ name: "trip" },'), ...example], 3],
  ['an export', ['# Shop', '', 'export const shop = {', ...many('  cheese: { price: 3 },\n'), ...example], 3],
])('%s that never closes is not read again for every line', (_, lines, line) => {
  const { problems, blocks } = mdxBlocks(linesOf(lines.join('\n')));
  expect(problems).toEqual([
    {
      line,
      column: 1,
      message:
        'This is not MDX: what begins here does not end where it can be read in good time. Is a } missing?',
    },
  ]);
  // The rest is read as Markdown.
  expect(blocks.map(({ info }) => info)).toEqual(['ts verify']);
});

test('prose of such a document is read as Markdown', () => {
  const text = ['[cheese](#no)', '', '{', ...many('Say { x } to them.')].join('\n');
  expect(parseProse(text, 'guide.mdx').children.map(({ type }) => type)).toEqual(['paragraph', 'paragraph']);
});

test('long expressions that close are read', () => {
  const text = ['<Diagram spans={[', ...many('  { name: "GET" },', 300), ']} />', ...example].join('\n');
  expect(mdxBlocks(linesOf(text)).problems).toEqual([]);
});
