import { appendFile, copyFile, cp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { lastLines, runCommand } from '../setup/command.ts';
import { goEnvironment } from '../setup/go.ts';
import { SetupError } from '../setup/setup-error.ts';
import { sourcePlaces } from './places.ts';
import { generateSources } from './sources.ts';

/** The module path of `sandbox/collector/bridge/`. */
const bridgeModule = 'spanlab/collector/bridge';

/** A Go module with everything of ours in it. */
export interface Workspace {
  folder: string;
  /** Go's `-overlay`, for WebAssembly. */
  overlay: string;
}

/** Has the bridge write the changes to Go's own packages without which the Collector would not behave as on Linux. */
async function writeOverlay(go: string, folder: string, signal: AbortSignal | undefined): Promise<string> {
  const args = ['run', '-mod=mod', `${bridgeModule}/overlay/cmd`, 'overlay'];
  const { code, output } = await runCommand(go, args, { cwd: folder, env: goEnvironment(go), signal });
  signal?.throwIfAborted();
  if (code !== 0) throw new SetupError(`go ${args.join(' ')} failed:\n${lastLines(output, 8)}`);
  // Before it Go may have told of modules it fetched.
  return lastLines(output, 1);
}

/**
 * Lays out the generated components with our main function, the bridge below `bridge/`, and the schema's
 * program in `schema/`. All is named relative to the workspace: where it lies does not get into a binary.
 * @param folder is made
 */
export async function layOutWorkspace(options: {
  go: string;
  folder: string;
  signal?: AbortSignal | undefined;
}): Promise<Workspace> {
  const { go, folder, signal } = options;
  const { manifest, bridge, schema } = sourcePlaces;
  await generateSources({ go, manifest: await readFile(manifest, 'utf8'), folder, signal });

  // The generated main function asks `run` to run the Collector; ours hands it to the page.
  for (const name of ['main_others.go', 'main_windows.go']) await rm(join(folder, name));
  await copyFile(join(bridge, 'main/run.go.txt'), join(folder, 'run.go'));
  await cp(bridge, join(folder, 'bridge'), { recursive: true });
  await appendFile(
    join(folder, 'go.mod'),
    `\nrequire ${bridgeModule} v0.0.0\n\nreplace ${bridgeModule} => ./bridge\n`,
  );
  // It has a go.mod of its own for its tests; here it is a package of the workspace.
  const isModule = (path: string) => path.endsWith('go.mod');
  await cp(schema, join(folder, 'schema'), { recursive: true, filter: (path) => !isModule(path) });
  await copyFile(join(folder, 'components.go'), join(folder, 'schema/components.go'));
  return { folder, overlay: await writeOverlay(go, folder, signal) };
}
