/** One configuration file: from text to settings, or everything that is wrong with it and where. */
import { readFile } from 'node:fs/promises';
import { dirname, extname, relative, resolve } from 'node:path';
import { complaints, formatProblem } from '@spanlab/sandbox/expect/problem.ts';
import { parseDuration } from '@spanlab/sandbox/push/duration.ts';
import { CannotRun } from '../model/run.ts';
import { parseJsonc } from '../project/jsonc.ts';
import type { Config, UserConfig } from './config.ts';
import { evaluate } from './evaluate.ts';
import { placeOf, positionOf } from './position.ts';
import { configSchema } from './schema.ts';

/** Reads, runs and checks one file. @throws `CannotRun` */
export async function readConfig(path: string, { cwd }: { cwd: string }): Promise<Config> {
  const file = relative(cwd, path).replaceAll('\\', '/') || path;
  const text = await readFile(path, 'utf8').catch((error: Error) => {
    throw new CannotRun(`${file}: cannot be read (${error.message})`);
  });
  const written = extname(path) === '.json' ? parseJson(text, file) : await evaluate(path, { file, text });
  const value = withoutUndefined(written);
  const checked = configSchema.safeParse(value);
  if (!checked.success) {
    const problems = checked.error.issues.flatMap((issue) => complaints(configSchema, value, issue));
    const lines = problems
      .map((each) => ({ file, ...positionOf(text, each.path), message: each.message }))
      .sort((a, b) => a.line - b.line || a.column - b.column)
      .map(formatProblem);
    throw new CannotRun(lines.join('\n'));
  }
  const config = checked.data;
  if (config.backend === 'url' && (config.otlp === undefined || config.jaeger === undefined)) {
    const missing = config.otlp === undefined ? 'otlp' : 'jaeger';
    const message = `\`backend\`: found "url" without \`${missing}\`, expected both addresses: \`otlp\` and \`jaeger\``;
    throw new CannotRun(formatProblem({ file, ...positionOf(text, ['backend']), message }));
  }
  return settingsOf(config, dirname(path));
}

function parseJson(text: string, file: string): unknown {
  try {
    return parseJsonc(text);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const offset =
      /at position (\d+)/u.exec(message)?.[1] ?? (/end of JSON/u.test(message) ? text.length : 0);
    throw new CannotRun(formatProblem({ file, ...placeOf(text, Number(offset)), message }));
  }
}

/** Paths from the configuration's folder, times in milliseconds. */
function settingsOf({ timeout, cache, ...user }: UserConfig, folder: string): Config {
  const path = (given: string) => resolve(folder, given);
  const { baseline, links, versions, collector, chromium, allowWrite } = user;
  const timeoutNs = timeout === undefined ? undefined : parseDuration(timeout, 's');
  return {
    ...user,
    ...(timeoutNs === undefined ? {} : { timeoutMs: Math.max(1, Number(timeoutNs / 1_000_000n)) }),
    // `true` is what is done anyway.
    ...(cache === undefined || cache === true ? {} : { cache: cache === false ? false : path(cache) }),
    ...(baseline === undefined ? {} : { baseline: path(baseline) }),
    ...(allowWrite === undefined ? {} : { allowWrite: allowWrite.map(path) }),
    ...(links?.roots === undefined ? {} : { links: { ...links, roots: rootsIn(links.roots, path) } }),
    ...(versions === undefined ? {} : { versions: { ...versions, ...pathsIn(versions, path) } }),
    ...(collector?.assets === undefined
      ? {}
      : { collector: { ...collector, assets: path(collector.assets) } }),
    ...(chromium?.executablePath === undefined
      ? {}
      : { chromium: { ...chromium, executablePath: path(chromium.executablePath) } }),
  };
}

function rootsIn(roots: Readonly<Record<string, string>>, path: (given: string) => string) {
  return Object.fromEntries(Object.entries(roots).map(([url, folder]) => [url, path(folder)]));
}

function pathsIn(
  { compose, lockfile }: NonNullable<UserConfig['versions']>,
  path: (given: string) => string,
) {
  return {
    ...(compose === undefined ? {} : { compose: compose.map(path) }),
    ...(lockfile === undefined ? {} : { lockfile: path(lockfile) }),
  };
}

/** `jobs: undefined` is what `process.env.CI ? 2 : undefined` gives: as if it were not there. */
function withoutUndefined(value: unknown): unknown {
  if (Array.isArray(value) || typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  return Object.fromEntries(entries.map(([key, each]) => [key, withoutUndefined(each)]));
}
