/** The addresses a document leads to, and where they stand. */
import type { Nodes, Root } from 'mdast';
import type { Place } from '../model/place.ts';
import { walk } from './parse-prose.ts';

/** An address, and what it stands in: offsets. */
export interface LinkAt {
  url: string;
  start: number;
  end: number;
}

/** A link whose place is known. */
export interface ProseLink {
  url: string;
  at: Place;
}

/** Links, images, definitions, and `href` and `src` in HTML and JSX. */
export function linksOf(root: Root): LinkAt[] {
  const links: LinkAt[] = [];
  const add = (url: string, start: number, end: number) => links.push({ url, start, end });
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

/** `[words][name]` whose name no definition gives: Markdown shows it as it is. `url` is the name. */
export function danglingReferences(root: Root): { dangling: LinkAt[]; defined: string[] } {
  const dangling: LinkAt[] = [];
  const defined: string[] = [];
  walk(root, (node) => {
    if (node.type === 'definition') defined.push(node.label ?? node.identifier);
    if (node.type !== 'text') return;
    const [start] = extentOf(node);
    // Not `list[0][1]`.
    for (const match of node.value.matchAll(/(?<![\w\])])\[[^[\]]+\]\[([^[\]]+)\]/gu)) {
      const from = start + match.index;
      dangling.push({ url: match[1] ?? '', start: from, end: from + match[0].length });
    }
  });
  return { dangling, defined };
}

/** Where a node begins and ends: offsets. */
export function extentOf(node: Nodes): [number, number] {
  return [node.position?.start.offset ?? 0, node.position?.end.offset ?? 0];
}
