/**
 * The built page, in memory: no path leads anywhere else, and a package that is updated meanwhile does not take half of
 * the page away.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ViewerSession } from '../../src/viewer/session.ts';
import { UsageError } from '../output.ts';

export interface ViewerFiles {
  /** The page, with what it is told at the start in it. */
  page(session: ViewerSession): string;
  /** Of the scripts that stand in the page, as a policy names them. */
  readonly scriptHashes: readonly string[];
  /** By path, such as `/assets/main-1a2b.js`. */
  readonly files: ReadonlyMap<string, { bytes: Uint8Array; type: string }>;
}

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
};

/** Where the page looks for what it is told. */
const slot = '<!-- session -->';

/** @throws UsageError when it has not been built */
export async function readViewerFiles(folder: string | undefined = builtFolder()): Promise<ViewerFiles> {
  const names =
    folder && (await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => undefined));
  if (!folder || !names) {
    throw new UsageError('the page is not built: in a checkout, npm run build -w spanlab does it');
  }
  const html = await readFile(join(folder, 'index.html'), 'utf8');
  const files = await Promise.all(
    names
      .filter((each) => each.isFile() && each.name !== 'index.html')
      .map(async (each) => {
        const path = join(each.parentPath, each.name);
        const address = relative(folder, path).split(sep).join('/');
        const type = types[extname(path)] ?? 'application/octet-stream';
        return [`/${address}`, { bytes: await readFile(path), type }] as const;
      }),
  );
  return {
    // A function: a `$&` in a file's name must stay what it is.
    page: (session) => html.replace(slot, () => dataBlock(session)),
    scriptHashes: Array.from(
      html.matchAll(/<script>(.*?)<\/script>/gsu),
      ([, script = '']) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`,
    ),
    files: new Map(files),
  };
}

/** No text in it can end the element it stands in. */
function dataBlock(session: ViewerSession): string {
  const json = JSON.stringify(session).replaceAll('<', '\\u003c');
  return `<script type="application/json" id="session">${json}</script>`;
}

/** Beside the bundle; in a checkout, in the package's build. */
function builtFolder(): string {
  const inSource = import.meta.url.endsWith('.ts');
  return fileURLToPath(new URL(inSource ? '../dist/viewer' : './viewer', import.meta.url));
}
