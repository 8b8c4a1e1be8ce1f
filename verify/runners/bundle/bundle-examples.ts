/** Bundles examples for a browser, as their own project's bundler would. */
import type { ProgramExample } from '../../model/example.ts';
import type { BrokenScript, Bundles, Script } from './bundle.ts';
import { loweredPath, sharedPath } from './bundle.ts';
import { importsOf, withNamespaces } from './imports-of.ts';
import { lowerScript } from './lowering.ts';
import { buildScripts, type PlainScript } from './scripts.ts';
import { buildShared, type SharedBuild, type SharedEntry } from './shared-build.ts';
import { createSharedModules, type SharedModules } from './shared-modules.ts';

/** Bundle them all. Never rejects for what an example holds. */
export async function bundleExamples(examples: readonly ProgramExample[]): Promise<Bundles> {
  const modules = createSharedModules();
  const plain = await buildScripts(examples, modules);
  const entries = entriesOf(plain, modules);
  const built = await buildShared(entries, false);
  const shared = new Map(built.files);
  const results = plain.map((script) => finish(script, built, modules));

  const withZone = results.map((result) => 'inputs' in result && result.inputs.some(isZone));
  if (withZone.includes(true)) {
    const lowered = await buildShared(
      entriesOf(
        plain.filter((_, index) => withZone[index]),
        modules,
      ),
      true,
    );
    for (const [path, bytes] of lowered.files) shared.set(path.replace(sharedPath, loweredPath), bytes);
  }
  const scripts = new Map<string, Script | BrokenScript>();
  for (const [index, { id }] of examples.entries()) {
    const result = results[index];
    if (result === undefined) continue;
    if (!('inputs' in result)) scripts.set(id, result);
    else scripts.set(id, withZone[index] ? await lowerScript(result.script) : result.script);
  }
  return { scripts, shared };
}

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
    const file = modules.fileOf(path);
    return file === undefined ? [] : [{ path, file, names: taken }];
  });
}

function finish(
  { code, map, troubles, errors }: PlainScript,
  { inputs, problems }: SharedBuild,
  modules: SharedModules,
): BrokenScript | { script: Script; inputs: string[] } {
  const paths = [...importsOf(code).keys()];
  const broken = paths.flatMap((path) => {
    const problem = problems.get(path);
    return problem === undefined
      ? []
      : [{ rule: 'import' as const, message: `what it imports cannot be bundled for a browser: ${problem}` }];
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
      imports: paths.flatMap((path) => modules.fileOf(path) ?? []),
    },
  };
}
