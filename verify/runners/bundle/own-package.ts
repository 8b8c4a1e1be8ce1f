/** A package that documents itself, imported by its own name though its package.json has no `exports`. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Where `specifier` lies in the package `folder` belongs to, when it begins with that package's name. */
export function inOwnPackage(
  specifier: string,
  folder: string,
): { folder: string; specifier: string } | undefined {
  for (let at = folder; ; at = dirname(at)) {
    const name = nameIn(at);
    if (name !== undefined || dirname(at) === at) {
      if (name === undefined || name === '') return undefined;
      if (specifier !== name && !specifier.startsWith(`${name}/`)) return undefined;
      // The folder itself: a bundler reads `module` or `main` there, or takes its index.
      return { folder: at, specifier: `./${specifier.slice(name.length + 1)}` };
    }
  }
}

/** `''` for a package.json without one, or one that cannot be read. */
function nameIn(folder: string): string | undefined {
  let text: string;
  try {
    text = readFileSync(join(folder, 'package.json'), 'utf8');
  } catch {
    return undefined;
  }
  try {
    const { name } = JSON.parse(text) as { name?: unknown };
    return typeof name === 'string' ? name : '';
  } catch {
    return '';
  }
}
