/** From a job to what an isolate is given: files as JavaScript in which every position is the example's own. */
import { stripTypeScriptTypes } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type Location, transform } from 'esbuild';
import type { ExampleFile } from '../../model/example.ts';
import type { Job } from '../../model/run.ts';
import { columnOf } from '../bundle/bundle-message.ts';
import { codeOnly } from './code-only.ts';
import { compilerOptionsOf } from './compiler-options.ts';
import type { Program, ProgramFile } from './messages.ts';
import { keepsTypeImports, withoutTypeImports } from './type-only-imports.ts';

/** Variables of the one who runs `spanlab` that would change what a program sends or prints. */
const kept = (name: string) =>
  !/^(FORCE_COLOR|NODE_OPTIONS|NODE_CHANNEL_|OTEL_EXPORTER_OTLP_(TRACES_)?(ENDPOINT|PROTOCOL|HEADERS)$)/u.test(
    name,
  );

export async function programOf(
  job: Job,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Program> {
  const { example, runId } = job;
  const folder = dirname(example.document);
  const { tsconfig, paths } = compilerOptionsOf(job.project);
  const files = await Promise.all(
    example.files.map(async (file) => {
      const compiled = await fileOf(file, folder, tsconfig);
      return file.name === example.entry ? asMain(compiled) : compiled;
    }),
  );
  const inherited = Object.entries(env).flatMap(([name, value]) =>
    value === undefined || !kept(name) ? [] : [[name, value] as const],
  );
  return {
    runId,
    entry: pathToFileURL(join(folder, example.entry)).href,
    files,
    env: {
      ...Object.fromEntries(inherited),
      OTEL_EXPORTER_OTLP_ENDPOINT: job.endpoint,
      SPANLAB_RUN_ID: runId,
    },
    timeoutMs: job.timeoutMs,
    from: fileURLToPath(import.meta.url),
    keepsRunning: job.example.options.keepsRunning === true,
    tsconfig,
    ...(paths === undefined ? {} : { paths }),
  };
}

/** An ES module that is imported is no main module to Node: where the entry asks, it is told it is. */
function asMain(file: ProgramFile): ProgramFile {
  const { source, format } = file;
  if (format !== 'module' || source?.includes('import.meta.main') !== true) return file;
  const code = codeOnly(source);
  const main = /(?<![\w$.])import\.meta\.main(?![\w$])/gu;
  const told = [...code.matchAll(main)].reduce(
    (text, { index, 0: { length } }) =>
      text.slice(0, index) + 'true'.padEnd(length) + text.slice(index + length),
    source,
  );
  return { ...file, source: told };
}

async function fileOf({ name, text }: ExampleFile, folder: string, tsconfig: string): Promise<ProgramFile> {
  const url = pathToFileURL(join(folder, name)).href;
  if (name.endsWith('.json')) return { name, url, source: text, format: 'json' };
  const code = codeOnly(text);
  const format = formatOf(name, code);
  if (/\.[cm]?jsx?$/u.test(name) && !name.endsWith('x')) return { name, url, source: text, format };
  // Node leaves decorators as they are, and cannot run them.
  if (!name.endsWith('x') && !/(?:^|[\s;{}()])@[\w$(]/u.test(code)) {
    try {
      const source = stripTypes(text);
      return {
        name,
        url,
        format,
        source: keepsTypeImports(tsconfig) ? source : withoutTypeImports(source),
      };
    } catch {
      // Enums and the like, or no TypeScript at all: esbuild says which, and where.
    }
  }
  return { name, url, format, ...(await transformed(name, text, format, tsconfig)) };
}

/** Blanks in place of types. Without Node's warning that this is new, which nobody can act on. */
function stripTypes(text: string): string {
  const { emitWarning } = process;
  process.emitWarning = () => {};
  try {
    return stripTypeScriptTypes(text);
  } finally {
    process.emitWarning = emitWarning;
  }
}

async function transformed(
  name: string,
  text: string,
  format: 'module' | 'commonjs',
  tsconfig: string,
): Promise<Pick<ProgramFile, 'source' | 'map' | 'problem'>> {
  try {
    const { code, map } = await transform(text, {
      loader: name.endsWith('x') ? 'tsx' : 'ts',
      sourcefile: name,
      sourcemap: 'external',
      format: format === 'commonjs' ? 'cjs' : 'esm',
      target: 'node22',
      logLevel: 'silent',
      tsconfigRaw: tsconfig,
    });
    return { source: code, map };
  } catch (error) {
    const [first] = (error as { errors?: { text: string; location: Location | null }[] }).errors ?? [];
    if (first === undefined) throw error;
    return {
      problem: {
        name: 'SyntaxError',
        message: first.text,
        line: first.location?.line ?? 1,
        column: first.location === null ? 1 : columnOf(first.location),
      },
    };
  }
}

/** As Node tells modules from CommonJS where no ending says it: by what only one of them can hold. `code`: see `codeOnly`. */
export function formatOf(name: string, code: string): 'module' | 'commonjs' {
  if (/\.c[jt]sx?$/u.test(name)) return 'commonjs';
  if (/\.m[jt]sx?$/u.test(name)) return 'module';
  if (/^\s*(?:import\s*(?:[\w${*"']|$)|export\b)|\bimport\.meta\b|^await\b/mu.test(code)) return 'module';
  return /\brequire\s*\(|\brequire\.main\b|\bmodule\.exports\b|^\s*exports\.\w|\b__(?:dir|file)name\b/mu.test(
    code,
  )
    ? 'commonjs'
    : 'module';
}
