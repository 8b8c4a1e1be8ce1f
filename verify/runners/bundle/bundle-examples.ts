/** Bundles examples for a browser, as their own project's bundler would. */
import type { ProgramExample } from '../../model/example.ts';
import type { RunTrouble } from '../../model/run.ts';
import type { BrokenScript, Bundles, Script } from './bundle.ts';
import { loweredPath, sharedPath } from './bundle.ts';
import { importsOf, withNamespaces } from './imports-of.ts';
import { lowerScript } from './lowering.ts';
import { placeOfImport } from './place-of-import.ts';
import { buildScripts, type PlainScript } from './scripts.ts';
import { buildShared, type SharedBuild, type SharedEntry } from './shared-build.ts';
import { createSharedModules, type SharedModules } from './shared-modules.ts';

/**
 * Bundle them all. Never rejects for what an example holds.
 *
 * @param build Part of the paths of shared modules: they have no more in them than these examples need, so the next
 *   build's are others.
 */
export async function bundleExamples(examples: readonly ProgramExample[], build = 1): Promise<Bundles> {
  const modules = createSharedModules();
  const plain = await buildScripts(examples, modules);
  const entries = entriesOf(plain, modules);
  const built = await buildShared(entries, false);
  const shared = new Map<string, Uint8Array>();
  const keep = (files: ReadonlyMap<string, Uint8Array>, place: string): void => {
    for (const [path, bytes] of files) shared.set(path.replace(sharedPath, `${place}${build}/`), bytes);
  };
  keep(built.files, sharedPath);
  const results = examples.map((example, index) => finish(example, plain[index] ?? nothing, built, modules));

  const withZone = results.map((result) => 'inputs' in result && result.inputs.some(isZone));
  if (withZone.includes(true)) {
    const lowered = await buildShared(
      entriesOf(
        plain.filter((_, index) => withZone[index]),
        modules,
      ),
      true,
    );
    keep(lowered.files, loweredPath);
  }
  const scripts = new Map<string, Script | BrokenScript>();
  for (const [index, { id }] of examples.entries()) {
    const result = results[index];
    if (result === undefined) continue;
    if (!('inputs' in result)) scripts.set(id, result);
    else {
      const script = withZone[index] ? await lowerScript(result.script) : result.script;
      const code = script.code.replace(sharedImports, `$1${build}/`);
      scripts.set(id, { ...script, code });
    }
  }
  return { scripts, shared };
}

const sharedImports = new RegExp(`("(?:${sharedPath}|${loweredPath}))`, 'gu');
const isZone = (file: string): boolean => /[\\/]node_modules[\\/]zone\.js[\\/]/u.test(file);

function entriesOf(plain: readonly PlainScript[], modules: SharedModules): SharedEntry[] {
  const names = new Map<string, Set<string>>();
  for (const { code } of plain) {
    for (const [path, taken] of importsOf(code)) {
      const all = names.get(path) ?? new Set();
      for (const name of taken) all.add(name);
      names.set(path, all);
    }
  }
  return [...names].flatMap(([path, taken]): SharedEntry[] => {
    const found = modules.at(path);
    return found === undefined ? [] : [{ path, file: found.file, names: taken }];
  });
}

const nothing: PlainScript = { code: '', map: '', troubles: [], errors: [] };

function finish(
  example: ProgramExample,
  { code, map, troubles, errors }: PlainScript,
  { inputs, problems, missing }: SharedBuild,
  modules: SharedModules,
): BrokenScript | { script: Script; inputs: string[] } {
  const imports = importsOf(code);
  const paths = [...imports.keys()];
  const broken = [...imports].flatMap(([path, names]): RunTrouble[] => {
    const specifier = modules.at(path)?.specifier ?? path;
    const problem = problems.get(path);
    if (problem !== undefined) {
      const message = `It imports "${specifier}", which cannot be bundled for a browser: ${problem}`;
      return [{ rule: 'import', message, ...placeOfImport(example, specifier) }];
    }
    const absent = [...names].filter((name) => missing.get(path)?.has(name));
    return absent.map((name) => ({
      rule: 'import',
      message: `It imports ${name} from "${specifier}", which exports nothing of that name for browsers.`,
      ...placeOfImport(example, specifier, name),
    }));
  });
  if (troubles.length + errors.length + broken.length > 0)
    return { troubles: [...troubles, ...broken], errors };
  const reached = [...new Set(paths.flatMap((path) => inputs.get(path) ?? []))];
  return {
    inputs: reached,
    script: {
      code: withNamespaces(code),
      map,
      loaded: reached.filter((file) => !/[\\/]node_modules[\\/]/u.test(file)).sort(),
      imports: paths.flatMap((path) => modules.at(path)?.file ?? []),
    },
  };
}
