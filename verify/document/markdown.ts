/** The fenced blocks of Markdown and MDX, by micromark's own tokens: their places are exact in lists, quotations and tabs. */
import { parse, postprocess, preprocess } from 'micromark';
import { subtokenize } from 'micromark-util-subtokenize';
import type { LineOrigin } from '../model/place.ts';
import type { Block, BlockLine, Blocks } from './block.ts';
import { codeTagsIn } from './code-tag.ts';
import { frontmatterLines } from './frontmatter.ts';
import { mdxSyntax } from './mdx-syntax.ts';

type Events = ReturnType<typeof postprocess>;
type Token = Events[number][1];

/** Comments within comments end nowhere good. */
const maxDepth = 3;

/** Every fenced block of a Markdown text, those in HTML comments too. */
export function markdownBlocks(lines: readonly BlockLine[]): Blocks {
  return blocksIn({ lines, whole: lines, syntax: 'markdown', depth: 0 });
}

/**
 * Every fenced block of an MDX text, those in comments (`{/* … *\/}`) too. What breaks MDX is a problem, and the text is
 * then read as Markdown.
 */
export function mdxBlocks(lines: readonly BlockLine[]): Blocks {
  try {
    return blocksIn({ lines, whole: lines, syntax: 'mdx', depth: 0 });
  } catch (error) {
    const { line, column, reason } = messageOf(error);
    const at = placeOf(lines, line, column);
    const read = markdownBlocks(lines);
    return { ...read, problems: [...read.problems, { ...at, message: `This is not MDX: ${reason}` }] };
  }
}

interface Part {
  lines: readonly BlockLine[];
  /** The lines of the whole document. */
  whole: readonly BlockLine[];
  syntax: 'markdown' | 'mdx';
  depth: number;
}

