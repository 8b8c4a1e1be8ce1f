/** A real folder for one test. */
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const modules = fileURLToPath(new URL('../../../node_modules', import.meta.url));

export interface SomeFolder extends AsyncDisposable {
  path: string;
  at(name: string): string;
  write(files: Readonly<Record<string, string | object>>): Promise<void>;
  /** Links packages of this repository into its `node_modules`. */
  install(...packages: string[]): Promise<void>;
  /** Makes `name` a link to another of its folders. */
  link(name: string, to: string): Promise<void>;
}

/** Values that are no text are written as JSON. Ends where the repository does: it has a `.git`. */
export async function someFolder(files: Readonly<Record<string, string | object>> = {}): Promise<SomeFolder> {
  const path = await realpath(await mkdtemp(join(tmpdir(), 'spanlab-project-')));
  const at = (name: string) => join(path, name);
  const write: SomeFolder['write'] = async (given) => {
    for (const [name, content] of Object.entries(given)) {
      await mkdir(dirname(at(name)), { recursive: true });
      await writeFile(at(name), typeof content === 'string' ? content : JSON.stringify(content));
    }
  };
  await mkdir(at('.git'));
  await write(files);
  return {
    path,
    at,
    write,
    async install(...packages) {
      for (const name of packages) {
        await mkdir(dirname(at(`node_modules/${name}`)), { recursive: true });
        await symlink(join(modules, name), at(`node_modules/${name}`));
      }
    },
    async link(name, to) {
      await mkdir(dirname(at(name)), { recursive: true });
      await symlink(at(to), at(name));
    },
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }),
  };
}
