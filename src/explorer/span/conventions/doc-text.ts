/** The conventions' texts are Markdown; this reads the little of it that they use. */

export type DocPart =
  | { type: 'text' | 'code' | 'strong'; text: string }
  /** `href` begins with https:. */
  | { type: 'link'; text: string; href: string };

export interface DocBlock {
  type: 'paragraph' | 'item';
  parts: DocPart[];
}

/** Paragraphs and list items. What is not understood is text. */
export function docBlocks(markdown: string): DocBlock[] {
  const blocks: { type: DocBlock['type']; text: string }[] = [];
  let isOpen = false;
  for (const line of markdown.split('\n')) {
    const item = /^\s*(?:[-*]|\d+\.)\s+(?<text>.*)$/u.exec(line);
    const text = line.trim().replace(/^(?:#+|>)\s+/u, '');
    const last = blocks.at(-1);
    if (item?.groups) blocks.push({ type: 'item', text: item.groups['text'] ?? '' });
    else if (text === '') isOpen = false;
    else if (isOpen && last !== undefined) last.text += ` ${text}`;
    else blocks.push({ type: 'paragraph', text });
    if (text !== '') isOpen = true;
  }
  return blocks.map(({ type, text }) => ({ type, parts: docParts(text) }));
}

const inline =
  /`(?<code>[^`]+)`|\*\*(?<strong>[^*]+)\*\*|!?\[(?<label>(?:`[^`]*`|[^\]])*)\]\((?<href>[^()\s]*)\)/gu;

/** Code, bold and links of one line. */
export function docParts(text: string): DocPart[] {
  const parts: DocPart[] = [];
  let done = 0;
  const addText = (to: number): void => {
    if (to > done) parts.push({ type: 'text', text: text.slice(done, to) });
  };
  for (const match of text.matchAll(inline)) {
    addText(match.index);
    done = match.index + match[0].length;
    const { code, strong, label, href } = match.groups ?? {};
    if (code !== undefined) parts.push({ type: 'code', text: code });
    else if (strong !== undefined) parts.push({ type: 'strong', text: strong });
    else parts.push(linkPart((label ?? '').replaceAll('`', ''), href ?? ''));
  }
  addText(text.length);
  return parts;
}

/** As a sentence without marks, for those who hear it and for sentences of ours. */
export function plainDoc(text: string): string {
  return docParts(text)
    .map((part) => part.text)
    .join('');
}

function linkPart(label: string, href: string): DocPart {
  const url = URL.parse(href);
  return url?.protocol === 'https:'
    ? { type: 'link', text: label, href: url.href }
    : { type: 'text', text: label };
}
