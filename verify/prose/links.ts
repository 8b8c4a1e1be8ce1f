/** The addresses a document leads to, and where they stand. */
import type { Nodes, Root } from 'mdast';
import type { Place } from '../model/place.ts';
import { walk } from './parse-prose.ts';
import type { Places } from './places.ts';

export interface ProseLink {
  url: string;
  at: Place;
  /** Where `url` itself stands, when it stands there as it is. */
  range?: { start: number; end: number };
}

/** Links, images, definitions, and `href` and `src` in HTML and JSX. */
export function linksOf(root: Root, text: string, places: Places): ProseLink[] {
  const links: ProseLink[] = [];
  const add = (url: string, start: number, end: number) => {
    // The address stands at the end of `[text](address "title")`: text may hold the same words.
    const inside = text.slice(start, end).lastIndexOf(url);
    const range = inside < 0 ? undefined : { start: start + inside, end: start + inside + url.length };
    links.push({ url, at: places.at(start, end), ...(range && { range }) });
  };
  walk(root, (node) => {
    const [start, end] = extentOf(node);
    switch (node.type) {
      case 'link':
      case 'image':
      case 'definition':
        add(node.url, start, end);
        break;
      case 'html':
        for (const tag of node.value.matchAll(
          /<(a|img)\b[^<>]*?\s(href|src)\s*=\s*(?:"([^"]*)"|'([^']*)')/giu,
        )) {
          const url = tag[3] ?? tag[4] ?? '';
          add(url.replaceAll('&amp;', '&'), start + tag.index, start + tag.index + tag[0].length);
        }
        break;
      case 'mdxJsxFlowElement':
      case 'mdxJsxTextElement': {
        // A component's `href` is a link; its `src` may be anything, an image's is a file.
        const wanted = /^(?:img|Image)$/u.test(node.name ?? '') ? /^(?:href|src)$/u : /^href$/u;
        for (const attribute of node.attributes) {
          if (attribute.type !== 'mdxJsxAttribute' || !wanted.test(attribute.name)) continue;
          if (typeof attribute.value !== 'string') continue;
          const [from, to] = extentOf(attribute as unknown as Nodes);
          add(attribute.value, from || start, to || end);
        }
        break;
      }
    }
  });
  return links;
}

/** `[words][name]` whose name no definition gives: Markdown shows it as it is. */
export function danglingReferences(
  root: Root,
  places: Places,
): { name: string; at: Place; names: string[] }[] {
  const found: { name: string; at: Place }[] = [];
  const names: string[] = [];
  walk(root, (node) => {
    if (node.type === 'definition') names.push(node.label ?? node.identifier);
    if (node.type !== 'text') return;
    const [start] = extentOf(node);
    // Not `list[0][1]`.
    for (const match of node.value.matchAll(/(?<![\w\])])\[[^[\]]+\]\[([^[\]]+)\]/gu)) {
      const from = start + match.index;
      found.push({ name: match[1] ?? '', at: places.at(from, from + match[0].length) });
    }
  });
  return found.map((each) => ({ ...each, names }));
}

export function extentOf(node: Nodes): [number, number] {
  return [node.position?.start.offset ?? 0, node.position?.end.offset ?? 0];
}
