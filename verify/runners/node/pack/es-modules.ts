/**
 * Installed ES modules as one script: Node finds, reads and compiles each of them anew in every thread, and keeps no code
 * cache of what hooks have to do with. Inside, they are evaluated as Node would: each once, when first imported, in order.
 */
import { isBuiltin } from 'node:module';
import { dirname, resolve } from 'node:path';
import { build, type Message, type Plugin } from 'esbuild';
import { importName } from './index.ts';

export interface EsBundle {
  /** Its value is a function of `require` (given absolute paths and names of Node's modules) that returns `() => namespace`
   * for each module. */
  script: string;
  /** Source map of `script`, as JSON. */
  map: string;
  /** Those of the given modules that are in it. */
  paths: readonly string[];
}

/**
 * Bundle modules, given by path, but those that cannot be: they wait at their top level, say `import.meta`, or import what
 * is neither among them nor CommonJS. `imports`: where Node has found each import of theirs lead to, by `lookupKey`.
 */
export async function bundleEsModules(
  modules: ReadonlyMap<string, string>,
  imports: ReadonlyMap<string, string>,
  isCommonJs: (path: string) => boolean,
): Promise<EsBundle | undefined> {
  let left = new Map(modules);
  while (left.size > 0) {
    const result = await tryBundle(left, imports, isCommonJs);
    if (!('broken' in result)) return result;
    const before = left.size;
    left = new Map([...left].filter(([path]) => !result.broken.has(path)));
    if (left.size === before) return undefined;
  }
  return undefined;
}

async function tryBundle(
  texts: ReadonlyMap<string, string>,
  imports: ReadonlyMap<string, string>,
  isCommonJs: (path: string) => boolean,
): Promise<EsBundle | { broken: ReadonlySet<string> }> {
  const paths = [...texts.keys()];
  const plugin: Plugin = {
    name: 'spanlab-installed',
    setup(build) {
      build.onResolve({ filter: /./ }, ({ path: specifier, importer, kind }) => {
        if (kind === 'require-call' && texts.has(specifier)) return { path: specifier };
        if (isBuiltin(specifier)) return { path: specifier, external: true };
        const path = imports.get(`${dirname(importer)}\0${specifier}`);
        if (kind !== 'import-statement' || path === undefined) return { errors: [{ text: specifier }] };
        if (texts.has(path)) return { path };
        return isCommonJs(path) ? { path, external: true } : { errors: [{ text: specifier }] };
      });
      build.onLoad({ filter: /./ }, ({ path }) => ({ contents: texts.get(path) ?? '', loader: 'js' }));
    },
  };
  try {
    const { outputFiles, warnings } = await build({
      stdin: {
        contents: `module.exports = [${paths.map((path) => `() => require(${JSON.stringify(path)})`).join(',')}];`,
        sourcefile: 'spanlab',
      },
      bundle: true,
      write: false,
      outfile: '/packages.js',
      format: 'cjs',
      platform: 'node',
      target: 'node22',
      sourcemap: 'external',
      sourcesContent: false,
      legalComments: 'none',
      logLevel: 'silent',
      logLimit: 0,
      plugins: [plugin],
    });
    const [map, code] = outputFiles.toSorted((one) => (one.path.endsWith('.map') ? -1 : 1));
    if (warnings.length > 0 || code === undefined || map === undefined) return { broken: filesOf(warnings) };
    // On its first line, so that lines stay those of the map.
    const head = `(function(require,${importName}){"use strict";const module={exports:{}};`;
    return { script: `${head}${code.text}\nreturn module.exports})`, map: map.text, paths };
  } catch (failure) {
    return { broken: filesOf((failure as { errors?: readonly Message[] }).errors ?? []) };
  }
}

function filesOf(messages: readonly Message[]): ReadonlySet<string> {
  const places = messages.flatMap(({ location, notes }) => [location, ...notes.map((note) => note.location)]);
  return new Set(places.flatMap((place) => (place === null ? [] : [resolve(place.file)])));
}

/** Can its exports be taken once, when it has been evaluated? Not when they go on changing. */
export function exportsStay(text: string): boolean {
  const names = new Set<string>();
  for (const [, name = ''] of text.matchAll(/\bexport\s+(?:let|var)\s+([\w$]+)/gu)) names.add(name);
  for (const [, list = ''] of text.matchAll(/\bexport\s*\{([^}]*)\}(?!\s*from\b)/gu)) {
    for (const each of list.split(',')) names.add(each.trim().split(/\s+as\s+/u)[0] ?? '');
  }
  const set = new Set<string>();
  // Not how TypeScript writes an enum: `Kind || (Kind = {})`.
  for (const [, enumeration, name = enumeration ?? ''] of text.matchAll(assignments)) {
    if (enumeration !== undefined || !names.has(name)) continue;
    if (set.has(name)) return false;
    set.add(name);
  }
  return true;
}

const assignments =
  /(?<![\w$.])(?:([\w$]+) \|\| \(\1 = |([\w$]+)\s*(?:(?:\*\*|<<|>>>?|&&|\|\||\?\?|[-+*/%&|^])?=(?![=>])|\+\+|--))/gu;
