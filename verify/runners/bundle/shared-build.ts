/** Builds what examples share: split into chunks, so that a module imported by two of them is one module. */
import { isAbsolute, join, posix, relative, sep } from 'node:path';
import { build, type Message, type Metafile, type Plugin } from 'esbuild';
import { namespaceName, sharedPath } from './bundle.ts';
import { loweredAsync } from './lowering.ts';

/** What scripts take from one shared module. */
export interface SharedEntry {
  /** The path scripts import it by. */
  path: string;
  /** The file on disk. */
  file: string;
  /** Imported names. `*`: all of them. */
  names: ReadonlySet<string>;
}

export interface SharedBuild {
  /** By path. */
  files: Map<string, Uint8Array>;
  /** By an entry's path: all files on disk it is made of. */
  inputs: Map<string, string[]>;
  /** By an entry's path: why it could not be built. */
  problems: Map<string, string>;
  /** By an entry's path: names it does not export. */
  missing: Map<string, Set<string>>;
}

/** Build all entries at once; when that fails, leave out names and entries that cannot be built, and say why. */
export async function buildShared(entries: readonly SharedEntry[], lowered: boolean): Promise<SharedBuild> {
  const problems = new Map<string, string>();
  const missing = new Map<string, Set<string>>();
  let left = [...entries];
  while (left.length > 0) {
    const result = await tryBuild(left, lowered);
    if ('files' in result) return { ...result, problems, missing };
    if (noteMissing(result.errors, missing)) {
      left = left.map((entry) => ({
        ...entry,
        names: new Set([...entry.names].filter((name) => !missing.get(entry.path)?.has(name))),
      }));
      continue;
    }
    // Each alone, to know which: rare, and there are few.
    const failed = await Promise.all(
      left.map(async (entry) => ({ entry, result: await tryBuild([entry], lowered) })),
    );
    const before = left.length;
    for (const { entry, result } of failed) {
      if ('errors' in result) problems.set(entry.path, sentence(result.errors));
    }
    left = left.filter(({ path }) => !problems.has(path));
    if (left.length === before) throw new Error(`esbuild: ${sentence(result.errors)}`);
  }
  return { files: new Map(), inputs: new Map(), problems, missing };
}

/** Takes note of the names our own modules could not pass on; false when there is none among the errors. */
function noteMissing(errors: readonly Message[], missing: Map<string, Set<string>>): boolean {
  let found = false;
  for (const { text, location } of errors) {
    const name = /^No matching export in .* for import "(.*)"$/u.exec(text)?.[1];
    if (name === undefined || !location?.file.startsWith(`${namespace}:`)) continue;
    const path = location.file.slice(namespace.length + 1);
    missing.set(path, new Set([...(missing.get(path) ?? []), name]));
    found = true;
  }
  return found;
}

async function tryBuild(
  entries: readonly SharedEntry[],
  lowered: boolean,
): Promise<Pick<SharedBuild, 'files' | 'inputs'> | { errors: readonly Message[] }> {
  const folder = process.cwd();
  try {
    const { outputFiles, metafile } = await build({
      entryPoints: entries.map(({ path }) => ({ in: path, out: posix.basename(path, '.js') })),
      outdir: join(folder, 'out'),
      absWorkingDir: folder,
      bundle: true,
      splitting: true,
      write: false,
      format: 'esm',
      platform: 'browser',
      metafile: true,
      chunkNames: 'chunk-[hash]',
      // Stacks name functions, and line ends cost little on loopback.
      minifyWhitespace: true,
      minifySyntax: true,
      keepNames: false,
      legalComments: 'none',
      logLevel: 'silent',
      charset: 'utf8',
      target: 'esnext',
      ...(lowered && { supported: loweredAsync }),
      define: { 'process.env.NODE_ENV': '"development"', global: 'globalThis' },
      plugins: [entriesPlugin(entries)],
    });
    const files = new Map(
      outputFiles.map(({ path, contents }) => [sharedPath + path.split(sep).at(-1), contents] as const),
    );
    return { files, inputs: inputsOf(metafile, folder) };
  } catch (failure) {
    const errors: unknown = failure instanceof Error ? Reflect.get(failure, 'errors') : undefined;
    if (!Array.isArray(errors)) throw failure;
    return { errors };
  }
}

const namespace = 'spanlab-shared';

function entriesPlugin(entries: readonly SharedEntry[]): Plugin {
  const byPath = new Map(entries.map((entry) => [entry.path, entry]));
  return {
    name: namespace,
    setup(build) {
      build.onResolve({ filter: new RegExp(`^${sharedPath}`) }, ({ path, kind }) =>
        kind === 'entry-point' ? { path, namespace } : undefined,
      );
      build.onLoad({ filter: /./, namespace }, ({ path }) => {
        const entry = byPath.get(path);
        if (entry === undefined) return undefined;
        return { contents: reexport(entry), loader: 'js', resolveDir: join(entry.file, '..') };
      });
    },
  };
}

/**
 * Named, so that what nobody imports is left out, and so that names of CommonJS modules can be imported. The name of
 * the namespace object serves `import * as`.
 */
function reexport({ file, names }: SharedEntry): string {
  const from = JSON.stringify(file);
  const named = [...names].filter((name) => name !== '*');
  const lines = [`import ${from};`];
  if (named.length > 0) lines.push(`export { ${named.map(nameText).join(', ')} } from ${from};`);
  if (names.has('*')) {
    lines.push(`import * as ${namespaceName} from ${from};`, `export { ${namespaceName} };`);
    lines.push(`export * from ${from};`);
    if (!names.has('default')) lines.push(`export default ${namespaceName}.default;`);
  }
  return lines.join('\n');
}

function nameText(name: string): string {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name) ? name : JSON.stringify(name);
}

/** All inputs each entry reaches, over chunks. */
function inputsOf({ outputs }: Metafile, folder: string): Map<string, string[]> {
  const reached = (output: string, seen: Set<string>): Set<string> => {
    if (seen.has(output)) return seen;
    seen.add(output);
    for (const { path } of outputs[output]?.imports ?? []) reached(path, seen);
    return seen;
  };
  const inputs = new Map<string, string[]>();
  for (const [output, { entryPoint }] of Object.entries(outputs)) {
    if (entryPoint === undefined) continue;
    const files = [...reached(output, new Set())].flatMap((each) => Object.keys(outputs[each]?.inputs ?? {}));
    const onDisk = files.filter((file) => !file.startsWith(`${namespace}:`));
    inputs.set(
      entryPoint.replace(`${namespace}:`, ''),
      [...new Set(onDisk)].map((file) => (isAbsolute(file) ? file : join(folder, file))),
    );
  }
  return inputs;
}

function sentence(errors: readonly Message[]): string {
  return errors
    .slice(0, 3)
    .map(({ text, location }) => {
      const place = location === null ? '' : ` (${relative(process.cwd(), location.file)}:${location.line})`;
      return text + place;
    })
    .join('; ');
}
