/** Notes what Node loads of installed packages, for the pack. */
import Module, { isBuiltin } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Recorded } from '../pack/index.ts';

const loader = Module as unknown as { _cache: Record<string, Module | undefined> };

export class Recorder {
  readonly #paths = new Set<string>();
  readonly #modules = new Set<string>();
  readonly #imports = new Map<string, string>();
  readonly #imported = new Set<string>();
  readonly #requires = new Map<string, string>();

  /** Whether it was `import` or `require` that asked is seen by the conditions. */
  resolved(specifier: string, parent: string | undefined, conditions: readonly string[], url: string): void {
    if (parent === undefined || !parent.startsWith('file:')) return;
    const from = fileURLToPath(parent);
    if (conditions.includes('import')) {
      if (!isInstalled(url)) return;
      const path = fileURLToPath(url);
      this.#imports.set(lookupKey(from, specifier), path);
      this.#imported.add(path);
    } else if (isBuiltin(url)) this.#requires.set(lookupKey(from, specifier), url);
    else if (isInstalled(url)) this.#requires.set(lookupKey(from, specifier), fileURLToPath(url));
  }

  /** Node leaves the format open of what is required and says not itself what it is. */
  loaded(url: string, format: string | null | undefined): void {
    if ((format === 'commonjs' || format === undefined) && isInstalled(url) && /\.c?js$/u.test(url))
      this.#paths.add(fileURLToPath(url));
    else if (format === 'module' && isInstalled(url) && !/[?#]/u.test(url))
      this.#modules.add(fileURLToPath(url));
  }

  get empty(): boolean {
    return this.#paths.size === 0 && this.#modules.size === 0;
  }

  /** All of it, with the names Node gives to what ES modules import. */
  async recorded(): Promise<Recorded> {
    const names: [string, readonly string[]][] = [];
    for (const path of this.#imported) {
      const exported = loader._cache[path]?.exports as unknown;
      if (!this.#paths.has(path) || exported === undefined) continue;
      // It has been imported already: this runs nothing.
      const namespace = (await import(pathToFileURL(path).href)) as Record<string, unknown>;
      if (namespace['default'] === exported) names.push([path, Object.keys(namespace)]);
    }
    const modules: string[] = [];
    for (const path of this.#modules) {
      const namespace = await import(pathToFileURL(path).href).catch(() => undefined);
      if (namespace === undefined) continue;
      modules.push(path);
      names.push([path, Object.keys(namespace as object)]);
    }
    return {
      paths: [...this.#paths],
      modules,
      imports: [...this.#imports],
      names,
      requires: [...this.#requires],
    };
  }
}

/** Where a specifier leads depends on the folder of the file it stands in, not on the file: Node asks once a folder. */
export function lookupKey(from: string, specifier: string): string {
  return `${dirname(from)}\0${specifier}`;
}

function isInstalled(url: string): boolean {
  return url.startsWith('file:') && url.includes('/node_modules/');
}