function blocksIn(part: Part): Blocks {
  const { lines, whole, syntax, depth } = part;
  const text = withoutFrontmatter(lines.map((line) => line.text)).join('\n');
  const events = syntax === 'mdx' ? mdxEvents(text) : markdownEvents(text);
  const found: Blocks = { blocks: [], problems: [] };
  const inComment = (comment: readonly BlockLine[]) => {
    if (depth >= maxDepth || !comment.some(({ text: each }) => /```|~~~|<Code\b/u.test(each))) return;
    const inside = blocksIn({ lines: comment, whole, syntax: 'markdown', depth: depth + 1 });
    for (const block of inside.blocks) {
      found.blocks.push({ ...block, hidden: true });
    }
  };
  let heading: string | undefined;
  let open: OpenFence | undefined;

  for (const [index, [step, token, context]] of events.entries()) {
    if (step === 'exit') {
      if (token.type !== 'codeFenced' || open === undefined) continue;
      found.blocks.push(closeFence(open, token, part, heading));
      open = undefined;
      continue;
    }
    // MDX's tokens are not among micromark's own.
    switch (token.type as string) {
      case 'codeFenced':
        open = { token, fences: 0, info: undefined, rows: new Map() };
        break;
      case 'codeFencedFence':
        if (open !== undefined) open.fences++;
        break;
      case 'codeFencedFenceInfo':
      case 'codeFencedFenceMeta':
        if (open !== undefined) open.info ??= token;
        break;
      case 'codeFlowValue':
        open?.rows.set(token.start.line, beginningOf(token, lines, context));
        break;
      case 'atxHeadingText':
      case 'setextHeadingText':
        heading = plainHeading(context.sliceSerialize(token));
        break;
      case 'htmlFlow':
      case 'mdxFlowExpression':
        inComment(commentLines(events, index, lines));
        break;
      case 'mdxJsxFlowTag':
        for (const tag of tagsOf(token, lines)) found.blocks.push(blockOfTag(tag, heading));
        break;
    }
  }
  return found;
}

function mdxEvents(text: string): Events {
  return postprocess(
    parse({ extensions: [mdxSyntax(text.length)] })
      .document()
      .write(preprocess()(text, undefined, true)),
  );
}

/** What stands within paragraphs has no fences: left unread, which is most of the work. */
function markdownEvents(text: string): Events {
  const events = parse()
    .document()
    .write(preprocess()(text, undefined, true));
  // Once: from containers to the blocks in them. Again would be from blocks to their text.
  subtokenize(events);
  return events;
}

interface OpenFence {
  token: Token;
  /** 2: it is closed. */
  fences: number;
  /** Where its info string begins. */
  info: Token | undefined;
  /** Of each line that is not empty, by line. */
  rows: Map<number, Beginning>;
}

/** Where the text of a line begins, and how many spaces are left of a tab that is partly its list's. */
interface Beginning {
  column: number;
  spaces: number;
}

function beginningOf(token: Token, lines: readonly BlockLine[], context: Events[number][2]): Beginning {
  const { line, column } = token.start;
  const text = lines[line - 1]?.text ?? '';
  if (text[column - 2] !== '\t') return { column, spaces: 0 };
  return { column, spaces: context.sliceSerialize(token).length - (text.length - column + 1) };
}

function closeFence(
  { token, fences, info, rows }: OpenFence,
  { end }: Token,
  { lines, whole }: Part,
  heading: string | undefined,
): Block {
  const closed = fences > 1;
  const { start } = token;
  const first = start.line + 1;
  // An unclosed fence ends with its list, its quotation or its document.
  const last = closed ? end.line - 1 : Math.max(start.line, ...rows.keys());
  const inside = Array.from({ length: last - first + 1 }, (_, index) =>
    lineOf(lines, first + index, rows.get(first + index)),
  );
  const fenceLine = lines[start.line - 1]?.text ?? '';
  const infoText = info === undefined ? '' : fenceLine.slice(info.start.column - 1);
  const fence = placeOf(lines, start.line, start.column);
  return {
    info: infoText.trimEnd(),
    infoAt: info === undefined ? fence : placeOf(lines, info.start.line, info.start.column),
    fence,
    lines: inside,
    range: {
      line: placeOf(lines, first, 1).line,
      endLine: placeOf(lines, last, 1).line,
    },
    indent: indentOf(inside, fence, whole),
    closed,
    mark: /^(?:`+|~+)/u.exec(fenceLine.slice(start.column - 1))?.[0] ?? '',
    hidden: false,
    ...(heading === undefined ? {} : { heading }),
  };
}

/**
 * One line of a block. A tab that is partly the list's and partly the text's counts as the spaces that are left of it,
 * so the text may begin before the column its first letter has.
 */
function lineOf(lines: readonly BlockLine[], line: number, beginning: Beginning | undefined): BlockLine {
  const text = lines[line - 1]?.text ?? '';
  if (beginning === undefined) return { text: '', ...placeOf(lines, line, text.length + 1) };
  const { column, spaces } = beginning;
  return {
    text: ' '.repeat(spaces) + text.slice(column - 1),
    ...placeOf(lines, line, column - spaces),
  };
}

/** What a new line of the block has to begin with: what its other lines do, or what its fence does. */
function indentOf(inside: readonly BlockLine[], fence: LineOrigin, whole: readonly BlockLine[]): string {
  const before = ({ line, column }: LineOrigin) => whole[line - 1]?.text.slice(0, column - 1) ?? '';
  const filled = inside.filter(({ text }) => text !== '');
  const deepest = Math.max(...filled.map(({ column }) => column));
  const sample = filled.find(({ column }) => column === deepest);
  return sample === undefined ? before(fence).replace(/[^\s>]/gu, ' ') : before(sample);
}

/** Where a position of these lines stands in the document. */
function placeOf(lines: readonly BlockLine[], line: number, column: number): LineOrigin {
  const origin = lines[line - 1];
  // One beyond the last line: where a fence was never closed.
  if (origin === undefined) return { line: (lines.at(-1)?.line ?? 0) + 1, column };
  return { line: origin.line, column: origin.column + column - 1 };
}

const commentPieces = new Set(['htmlFlowData', 'mdxFlowExpressionChunk']);

/** The lines within the comment that begins at an event; none when it is something else. */
function commentLines(events: Events, from: number, lines: readonly BlockLine[]): BlockLine[] {
  const outer = events[from]?.[1];
  if (outer === undefined) return [];
  const starts = new Map<number, Beginning>();
  for (let index = from + 1; index < events.length; index++) {
    const [step, token] = events[index] ?? [];
    if (token === outer) break;
    if (step === 'enter' && token && commentPieces.has(token.type)) {
      starts.set(token.start.line, { column: token.start.column, spaces: 0 });
    }
  }
  const { start, end } = outer;
  const inside = Array.from({ length: end.line - start.line + 1 }, (_, index) =>
    lineOf(lines, start.line + index, starts.get(start.line + index)),
  );
  // Of an MDX comment its braces are no part of what it holds.
  if (!/^\s*(?:<!--|\/\*)/u.test(inside[0]?.text ?? '')) return [];
  const last = inside.length - 1;
  return inside.slice(1).map((line, index) => {
    if (index + 1 < last) return line;
    const end = line.text.search(/-->|\*\//u);
    return end < 0 ? line : { ...line, text: line.text.slice(0, end).trimEnd() };
  });
}

/** `<Code code={`…`} lang="ts" meta="verify" />` where a tag begins. */
function tagsOf({ start, end }: Token, lines: readonly BlockLine[]): Block[] {
  const text = lines[start.line - 1]?.text.slice(start.column - 1) ?? '';
  if (!/^<Code\b/u.test(text)) return [];
  const [first, ...rest] = lines.slice(start.line - 1, end.line);
  if (first === undefined) return [];
  const from = { ...first, text, column: first.column + start.column - 1 };
  return codeTagsIn([from, ...rest]).slice(0, 1);
}

function blockOfTag(tag: Block, heading: string | undefined): Block {
  return heading === undefined ? tag : { ...tag, heading };
}

/** Empty lines in its stead keep every line where it is. */
function withoutFrontmatter(lines: readonly string[]): readonly string[] {
  const count = frontmatterLines(lines);
  return count === 0 ? lines : lines.map((line, index) => (index < count ? '' : line));
}

/** Of longer ones the rest is left out. */
const longestHeading = 500;

/** A heading's text without its marks. */
function plainHeading(text: string): string {
  return text
    .slice(0, longestHeading)
    .replace(/!?\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])/gu, '$1')
    .replace(/[`*]/gu, '')
    .replace(/<[^>]+>/gu, '')
    .replace(/\s+/gu, ' ')
    .trim();
}

interface Message {
  line: number;
  column: number;
  reason: string;
}

/** What micromark throws is a `VFileMessage`. */
function messageOf(error: unknown): Message {
  const { line, column, reason, message } = error as Partial<Message> & { message?: string };
  return { line: line ?? 1, column: column ?? 1, reason: reason ?? message ?? String(error) };
}
