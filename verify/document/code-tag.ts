/** Starlight's and Astro's `<Code code={`…`} lang="ts" meta="verify" />`, as a block. */
import type { Block, BlockLine } from './block.ts';

export type CodeTag = Block;

const attribute = /\b(lang|meta|title)=(?:"([^"]*)"|'([^']*)'|\{\s*["'`]([^"'`]*)["'`]\s*\})/gu;

/**
 * The `Code` tags of these lines whose code is a template without expressions: nothing else is known before the page
 * is built.
 */
export function codeTagsIn(lines: readonly BlockLine[]): CodeTag[] {
  const text = lines.map((line) => line.text).join('\n');
  const starts: number[] = [];
  let offset = 0;
  for (const line of lines) {
    starts.push(offset);
    offset += line.text.length + 1;
  }
  const rowOf = (at: number) => {
    const next = starts.findIndex((start) => start > at);
    return (next < 0 ? starts.length : next) - 1;
  };
  const place = (at: number) => {
    const row = rowOf(at);
    const line = lines[row];
    return { line: line?.line ?? 1, column: (line?.column ?? 1) + at - (starts[row] ?? 0) };
  };

  return [...text.matchAll(/<Code\b([^`]*?)\bcode=\{\s*`((?:[^`\\$]|\\.|\$(?!\{))*)`\s*\}([^>]*)>/gu)].map(
    (tag) => {
      const [whole, before = '', code = '', after = ''] = tag;
      const codeFrom = tag.index + whole.indexOf('`') + 1;
      const given = new Map(
        [...`${before} ${after}`.matchAll(attribute)].map(([, key = '', ...values]) => [
          key,
          values.find((value) => value !== undefined) ?? '',
        ]),
      );
      const title = given.get('title');
      const words = [given.get('lang') ?? 'text', given.get('meta') ?? ''];
      if (title !== undefined) words.push(`title="${title}"`);
      const rows = code.split('\n');
      let at = codeFrom;
      const inside = rows.map((row): BlockLine => {
        const line = { text: unescaped(row), ...place(at) };
        at += row.length + 1;
        return line;
      });
      // The line the template begins on, and the one it ends on, are often empty.
      if (inside.length > 1 && inside[0]?.text.trim() === '') inside.shift();
      if (inside.length > 1 && inside.at(-1)?.text.trim() === '') inside.pop();
      const fence = place(tag.index);
      return {
        info: words.join(' ').trim(),
        infoAt: fence,
        fence,
        lines: inside,
        range: { line: inside[0]?.line ?? fence.line, endLine: inside.at(-1)?.line ?? fence.line },
        indent: '',
        closed: true,
        mark: '',
        hidden: false,
      };
    },
  );
}

/** Of an escape in a template only the backslash goes: what stands after it keeps its place as far as it can. */
function unescaped(text: string): string {
  return text.replace(/\\([`$\\{])/gu, '$1');
}
