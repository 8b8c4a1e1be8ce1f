/** Do the links of a document lead somewhere? */
import { existsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { closest } from '@spanlab/sandbox/expect/closest.ts';
import type { Finding } from '../model/finding.ts';
import type { ProseLink } from './links.ts';
import type { Library, ProseDocument } from './prose-document.ts';
import { addressOf, keyOf, publicFolders, type SitePages, type SiteRoot } from './site-root.ts';

export interface LinkSurroundings {
  cwd: string;
  library: Library;
  /** The site's roots, and their pages. */
  roots: readonly { root: SiteRoot; pages: SitePages }[];
  /** Links the configuration leaves alone. */
  isIgnored(url: string): boolean;
}

/** Where a link leads: a file with its anchors, a place that is there and has none we know, or nowhere. */
type Target = { document: ProseDocument } | { file: string } | { missing: string } | undefined;

/** What surrounds one document's links, and who guesses what was meant. */
interface Around extends LinkSurroundings {
  nearest: typeof closest;
}

/** A document whose links are all broken is told so; to guess for each would take minutes. */
const mostGuesses = 20;

function fewGuesses(): typeof closest {
  let guesses = 0;
  return (word, candidates) => (guesses++ < mostGuesses ? closest(word, candidates) : undefined);
}

/** Check what can be checked without asking a server; give back what cannot. */
export async function checkLinks(
  document: ProseDocument,
  surroundings: LinkSurroundings,
): Promise<{ findings: Finding[]; external: ProseLink[] }> {
  const findings: Finding[] = [];
  const external: ProseLink[] = [];
  const isLeftAlone = (line: number) => document.isIgnored('link', line);

  const around = { ...surroundings, nearest: fewGuesses() };
  const { facts, places } = document;
  for (const { url: written, start, end } of facts.links) {
    const url = written.trim();
    const at = places.at(start, end);
    if (isLeftAlone(at.line) || surroundings.isIgnored(url)) continue;
    if (/^(?:https?:)?\/\//iu.test(url)) external.push({ at, url });
    else if (!/^[a-z][a-z\d+.-]*:/iu.test(url)) {
      const message = await faultOf(url, document, around);
      if (message !== undefined) findings.push({ rule: 'link', message, at });
    }
  }
  for (const { url: name, start, end } of facts.dangling) {
    const at = places.at(start, end);
    if (isLeftAlone(at.line)) continue;
    const near = around.nearest(name, facts.defined);
    const hint = near === undefined ? 'Add a line such as `[name]: address`.' : `Did you mean [${near}]?`;
    findings.push({
      rule: 'link',
      message: `Found [${name}], which nothing in this document defines. ${hint}`,
      at,
    });
  }
  return { findings, external };
}

async function faultOf(url: string, document: ProseDocument, around: Around): Promise<string | undefined> {
  const [address = '', hash] = cut(url, '#');
  const [path = ''] = cut(address, '?');
  const target = await targetOf(decoded(path), document, around);
  if (target === undefined) return undefined;
  if ('missing' in target) return `Found ${url}, but ${target.missing}`;
  if (hash === undefined || hash === '') return undefined;
  if ('file' in target) return faultOfLines(hash, target.file, url);
  return faultOfAnchor(decoded(hash), target.document, url, { document, around });
}

async function targetOf(path: string, document: ProseDocument, around: Around): Promise<Target> {
  if (path === '') return { document };
  return path.startsWith('/') ? absolute(path, document, around) : besides(path, document, around);
}

/** A path from the document's folder, or from its page's address where a site serves it. */
async function besides(path: string, document: ProseDocument, around: Around): Promise<Target> {
  const file = resolve(dirname(document.path), path);
  const there = await fileOrPage(file, around.library);
  if (there !== undefined) return there;
  for (const { pages } of around.roots) {
    const own = addressOf(document.path, pages);
    if (own === undefined) continue;
    // A site may serve a page as `/a/` or as `/a`.
    for (const base of [`${own}/`, own]) {
      const { pathname } = new URL(path, `http://site${base}`);
      const page = pages.files.get(keyOf(decoded(pathname)));
      if (page !== undefined) return documentAt(page, around.library);
    }
  }
  return { missing: missing(path, file, around) };
}

async function absolute(path: string, document: ProseDocument, around: Around): Promise<Target> {
  const within = around.roots.filter(({ root }) => path.startsWith(root.url) || `${path}/` === root.url);
  for (const { root, pages } of within) {
    const page = pages.files.get(keyOf(path));
    if (page !== undefined) return documentAt(page, around.library);
    const rest = path.slice(root.url.length);
    for (const folder of publicFolders(root, around.cwd)) {
      if (existsSync(join(folder, rest))) return { file: join(folder, rest) };
    }
  }
  // GitHub takes it from the repository's folder.
  const file = join(around.cwd, path);
  if (existsSync(file)) return fileOrPage(file, around.library);
  const isPage = around.roots.some(({ root }) => document.path.startsWith(root.folder));
  // Outside a site whose roots are known, only its host knows what it serves.
  if (!isPage || within.length === 0 || /\.(?!html?$)\w+$/iu.test(path)) return undefined;
  const near = around.nearest(
    path,
    within.flatMap(({ pages }) => pages.addresses),
  );
  return { missing: `the site has no such page.${near === undefined ? '' : ` Did you mean ${near}?`}` };
}

/** A file, a folder (with its README), or a file whose ending the address leaves out. */
async function fileOrPage(file: string, library: Library): Promise<Target> {
  const stats = statSync(file, { throwIfNoEntry: false });
  const inFolder = ['README.md', 'readme.md', 'index.md', 'index.mdx'].map((name) => join(file, name));
  const unended = ['.md', '.mdx'].map((ending) => file.replace(/[\\/]$/u, '') + ending);
  if (stats?.isFile()) return documentAt(file, library);
  const page = [...inFolder, ...unended].find((each) => existsSync(each));
  if (page !== undefined) return documentAt(page, library);
  return stats?.isDirectory() ? { file } : undefined;
}

async function documentAt(path: string, library: Library): Promise<Target> {
  if (!/\.(?:mdx?|markdown)$/iu.test(path)) return { file: path };
  const document = await library.get(path);
  return document === undefined ? { file: path } : { document };
}

function faultOfAnchor(
  hash: string,
  target: ProseDocument,
  url: string,
  { document, around }: { document: ProseDocument; around: Around },
): string | undefined {
  const id = hash.replace(/^user-content-/u, '');
  // Starlight's top of the page; footnotes; text fragments (`#:~:text=`).
  if (/^(?:_?top|fn(?:ref)?-.*)$/iu.test(id) || id.startsWith(':~:') || target.facts.anchors.includes(id))
    return undefined;
  const names = target.facts.anchors;
  const near = around.nearest(id, names);
  const where = target === document ? 'this document' : target.file;
  const hint =
    near !== undefined ? ` Did you mean #${near}?` : names.length === 0 ? '' : ` It has ${list(names)}.`;
  return `Found ${url}, but ${where} has no heading or id "${id}".${hint}`;
}

/** `#L10-L20` of a source file must be lines it has. Other anchors of files are not known. */
function faultOfLines(hash: string, file: string, url: string): string | undefined {
  const last = /^L\d+(?:C\d+)?(?:-L(\d+)(?:C\d+)?)?$/u.exec(hash)
    ? Number(/(\d+)(?:C\d+)?$/u.exec(hash)?.[1])
    : 0;
  if (last === 0) return undefined;
  const stats = statSync(file, { throwIfNoEntry: false });
  // A line is a byte at least: a cheap bound that needs no reading, and no false alarm.
  if (!stats?.isFile() || stats.size + 1 >= last) return undefined;
  return `Found ${url}, but the file cannot have ${last} lines.`;
}

function missing(path: string, file: string, { cwd }: Pick<LinkSurroundings, 'cwd'>): string {
  const folder = dirname(file);
  if (!existsSync(folder)) return `there is no folder ${show(folder, cwd)}.`;
  return `there is no ${path.split('/').at(-1) || path} in ${show(folder, cwd)}.`;
}

function show(folder: string, cwd: string): string {
  if (folder === cwd) return 'this folder';
  return folder.startsWith(`${cwd}/`) ? folder.slice(cwd.length + 1) : folder;
}

function list(names: readonly string[]): string {
  const some = names.slice(0, 5).map((name) => `#${name}`);
  return names.length > 5 ? `${some.join(', ')} and ${names.length - 5} more` : some.join(', ');
}

function cut(text: string, mark: string): [string, string | undefined] {
  const at = text.indexOf(mark);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
