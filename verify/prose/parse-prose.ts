/** A document's prose as a tree, with exact places. */
import type { Nodes, Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { mdxFromMarkdown } from 'mdast-util-mdx';
import { gfm } from 'micromark-extension-gfm';
import { mdxSyntax } from '../document/mdx-syntax.ts';

/** Parse Markdown or MDX. MDX that is broken is read as Markdown: that it is broken is said elsewhere. */
export function parseProse(text: string, file: string): Root {
  const body = withoutFrontmatter(text);
  if (/\.mdx$/iu.test(file)) {
    try {
      return fromMarkdown(body, {
        extensions: [gfm(), mdxSyntax(body.length)],
        mdastExtensions: [gfmFromMarkdown(), mdxFromMarkdown()],
      });
    } catch {
      // Below.
    }
  }
  return fromMarkdown(body, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
}

/** The names and values before the text, as lines of the same number that are empty. A byte order mark is a space. */
export function withoutFrontmatter(text: string): string {
  const body = text.replace(/^\ufeff/u, ' ');
  const matter = /^ ?(---|\+\+\+)[ \t]*\r?\n[\s\S]*?\n\1[ \t]*(?=\r?\n|$)/u.exec(body)?.[0];
  return matter === undefined ? body : matter.replace(/[^\r\n]/gu, ' ') + body.slice(matter.length);
}

/** Visit every node, parents first. */
export function walk(node: Nodes, visit: (node: Nodes) => void): void {
  visit(node);
  if ('children' in node) for (const child of node.children) walk(child, visit);
}

/** What is read of a node: its words, without marks, images and tags. */
export function wordsOf(node: Nodes): string {
  switch (node.type) {
    case 'text':
    case 'inlineCode':
    case 'code':
      return node.value;
    case 'html':
    case 'image':
    case 'imageReference':
      return '';
    case 'break':
      return ' ';
    default:
      return 'children' in node ? node.children.map(wordsOf).join('') : '';
  }
}
