/** Starlight's and Astro's `<Code code={`…`} lang="ts" meta="verify" />`, as a block. */
import type { LineOrigin } from '../model/place.ts';
import type { Block, BlockLine } from './block.ts';
import { type Attribute, type Tag, tagsIn } from './tag-scan.ts';

/**
 * The `Code` tags of these lines whose code is a template without expressions: nothing else is known before the page
 * is built.
 */
export function codeTagsIn(lines: readonly BlockLine[]): Block[] {
  const { text, place } = joined(lines);
  return tagsIn(text).flatMap((tag) => {
    const code = templateOf(tag);
    return code === undefined ? [] : [blockOf(tag, code, place)];
  });
}

/** A tag with words behind its language, in the document. */
interface SpokenTag {
  name: string;
  /** What an info string would be: `ts verify`. */
  info: string;
  /** Its code is known before the page is built. */
  isPlain: boolean;
  at: LineOrigin;
  /** What stands before it on its line, or the end of that. */
  before: string;
}

/** The tags with a `meta` (Docusaurus: `metastring`), whether their code can be read or not. */
export function spokenTagsIn(lines: readonly BlockLine[]): SpokenTag[] {
  const { text, place } = joined(lines);
  return tagsIn(text).flatMap((tag) => {
    const meta = textOf(tag.attributes.get('meta') ?? tag.attributes.get('metastring'));
    if (meta === undefined) return [];
    const language = textOf(tag.attributes.get('lang') ?? tag.attributes.get('language')) ?? 'text';
    return {
      name: tag.name,
      info: `${language} ${meta}`,
      isPlain: templateOf(tag) !== undefined,
      at: place(tag.index),
      before: text.slice(Math.max(0, tag.index - 200), tag.index).replace(/^.*\n/su, ''),
    };
  });
}

type Place = (at: number) => LineOrigin;

/** The lines as one text, and where each letter of it stands. Places are asked for in any order. */
function joined(lines: readonly BlockLine[]): { text: string; place: Place } {
  const starts: number[] = [];
  let offset = 0;
  for (const line of lines) {
    starts.push(offset);
    offset += line.text.length + 1;
  }
  const place: Place = (at) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= at) low = middle;
      else high = middle - 1;
    }
    const line = lines[low];
    return { line: line?.line ?? 1, column: (line?.column ?? 1) + at - (starts[low] ?? 0) };
  };
  return { text: lines.map((line) => line.text).join('\n'), place };
}

interface Template {
  text: string;
  /** Where it begins. */
  from: number;
}

function templateOf({ name, attributes }: Tag): Template | undefined {
  const code = attributes.get('code');
  if (name !== 'Code' || code?.kind !== 'expression') return undefined;
  const start = code.value.search(/\S/u);
  const whole = code.value.trim();
  const text = whole.slice(1, -1);
  if (whole.length < 2 || whole[0] !== '`' || !/^(?:[^`\\$]|\\.|\$(?!\{))*$/su.test(text)) return undefined;
  return whole.endsWith('`') ? { text, from: code.from + start + 1 } : undefined;
}

/** What an attribute says, in quotes or in braces; undefined when it has to be computed. */
function textOf(attribute: Attribute | undefined): string | undefined {
  if (attribute?.kind !== 'expression') return attribute?.value;
  return /^\s*(["'`])([^"'`$]*)\1\s*$/u.exec(attribute.value)?.[2];
}

function blockOf({ index, attributes }: Tag, { text, from }: Template, place: Place): Block {
  const title = textOf(attributes.get('title'));
  const words = [textOf(attributes.get('lang')) ?? 'text', textOf(attributes.get('meta')) ?? ''];
  if (title !== undefined) words.push(`title="${title}"`);
  let at = from;
  const inside = text.split('\n').map((row): BlockLine => {
    const line = { text: unescaped(row), ...place(at) };
    at += row.length + 1;
    return line;
  });
  // The line the template begins on, and the one it ends on, are often empty.
  if (inside.length > 1 && inside[0]?.text.trim() === '') inside.shift();
  if (inside.length > 1 && inside.at(-1)?.text.trim() === '') inside.pop();
  const fence = place(index);
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
}

/** Of an escape in a template only the backslash goes: what stands after it keeps its place as far as it can. */
function unescaped(text: string): string {
  return text.replace(/\\([`$\\{])/gu, '$1');
}
