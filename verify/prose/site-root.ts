/** Pages of a site by their addresses: where a link that starts with `/` leads. */
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { slug } from 'github-slugger';

/** A folder of documents, and the address its pages are below. */
export interface SiteRoot {
  /** `/`, `/docs/`: starts and ends with one. */
  url: string;
  /** Absolute. */
  folder: string;
}

export interface SitePages {
  /** Files that may be behind an address, by the address without slashes at its ends, in lower case. */
  files: ReadonlyMap<string, string>;
  /** The addresses, as written in links. */
  addresses: readonly string[];
}

const maxPages = 20_000;

/** `{ '/': 'src/content/docs' }` as roots; without any, those of an Astro site around the documents. */
export function rootsOf(
  given: Readonly<Record<string, string>> | undefined,
  cwd: string,
): readonly SiteRoot[] {
  if (given !== undefined) {
    return Object.entries(given).map(([url, folder]) => ({
      url: `/${url.replace(/^\/|\/$/gu, '')}/`.replace('//', '/'),
      folder: resolve(cwd, folder),
    }));
  }
  const isAstro = ['mjs', 'ts', 'js', 'mts'].some((ending) =>
    existsSync(join(cwd, `astro.config.${ending}`)),
  );
  if (!isAstro) return [];
  const folder = ['src/content/docs', 'content']
    .map((each) => join(cwd, each))
    .find((each) => existsSync(each));
  if (folder === undefined) return [];
  const pages = join(cwd, 'src/pages');
  return [{ url: '/', folder }, ...(existsSync(pages) ? [{ url: '/', folder: pages }] : [])];
}

/** Read which pages a root has; of Astro's own pages those whose address is their name. Numbers that folders are sorted by may be there or not; `slug:` goes before all. */
export async function pagesOf({ url, folder }: SiteRoot): Promise<SitePages> {
  const files = new Map<string, string>();
  const addresses: string[] = [];
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    if (!entry.isFile() || !/\.(?:mdx?|markdown|astro)$/iu.test(entry.name)) continue;
    if (files.size > maxPages) break;
    const path = join(entry.parentPath, entry.name);
    if (path.includes(`${sep}node_modules${sep}`)) continue;
    const parts = relative(folder, path)
      .replace(/\.\w+$/u, '')
      .split(sep);
    if (/^(?:index|readme)$/iu.test(parts.at(-1) ?? '')) parts.pop();
    const own = await slugIn(path);
    const plain = parts.map((part) => part.replace(/^\d+[-_.]\s*/u, ''));
    for (const names of own === undefined
      ? [parts, plain, parts.map((part) => slug(part))]
      : [own.split('/')]) {
      files.set(keyOf(url + names.join('/')), path);
    }
    addresses.push(`${url}${(own?.split('/') ?? plain).join('/')}/`.replace('//', '/'));
  }
  return { files, addresses };
}

/** An address as `SitePages.files` knows it. */
export function keyOf(address: string): string {
  return address
    .replace(/\.html?$/iu, '')
    .replace(/^\/+|\/+$/gu, '')
    .toLowerCase();
}

/** Addresses relative to a page, as a browser takes them, are below its own: `/guides/a/` + `../b/`. */
export function addressOf(path: string, { files }: SitePages): string | undefined {
  for (const [key, file] of files) if (file === path) return `/${key}/`.replace('//', '/');
  return undefined;
}

/** Where a site keeps files that are served as they are. */
export function publicFolders({ folder }: SiteRoot, cwd: string): string[] {
  const found: string[] = [];
  for (let here = folder; here.startsWith(cwd); here = dirname(here)) {
    for (const name of ['public', 'static']) found.push(join(here, name));
    if (here === cwd || dirname(here) === here) break;
  }
  return found;
}

async function slugIn(path: string): Promise<string | undefined> {
  const text = await readFile(path, 'utf8').catch(() => '');
  const matter = /^---[ \t]*\r?\n([\s\S]*?)\n---/u.exec(text)?.[1];
  return matter === undefined ? undefined : /^slug:\s*["']?\/?([^"'\s#]+?)\/?["']?\s*$/mu.exec(matter)?.[1];
}
