/** Everything a document says that can be held without running anything: links, versions, ports. */
import type { Config } from '../config/config.ts';
import type { ReadDocument } from '../model/example.ts';
import type { Finding } from '../model/finding.ts';
import type { ProseLink } from './links.ts';

/** A word that says a document has something to check: most have, but the fast ones are worth it. */
const mayLink = /\]\(|\]\[|\]:|href=|src=|https?:/u;
const mayName = /\d\.\d|(?:localhost|127\.0\.0\.1):\d/u;

export interface ProseOptions {
  cwd: string;
  config: Pick<Config, 'links' | 'versions'>;
  signal?: AbortSignal;
}

/**
 * Check documents' links and anchors, and the versions and ports they name. Servers are asked only with `links.external`.
 *
 * @throws Error when a file the configuration names cannot be read
 */
export async function checkProse(
  documents: readonly ReadDocument[],
  { cwd, config, signal }: ProseOptions,
): Promise<Finding[]> {
  const spoken = documents.filter(
    ({ path, text }) => /\.(?:mdx?|markdown)$/iu.test(path) && (mayLink.test(text) || mayName.test(text)),
  );
  if (spoken.length === 0) return [];
  // The parser is loaded for documents that have something to check.
  const [
    { createLibrary, proseDocument },
    { checkLinks },
    { checkVersions },
    { readInUse },
    { pagesOf, rootsOf },
  ] = await Promise.all([
    import('./prose-document.ts'),
    import('./check-links.ts'),
    import('./check-versions.ts'),
    import('./in-use.ts'),
    import('./site-root.ts'),
  ]);
  const library = createLibrary(cwd);
  const inUse = await readInUse(config.versions ?? {}, cwd);
  const roots = await Promise.all(
    rootsOf(config.links?.roots, cwd).map(async (root) => ({ root, pages: await pagesOf(root) })),
  );
  const isIgnored = matcher(config.links?.ignore ?? []);

  const findings: Finding[] = [];
  const external: ProseLink[] = [];
  for (const { file, path, text } of spoken) {
    if (signal?.aborted) break;
    const document = proseDocument(file, path, text);
    library.put(document);
    const links = await checkLinks(document, { cwd, library, roots, isIgnored });
    findings.push(...links.findings, ...checkVersions(document, inUse, config.versions?.ignore ?? []));
    external.push(...links.external);
  }
  if (config.links?.external === true) {
    const { checkExternalLinks } = await import('./external-links.ts');
    findings.push(...(await checkExternalLinks(external, signal === undefined ? {} : { signal })));
  }
  return findings;
}

/** `https://example.org/*`: exact, or with `*` for anything. */
function matcher(patterns: readonly string[]): (url: string) => boolean {
  const all = patterns.map((pattern) => {
    const parts = pattern.split('*').map((part) => part.replace(/[\\^$.*+?()[\]{}|]/gu, '\\$&'));
    return new RegExp(`^${parts.join('.*')}$`, 'u');
  });
  return (url) => all.some((each) => each.test(url));
}
