import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { z } from 'zod';
import { lastLines, runCommand } from '../setup/command.ts';
import { goEnvironment } from '../setup/go.ts';
import { SetupError } from '../setup/setup-error.ts';

const downloadSchema = z.object({ Dir: z.string() });

/** `github.com+owner+name` → `github.com/owner/name`. */
function modulePath(folder: string): string {
  return folder.replaceAll('+', '/');
}

/** Go's cache is read-only, and so would be a copy of its folders: only the files' content is taken. */
async function copyModule(from: string, to: string): Promise<void> {
  for (const entry of await readdir(from, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile() || entry.name.endsWith('_test.go')) continue;
    const file = join(entry.parentPath, entry.name);
    const target = join(to, relative(from, file));
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, await readFile(file));
  }
}

/** Lays files over a module; an empty one takes the module's own away. */
async function layOver(module: string, patches: string): Promise<void> {
  for (const entry of await readdir(patches, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    const patch = join(entry.parentPath, entry.name);
    const target = join(module, relative(patches, patch));
    const text = await readFile(patch);
    if (text.length > 0) await writeFile(target, text);
    else await rm(target, { force: true });
  }
}

/**
 * Copies the modules that need patches into `<folder>/patched/` and patches them there. Resolves to the
 * lines of go.mod that put them in place of the originals.
 * @param folder a Go module that requires them, by way of others or not
 * @param patches `sandbox/collector/patched-modules/`
 */
export async function patchModules(options: {
  go: string;
  folder: string;
  patches: string;
  signal?: AbortSignal | undefined;
}): Promise<string[]> {
  const { go, folder, patches, signal } = options;
  const replaces: string[] = [];
  const folders = (await readdir(patches, { withFileTypes: true })).filter((each) => each.isDirectory());
  for (const { name } of folders) {
    const module = modulePath(name);
    const args = ['mod', 'download', '-json', module];
    const env = { ...goEnvironment(go), GOFLAGS: '-mod=mod' };
    const { code, output } = await runCommand(go, args, { cwd: folder, env, signal });
    signal?.throwIfAborted();
    if (code !== 0) {
      throw new SetupError(
        `${join(patches, name)} patches the Go module ${module}, which cannot be had: go ${args.join(' ')} failed:\n${lastLines(output, 8)}`,
      );
    }
    const { Dir } = downloadSchema.parse(JSON.parse(output.slice(output.indexOf('{'))));
    const copy = join(folder, 'patched', name);
    await copyModule(Dir, copy);
    await layOver(copy, join(patches, name));
    replaces.push(`replace ${module} => ./patched/${name}`);
  }
  return replaces;
}
