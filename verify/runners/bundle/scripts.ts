/** Turns each example's own files into one ES module; what they import from outside stays an import. */
import { dirname, posix } from 'node:path';
import { build, type Message, type OnResolveArgs, type OnResolveResult, type Plugin } from 'esbuild';
import type { ProgramExample } from '../../model/example.ts';
import type { RunError, RunTrouble } from '../../model/run.ts';
import { placeOfMessage } from './bundle-message.ts';
import { exampleFile, exampleNamespace, loaderOf } from './example-files.ts';
import type { SharedModules } from './shared-modules.ts';

export interface PlainScript {
  code: string;
  map: string;
  troubles: RunTrouble[];
  errors: RunError[];
}

/**
 * One build for all examples. One whose syntax is wrong is left out and said so; the rest are built again.
 * Results are in the order of `examples`.
 */
export async function buildScripts(
  examples: readonly ProgramExample[],
  shared: SharedModules,
): Promise<PlainScript[]> {
  const scripts = examples.map((): PlainScript => ({ code: '', map: '', troubles: [], errors: [] }));
  let left = examples.map((_, index) => index);
  while (left.length > 0) {
    const { errors, warnings, outputs } = await tryBuild(examples, left, shared);
    for (const warning of warnings) {
      const place = placeOfMessage(warning);
      if (warning.pluginName !== pluginName || place === undefined) continue;
      scripts[place.example]?.troubles.push({ rule: 'import', message: warning.text, at: place.at });
    }
    if (errors.length === 0) {
      for (const [index, { code, map }] of outputs) Object.assign(scripts[index] ?? {}, { code, map });
      break;
    }
    const broken = new Set<number>();
    for (const error of errors) {
      const place = placeOfMessage(error);
      if (place === undefined) continue;
      broken.add(place.example);
      scripts[place.example]?.errors.push({
        kind: 'threw',
        name: 'SyntaxError',
        message: error.text,
        frames: [place.at],
        stack: `SyntaxError: ${error.text}\n    at ${place.at.file}:${place.at.line}:${place.at.column}`,
      });
    }
    if (broken.size === 0) throw new Error(`esbuild: ${errors.map(({ text }) => text).join('; ')}`);
    for (const { troubles } of scripts) troubles.length = 0;
    left = left.filter((index) => !broken.has(index));
  }
  return scripts;
}

interface Built {
  errors: readonly Message[];
  warnings: readonly Message[];
  outputs: Map<number, { code: string; map: string }>;
}

async function tryBuild(
  examples: readonly ProgramExample[],
  indexes: readonly number[],
  shared: SharedModules,
): Promise<Built> {
  try {
    const { outputFiles, warnings } = await build({
      entryPoints: indexes.map((index) => ({ in: `${entryPrefix}${index}`, out: String(index) })),
      outdir: '/',
      bundle: true,
      write: false,
      format: 'esm',
      platform: 'browser',
      sourcemap: 'external',
      sourcesContent: false,
      logLevel: 'silent',
      logLimit: 0,
      charset: 'utf8',
      target: 'esnext',
      plugins: [examplesPlugin(examples, shared)],
    });
    const outputs = new Map<number, { code: string; map: string }>();
    const texts = new Map(outputFiles.map((file) => [posix.basename(file.path), file.text]));
    for (const index of indexes) {
      outputs.set(index, {
        code: texts.get(`${index}.js`) ?? '',
        map: texts.get(`${index}.js.map`) ?? '{"version":3,"sources":[],"mappings":""}',
      });
    }
    return { errors: [], warnings, outputs };
  } catch (failure) {
    const errors: unknown = failure instanceof Error ? Reflect.get(failure, 'errors') : undefined;
    if (!Array.isArray(errors)) throw failure;
    return { errors, warnings: [], outputs: new Map() };
  }
}

const entryPrefix = 'spanlab-entry:';
const pluginName = 'spanlab-examples';

function examplesPlugin(examples: readonly ProgramExample[], shared: SharedModules): Plugin {
  const exampleOf = (path: string) => {
    const slash = path.indexOf('/');
    const index = Number(path.slice(0, slash));
    return { index, example: examples[index], file: path.slice(slash + 1) };
  };
  return {
    name: pluginName,
    setup(build) {
      build.onResolve({ filter: /^spanlab-entry:[0-9]+$/ }, ({ path }) => {
        const index = path.slice(entryPrefix.length);
        const { example } = exampleOf(`${index}/`);
        return { path: `${index}/${posix.normalize(example?.entry ?? '')}`, namespace: exampleNamespace };
      });
      build.onResolve(
        { filter: /./, namespace: exampleNamespace },
        async ({ path, importer, kind }: OnResolveArgs): Promise<OnResolveResult> => {
          const { index, example, file } = exampleOf(importer);
          if (example === undefined) return { external: true };
          const own = exampleFile(example, path, file);
          if (own !== undefined) return { path: `${index}/${own}`, namespace: exampleNamespace };
          if (/^(?:https?|data|blob):/u.test(path)) return { path, external: true };
          const found = await shared.resolve(build, path, dirname(example.document), kind);
          if ('problem' in found) return { path, external: true, warnings: [{ text: found.problem }] };
          return { path: found.path, external: true };
        },
      );
      build.onLoad({ filter: /./, namespace: exampleNamespace }, ({ path }) => {
        const { example, file } = exampleOf(path);
        const contents = example?.files.find(({ name }) => posix.normalize(name) === file)?.text ?? '';
        return { contents, loader: loaderOf(file) };
      });
    },
  };
}
