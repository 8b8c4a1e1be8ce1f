/** From a job to what an isolate is given: files as JavaScript in which every position is the example's own. */
import { stripTypeScriptTypes } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { transform } from 'esbuild';
import type { ExampleFile } from '../../model/example.ts';
import type { Job } from '../../model/run.ts';
import type { Program, ProgramFile } from './messages.ts';

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
  const files = await Promise.all(example.files.map((file) => fileOf(file, folder)));
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
  };
}

async function fileOf({ name, text }: ExampleFile, folder: string): Promise<ProgramFile> {
  const url = pathToFileURL(join(folder, name)).href;
  if (name.endsWith('.json')) return { name, url, source: text, format: 'json' };
  const format = formatOf(name, text);
  if (/\.[cm]?jsx?$/u.test(name) && !name.endsWith('x')) return { name, url, source: text, format };
  if (!name.endsWith('x')) {
    try {
      return { name, url, format, source: stripTypes(text) };
    } catch {
      // Enums, decorators and the like, or no TypeScript at all: esbuild says which, and where.
    }
  }
  return { name, url, format, ...(await transformed(name, text, format)) };
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
): Promise<Pick<ProgramFile, 'source' | 'map' | 'problem'>> {
  try {
    const { code, map } = await transform(text, {
      loader: name.endsWith('x') ? 'tsx' : 'ts',
      sourcefile: name,
      sourcemap: 'external',
      format: format === 'commonjs' ? 'cjs' : 'esm',
      target: 'node22',
      logLevel: 'silent',
      tsconfigRaw: {},
    });
    return { source: code, map };
  } catch (error) {
    const [first] =
      (error as { errors?: { text: string; location: { line: number; column: number } | null }[] }).errors ??
      [];
    if (first === undefined) throw error;
    return {
      problem: {
        name: 'SyntaxError',
        message: first.text,
        line: first.location?.line ?? 1,
        column: (first.location?.column ?? 0) + 1,
      },
    };
  }
}

/** As Node tells modules from CommonJS where no ending says it: by what only one of them can hold. */
export function formatOf(name: string, text: string): 'module' | 'commonjs' {
  if (/\.c[jt]sx?$/u.test(name)) return 'commonjs';
  if (/\.m[jt]sx?$/u.test(name)) return 'module';
  if (/^\s*(?:import\s*(?:[\w${*"']|$)|export\b)|\bimport\.meta\b|^await\b/mu.test(text)) return 'module';
  return /\brequire\s*\(|\bmodule\.exports\b|^\s*exports\.\w|\b__(?:dir|file)name\b/mu.test(text)
    ? 'commonjs'
    : 'module';
}
