/** What is known of a document from its text alone. Plain data: it is kept from one session to the next. */
import type { Root } from 'mdast';
import { anchorsOf } from './anchors.ts';
import { type IgnoredLines, ignoredLines } from './ignored-lines.ts';
import { danglingReferences, extentOf, type LinkAt, linksOf } from './links.ts';
import { parseProse, walk } from './parse-prose.ts';

/** Offsets are from 0, in UTF-16 units. */
export interface ProseFacts {
  links: readonly LinkAt[];
  /** References nothing defines, and the names that are defined. */
  dangling: readonly LinkAt[];
  defined: readonly string[];
  anchors: readonly string[];
  ignored: readonly IgnoredLines[];
  pieces: readonly Piece[];
}

/** A paragraph, a heading or a cell with the code and the tags in it; or code. */
export interface Piece {
  kind: 'prose' | 'code';
  start: number;
  end: number;
  code: readonly (readonly [number, number])[];
}

/** Read a document's text. @param file tells Markdown and MDX apart */
export function factsOf(file: string, text: string): ProseFacts {
  const root = parseProse(text, file);
  return {
    links: linksOf(root),
    ...danglingReferences(root),
    anchors: [...anchorsOf(root)],
    ignored: ignoredLines(root),
    pieces: piecesOf(root),
  };
}

function piecesOf(root: Root): Piece[] {
  const pieces: Piece[] = [];
  walk(root, (node) => {
    const [start, end] = extentOf(node);
    if (node.type === 'code' || node.type === 'inlineCode')
      pieces.push({ kind: 'code', start, end, code: [] });
    if (node.type !== 'paragraph' && node.type !== 'heading' && node.type !== 'tableCell') return;
    const code: [number, number][] = [];
    walk(node, (each) => {
      if (each.type === 'inlineCode' || each.type === 'html') code.push(extentOf(each));
    });
    pieces.push({ kind: 'prose', start, end, code });
  });
  return pieces;
}
