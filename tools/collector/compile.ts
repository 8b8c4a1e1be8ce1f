import { join } from 'node:path';
import { buildGoProgram, type GoProgress } from '../setup/go-build.ts';

/**
 * Compiles a package of a workspace to WebAssembly. Resolves to the binary's file.
 * @param name of the package's folder; `.` is the Collector itself
 */
export async function compileToWasm(options: {
  go: string;
  workspace: string;
  name: '.' | 'schema';
  onProgress: (progress: GoProgress) => void;
  signal?: AbortSignal | undefined;
}): Promise<string> {
  const { go, workspace, name, onProgress, signal } = options;
  const output = join(workspace, name === '.' ? 'collector.wasm' : `${name}.wasm`);
  await buildGoProgram(
    { module: workspace, package: name === '.' ? '.' : `./${name}`, mod: 'mod', ldflags: '-s -w' },
    { go, os: 'js', architecture: 'wasm', output, name: 'the Collector', onProgress, signal },
  );
  return output;
}
