/** What a `#…` in an address can lead to. */
import GithubSlugger, { slug } from 'github-slugger';
import type { Root } from 'mdast';
import { walk, wordsOf } from './parse-prose.ts';

/** Headings as GitHub, Starlight and Docusaurus name them, and ids given in HTML and JSX. Lower and upper case differ. */
export function anchorsOf(root: Root): Set<string> {
  const slugger = new GithubSlugger();
  const anchors = new Set<string>();
  walk(root, (node) => {
    switch (node.type) {
      case 'heading': {
        const words = wordsOf(node);
        // Docusaurus, VitePress and others: `## A heading {#its-id}`.
        const given = /\s*\{#([\w-]+)\}\s*$/u.exec(words);
        if (given?.[1] !== undefined) anchors.add(given[1]);
        anchors.add(slugger.slug(given === null ? words.trim() : words.slice(0, given.index).trim()));
        break;
      }
      case 'html':
        for (const [, id = ''] of node.value.matchAll(/\s(?:id|name)\s*=\s*["']([^"']+)["']/giu))
          anchors.add(id);
        break;
      case 'mdxJsxFlowElement':
      case 'mdxJsxTextElement':
        for (const attribute of node.attributes) {
          if (attribute.type !== 'mdxJsxAttribute' || typeof attribute.value !== 'string') continue;
          const { name, value } = attribute;
          if (/^(?:id|name)$/u.test(name)) anchors.add(value);
          // `<Definition term="semantic conventions">`: a component makes ids of what it is given, or does not.
          else if (/^[A-Z]/u.test(node.name ?? '')) anchors.add(slug(value));
        }
        break;
    }
  });
  return anchors;
}
