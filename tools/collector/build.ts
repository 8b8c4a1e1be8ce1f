import { copyFile, mkdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from '../setup/command.ts';
import { type Go, goEnvironment } from '../setup/go.ts';
import { SetupError } from '../setup/setup-error.ts';
import { compileToWasm } from './compile.ts';
import { compressFile } from './compress.ts';
import { hashSources } from './inputs.ts';
import { parseManifest } from './manifest.ts';
import { sourcePlaces } from './places.ts';
import { compilingProgress, type Progress, progressOf } from './progress.ts';
import { type Finished, type ReadyCollector, sha256 } from './published.ts';
import { describeConfiguration } from './schema.ts';
import { layOutWorkspace } from './workspace.ts';

export interface BuildOptions {
  go: Go;
  /** `hashSources()` and `buildHash()`. */
  sources: string;
  hash: string;
  /** An empty folder, or none yet. */
  folder: string;
  onProgress: (progress: Progress) => void;
  signal: AbortSignal;
}

/** Go's own script that runs its WebAssembly programs, of the same Go as the program. */
async function findExec({ command }: Go): Promise<string> {
  const { output } = await runCommand(command, ['env', 'GOROOT'], { env: goEnvironment(command) });
  const exec = join(output.trim(), 'lib/wasm/wasm_exec.js');
  if ((await stat(exec).catch(() => undefined))?.isFile()) return exec;
  throw new SetupError(
    `${exec} is not there: this Go was installed without the scripts that run its WebAssembly programs. Install Go from https://go.dev/dl/, or its distribution's package of misc files.`,
  );
}

/**
 * Builds all the files into the folder. Resolves to nothing when somebody edited the sources while they were
 * being copied: what came of that would go by the name of something else. Throws `SetupError` with Go's words.
 */
export async function buildCollector(options: BuildOptions): Promise<Finished | undefined> {
  const { go, sources, hash, folder, onProgress, signal } = options;
  await mkdir(folder, { recursive: true });
  const exec = await findExec(go);

  onProgress(progressOf('sources', 0, 'Generating sources'));
  const workspace = await layOutWorkspace({ go: go.command, folder: join(folder, 'workspace'), signal });
  if ((await hashSources()) !== sources) return undefined;
  const wasm = await compileToWasm({
    go: go.command,
    workspace,
    what: 'collector',
    onProgress: (progress) => onProgress(compilingProgress(progress)),
    signal,
  });

  onProgress(progressOf('schema', 0, 'Describing the configuration'));
  const drafts = {
    brotli: join(folder, 'brotli'),
    gzip: join(folder, 'gzip'),
    exec: join(folder, 'exec'),
    schema: join(folder, 'schema'),
  };
  await describeConfiguration({ go: go.command, workspace, exec, to: drafts.schema, signal });
  await copyFile(exec, drafts.exec);

  const program = await readFile(wasm);
  const packing = (done: number) =>
    onProgress(progressOf('packing', done, `Packing: ${Math.round(done * 100)} %`));
  packing(0);
  const [brotliBytes, gzipBytes] = await Promise.all([
    compressFile({ from: wasm, to: drafts.brotli, format: 'brotli', onProgress: packing, signal }),
    compressFile({ from: wasm, to: drafts.gzip, format: 'gzip', signal }),
  ]);

  const name = `collector-${hash}.wasm`;
  const ready: ReadyCollector = {
    state: 'ready',
    hash,
    version: parseManifest(await readFile(sourcePlaces.manifest, 'utf8')).dist.version,
    wasm: name,
    brotli: { file: `${name}.br`, bytes: brotliBytes },
    gzip: { file: `${name}.gz`, bytes: gzipBytes },
    bytes: program.length,
    exec: `collector-exec-${hash}.js`,
    schema: `collector-schema-${hash}.json`,
  };
  return {
    ready,
    stamp: { hash, sources, go: go.version, sha256: sha256(program) },
    drafts: {
      [ready.brotli.file]: drafts.brotli,
      [ready.gzip.file]: drafts.gzip,
      [ready.exec]: drafts.exec,
      [ready.schema]: drafts.schema,
    },
  };
}
