import { join } from 'node:path';
import { buildGoProgram, type GoProgress } from '../setup/go-build.ts';
import type { Workspace } from './workspace.ts';

/** Compiles a package of a workspace to WebAssembly: the Collector, or what describes its configuration. Resolves to the program's file. */
export async function compileToWasm(options: {
  go: string;
  workspace: Workspace;
  what: 'collector' | 'schema';
  onProgress: (progress: GoProgress) => void;
  signal?: AbortSignal | undefined;
}): Promise<string> {
  const { go, workspace, what, onProgress, signal } = options;
  const output = join(workspace.folder, `${what}.wasm`);
  await buildGoProgram(
    {
      module: workspace.folder,
      package: what === 'collector' ? '.' : './schema',
      mod: 'mod',
      ldflags: '-s -w -buildid=',
      overlay: workspace.overlay,
    },
    { go, os: 'js', architecture: 'wasm', output, name: 'the Collector', onProgress, signal },
  );
  return output;
}
