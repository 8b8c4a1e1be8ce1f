import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lastLines, runCommand } from '../setup/command.ts';
import { goEnvironment } from '../setup/go.ts';
import { SetupError } from '../setup/setup-error.ts';
import { type CollectorManifest, goModOf, parseManifest, withOutputPath } from './manifest.ts';

/** The Collector Builder of the manifest's version. */
export function builderModule({ dist }: CollectorManifest): string {
  return `go.opentelemetry.io/collector/cmd/builder@v${dist.version}`;
}

/**
 * Writes the sources of the manifest's Collector and their go.mod into a folder, which is made.
 * Throws `SetupError` with the Builder's words.
 */
export async function generateSources(options: {
  /** The Go command. */
  go: string;
  /** The text of `sandbox/collector/builder-config.yaml`. */
  manifest: string;
  folder: string;
  signal?: AbortSignal | undefined;
}): Promise<void> {
  const { go, manifest, folder, signal } = options;
  await mkdir(folder, { recursive: true });
  const parsed = parseManifest(manifest);
  const config = join(folder, 'builder-config.yaml');
  await writeFile(config, withOutputPath(manifest, folder));
  const args = ['run', builderModule(parsed), '--config', config, '--skip-compilation', '--skip-get-modules'];
  const { code, output } = await runCommand(go, args, { cwd: folder, env: goEnvironment(go), signal });
  signal?.throwIfAborted();
  if (code !== 0) throw new SetupError(`go ${args.join(' ')} failed:\n${lastLines(output, 8)}`);
  await rm(config);
  await writeFile(join(folder, 'go.mod'), goModOf(parsed));
}
