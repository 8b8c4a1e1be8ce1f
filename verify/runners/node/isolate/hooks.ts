/** Gives Node the example's files, which are on no disk, and notes which files of the project take part. */
import { statSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { FilePosition } from '../../../model/run.ts';
import type { Program, ProgramFile } from '../messages.ts';
import type { Locate } from './errors.ts';
import type { Packed } from './packed.ts';
import { lookupKey, type Recorder } from './recorder.ts';
import { compileSource } from './sources.ts';

/** A folder of packages: what lies in one is not the project's own. */
const installed = /[\\/]node_modules[\\/]/u;

/** Modules by which a program reaches what is in no key; examples that name one themselves are not remembered either. */
const reaches = /^node:(?:child_process|cluster|dgram|dns|fs|os|sqlite|worker_threads)\b/u;

function isOwn(url: string | undefined): boolean {
  return url?.startsWith('file:') === true && !installed.test(fileURLToPath(url));
}

export interface Hooks {
  /** Absolute paths of the project's files so far. */
  loaded(): string[];
  /** Why it depends on more than files and packages, by what its own modules import. */
  outside(): string | undefined;
}

export function hookModules(
  program: Program,
  packed: Packed,
  recorder: Recorder | undefined,
  locate: Locate,
): Hooks {
  const files = new Map(program.files.map((file) => [file.url, file]));
  const loaded = new Set<string>();
  let outside: string | undefined;

  registerHooks({
    resolve(specifier, context, next) {
      const own = ownFile(specifier, context.parentURL, files);
      if (own !== undefined) return { url: own.url, format: own.format, shortCircuit: true };
      const known = packedImport(specifier, context, packed);
      if (known !== undefined) return { ...known, shortCircuit: true };
      try {
        const found = next(specifier, context);
        if (outside === undefined && reaches.test(found.url) && isOwn(context.parentURL))
          outside = `it uses ${found.url}`;
        recorder?.resolved(specifier, context.parentURL, context.conditions, found.url);
        return found;
      } catch (error) {
        const other = alternatives(specifier, context.parentURL, program);
        for (const url of other) {
          const mine = files.get(url);
          if (mine !== undefined) return { url, format: mine.format, shortCircuit: true };
          if (isFile(fileURLToPath(url))) return next(url, context);
        }
        throw placed(
          error,
          specifier,
          context.parentURL === undefined ? undefined : files.get(context.parentURL),
          locate,
        );
      }
    },
    load(url, context, next) {
      const file = files.get(url);
      if (file !== undefined) {
        if (file.problem !== undefined) throw problemOf(file);
        return { format: file.format, source: file.source ?? '', shortCircuit: true };
      }
      if (url.startsWith('file:')) {
        const path = fileURLToPath(url);
        if (!installed.test(path)) {
          loaded.add(path);
          const compiled = compileSource(path, context.format, program);
          if (compiled !== undefined) return { ...compiled, shortCircuit: true };
        } else if (context.conditions.includes('import') || packed.isEsModule(path)) {
          const source = packed.standIn(path);
          if (source !== undefined) return { format: 'module', source, shortCircuit: true };
        }
      }
      const found = next(url, context);
      recorder?.loaded(url, found.format);
      return found;
    },
  });
  return { loaded: () => [...loaded], outside: () => outside };
}

function packedImport(
  specifier: string,
  { parentURL, conditions }: { parentURL?: string | undefined; conditions: readonly string[] },
  packed: Packed,
): { url: string; format: string } | undefined {
  if (parentURL?.startsWith('file:') !== true || !conditions.includes('import')) return undefined;
  const path = packed.index.imports.get(lookupKey(fileURLToPath(parentURL), specifier));
  if (path === undefined || !packed.canStandIn(path)) return undefined;
  return { url: pathToFileURL(path).href, format: packed.isEsModule(path) ? 'module' : 'commonjs' };
}

function ownFile(
  specifier: string,
  parent: string | undefined,
  files: ReadonlyMap<string, ProgramFile>,
): ProgramFile | undefined {
  if (files.has(specifier)) return files.get(specifier);
  if (parent === undefined || !/^\.{0,2}\//u.test(specifier)) return undefined;
  const url = new URL(specifier, parent).href;
  return (
    files.get(url) ??
    typeScriptNames(url)
      .map((name) => files.get(name))
      .find((file) => file !== undefined)
  );
}

/** TypeScript writes `./a.js` (or `./a`, where a bundler resolves) and means `./a.ts`. */
function typeScriptNames(url: string): string[] {
  const swapped = url.replace(/\.([mc]?)js(x?)$/u, '.$1ts$2');
  if (swapped !== url) return [swapped, url.replace(/\.jsx?$/u, '.tsx')];
  const endings = ['.ts', '.tsx', '.mts', '.js', '.mjs', '/index.ts', '/index.js'];
  return /\.[cm]?[jt]sx?$/u.test(url) ? [] : endings.map((ending) => url + ending);
}

/** Where else a specifier may lead that Node's own algorithm does not find. Only in the project's own files. */
function alternatives(specifier: string, parent: string | undefined, { paths }: Program): string[] {
  if (parent === undefined || !parent.startsWith('file:') || installed.test(fileURLToPath(parent))) return [];
  if (/^(\.{0,2}\/|file:)/u.test(specifier)) return typeScriptNames(new URL(specifier, parent).href);
  if (paths === undefined) return [];
  return Object.entries(paths.patterns).flatMap(([pattern, targets]) => {
    const [before = '', after] = pattern.split('*');
    const matches =
      after === undefined
        ? specifier === pattern
        : specifier.startsWith(before) &&
          specifier.endsWith(after) &&
          specifier.length >= before.length + after.length;
    if (!matches) return [];
    const middle = after === undefined ? '' : specifier.slice(before.length, specifier.length - after.length);
    return targets.flatMap((target) => {
      const { href } = new URL(target.replace('*', middle), pathToFileURL(`${paths.base}/`));
      return [href, ...typeScriptNames(href)];
    });
  });
}

/** An import that leads nowhere, with its place in the file that imports. */
function placed(error: unknown, specifier: string, file: ProgramFile | undefined, locate: Locate): unknown {
  if (file?.source === undefined || !(error instanceof Error)) return error;
  const found = findSpecifier(file.name, file.source, specifier);
  const at = found && (locate(file.url, found.line, found.column) ?? found);
  if (at !== undefined) Object.defineProperty(error, 'spanlabAt', { value: at, configurable: true });
  Object.defineProperty(error, 'spanlabImport', { value: specifier, configurable: true });
  return error;
}

function findSpecifier(file: string, source: string, specifier: string): FilePosition | undefined {
  const quoted = specifier.replace(/[.*+?^${}()|[\]\\/]/gu, '\\$&');
  const found = new RegExp(`(?:from|import|require)\\s*\\(?\\s*(['"\`])${quoted}\\1`, 'u').exec(source);
  if (found === null) return undefined;
  const before = source.slice(0, found.index + found[0].length - specifier.length - 2).split('\n');
  return { file, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

function problemOf(file: ProgramFile): Error {
  const { name, message, line, column } = file.problem ?? {
    name: 'SyntaxError',
    message: '',
    line: 1,
    column: 1,
  };
  const error = new SyntaxError(message);
  error.name = name;
  Object.defineProperty(error, 'spanlabAt', { value: { file: file.name, line, column } });
  return error;
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}
