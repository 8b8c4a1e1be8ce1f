/** Everything a document says that can be held without running anything: links, versions, ports. */
import type { Config } from '../config/config.ts';
import type { ReadDocument } from '../model/example.ts';
import type { Finding } from '../model/finding.ts';
import type { ProseLink } from './links.ts';

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
  const external = config.links?.external === true;
  const spoken = documents.filter(
    ({ path, text }) => /\.(?:mdx?|markdown)$/iu.test(path) && hasSomething(text, external),
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
  const outside: ProseLink[] = [];
  for (const { file, path, text } of spoken) {
    if (signal?.aborted) break;
    const document = proseDocument(file, path, text);
    library.put(document);
    const links = await checkLinks(document, { cwd, library, roots, isIgnored });
    findings.push(...links.findings, ...checkVersions(document, inUse, config.versions?.ignore ?? []));
    if (external) outside.push(...links.external);
  }
  if (outside.length > 0) {
    const { checkExternalLinks } = await import('./external-links.ts');
    findings.push(...(await checkExternalLinks(outside, signal === undefined ? {} : { signal })));
  }
  return findings;
}

/** Might there be something to check? Documents of code alone are many, and reading them takes the parser's time. */
function hasSomething(text: string, external: boolean): boolean {
  if (/\]\(|\]\[|\]:|href=|src=/u.test(text) || (external && /https?:/u.test(text))) return true;
  if (/[\w-][:@]v?\d+\.\d/u.test(text)) return true;
  const prose = text.replace(/^([ \t>]*)(`{3,}|~{3,})[\s\S]*?\n[ \t>]*\2/gmu, '');
  return /\d\.\d|(?:localhost|127\.0\.0\.1):\d/u.test(prose);
}

/** `https://example.org/*`: exact, or with `*` for anything. */
function matcher(patterns: readonly string[]): (url: string) => boolean {
  const all = patterns.map((pattern) => {
    const parts = pattern.split('*').map((part) => part.replace(/[\\^$.*+?()[\]{}|]/gu, '\\$&'));
    return new RegExp(`^${parts.join('.*')}$`, 'u');
  });
  return (url) => all.some((each) => each.test(url));
}
