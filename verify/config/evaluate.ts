/** Runs a configuration that is code. Node takes the types out itself. */
import { statSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { extname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CannotRun } from '../model/run.ts';

/** `defineConfig`, also for a configuration whose project has not installed `spanlab` (`npx spanlab`). */
const ourselves = 'data:text/javascript,export const defineConfig = (config) => config;';

/** A top-level `await` may wait for something: not for ever. */
const longestMs = 30_000;

/**
 * The default export of a configuration.
 * @param file as messages name it
 * @throws `CannotRun` with the place, as far as Node or the bundler can tell it
 */
export async function evaluate(
  path: string,
  { file, text }: { file: string; text: string },
): Promise<unknown> {
  if (/^\.m?ts$/u.test(extname(path)) && process.features.typescript === false) {
    throw new CannotRun(
      `${file}: Node ${process.versions.node} does not read TypeScript by itself. Use Node 22.18 or newer, set NODE_OPTIONS=--experimental-strip-types, or write it as spanlab.config.mjs, without types.`,
    );
  }
  const format = formatOf(path, text);
  const plainUrl = pathToFileURL(path).href;
  const hooks = registerHooks({
    load: (url, context, next) =>
      next(url, format !== undefined && url.split('?')[0] === plainUrl ? { ...context, format } : context),
    resolve: (specifier, context, next) =>
      specifier === 'spanlab' ? { url: ourselves, shortCircuit: true } : next(specifier, context),
  });
  const url = pathToFileURL(path);
  // A session that watches loads it again when it has changed.
  url.searchParams.set('at', String(statSync(path).mtimeMs));
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    reject(
      new CannotRun(`${file}: it has not loaded after ${longestMs / 1000} s; does it wait for something?`),
    );
  }, longestMs);
  try {
    const module: Record<string, unknown> = await Promise.race([import(url.href), late]);
    if (module['default'] !== undefined) return module['default'];
    throw new CannotRun(
      `${file}:1:1 found no default export, expected \`export default defineConfig({ … })\``,
    );
  } catch (error) {
    if (error instanceof CannotRun) throw error;
    if (!(error instanceof Error)) throw new CannotRun(`${file}: it threw ${String(error)}`);
    const place = placeInStack(error, [path, url.href]) ?? (await placeOfSyntaxError(error, text)) ?? '';
    throw new CannotRun(`${file}${place} ${error.name}: ${error.message}`);
  } finally {
    clearTimeout(timer);
    hooks.deregister();
  }
}

/**
 * It is a module, whatever the `type` of the package it lies in: `npm init` writes `commonjs`, and without any Node
 * warns. Only a `.js` file that does not look like one is left to Node.
 */
function formatOf(path: string, text: string): 'module' | 'module-typescript' | undefined {
  if (/\.m?ts$/u.test(path)) return 'module-typescript';
  return /^\s*(?:export|import)\b/mu.test(text) ? 'module' : undefined;
}

/** `:3:7`, from the first frame in the file, or from the lines of code Node puts above a stack. */
function placeInStack({ stack = '' }: Error, names: readonly string[]): string | undefined {
  for (const name of names) {
    const at = stack.indexOf(name);
    if (at === -1) continue;
    const [, line, column] = /^:(\d+)(?::(\d+))?/u.exec(stack.slice(at + name.length)) ?? [];
    if (line === undefined) continue;
    const caret = at === 0 ? stack.split('\n').find((each) => /^ *\^+$/u.test(each)) : undefined;
    return `:${line}:${column ?? (caret?.indexOf('^') ?? 0) + 1}`;
  }
  return undefined;
}

/** Node says where JavaScript is malformed only on its way out; the bundler is asked instead. */
async function placeOfSyntaxError(error: Error, text: string): Promise<string | undefined> {
  if (error.name !== 'SyntaxError') return undefined;
  const { transform } = await import('esbuild');
  const failed: unknown = await transform(text, { loader: 'ts', logLevel: 'silent' }).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (typeof failed !== 'object' || failed === null || !('errors' in failed)) return undefined;
  const first: unknown = Array.isArray(failed.errors) ? failed.errors[0] : undefined;
  const location =
    typeof first === 'object' && first !== null && 'location' in first ? first.location : undefined;
  if (typeof location !== 'object' || location === null) return undefined;
  if (!('line' in location && 'column' in location && 'lineText' in location)) return undefined;
  // The bundler counts bytes.
  const before = Buffer.from(String(location.lineText)).subarray(0, Number(location.column)).toString();
  return `:${Number(location.line)}:${before.length + 1}`;
}
