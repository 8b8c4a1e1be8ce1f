/** Everything a document says that can be held without running anything: links, versions, ports. */
import type { Config } from '../config/config.ts';
import type { ReadDocument } from '../model/example.ts';
import type { Finding } from '../model/finding.ts';
import type { ProseLink } from './links.ts';

export interface ProseOptions {
  cwd: string;
  config: Pick<Config, 'links' | 'versions'>;
  signal?: AbortSignal;
  /** Where what is known of documents is kept from one session to the next. Default: nowhere. */
  cacheFolder?: string | undefined;
}

/**
 * Check documents' links and anchors, and the versions and ports they name. Servers are asked only with `links.external`.
 *
 * @throws Error when a file the configuration names cannot be read
 */
export async function checkProse(
  documents: readonly ReadDocument[],
  { cwd, config, signal, cacheFolder }: ProseOptions,
): Promise<Finding[]> {
  const external = config.links?.external === true;
  const spoken = documents.filter(
    ({ path, text }) => /\.(?:mdx?|markdown)$/iu.test(path) && hasSomething(text, external),
  );
  if (spoken.length === 0) return [];
  // Loaded for documents that have something to check, and the parser for those that have changed.
  const [
    { longest, openFacts },
    { createLibrary },
    { checkLinks },
    { checkVersions },
    { readInUse },
    { pagesOf, rootsOf },
  ] = await Promise.all([
    import('./facts-cache.ts'),
    import('./prose-document.ts'),
    import('./check-links.ts'),
    import('./check-versions.ts'),
    import('./in-use.ts'),
    import('./site-root.ts'),
  ]);
  const cache = await openFacts(cacheFolder);
  const library = createLibrary(cwd, cache);
  const inUse = await readInUse(config.versions ?? {}, cwd);
  const roots = await Promise.all(
    rootsOf(config.links?.roots, cwd).map(async (root) => ({ root, pages: await pagesOf(root) })),
  );
  const isIgnored = matcher(config.links?.ignore ?? []);

  const findings: Finding[] = [];
  const outside: ProseLink[] = [];
  for (const { file, path, text } of spoken) {
    if (signal?.aborted) break;
    if (text.length > longest && !text.includes('spanlab-ignore-file')) {
      findings.push(tooLong(file, text.length, longest));
    }
    const document = await library.put(file, path, text);
    const links = await checkLinks(document, { cwd, library, roots, isIgnored });
    findings.push(...links.findings, ...checkVersions(document, inUse, config.versions?.ignore ?? []));
    if (external) outside.push(...links.external);
  }
  await cache.close();
  if (outside.length > 0) {
    const { checkExternalLinks } = await import('./external-links.ts');
    findings.push(...(await checkExternalLinks(outside, signal === undefined ? {} : { signal })));
  }
  return findings;
}

function tooLong(file: string, length: number, longest: number): Finding {
  const message = `Found ${Math.ceil(length / 1024)} thousand characters; links, versions and ports are checked in up to ${longest / 1024}. Split the document, or write <!-- spanlab-ignore-file --> into it.`;
  return { rule: 'document', message, at: { file, line: 1, column: 1 } };
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
