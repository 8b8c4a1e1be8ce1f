/** Begins a program as Node begins the file it is started with: CommonJS finds itself in `require.main`. */
import Module from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Program } from '../messages.ts';

/** Node's own way to run a text as a module, as those who bring a compiler of their own use it. */
interface Loader {
  new (id: string): NodeModule & { _compile(text: string, path: string, format?: string): unknown };
  _cache: Record<string, NodeModule | undefined>;
  _nodeModulePaths(from: string): string[];
}

/** Resolves when its top level is done. Rejects with what that throws. */
export async function startEntry({ entry, files }: Program): Promise<void> {
  const file = files.find(({ url }) => url === entry);
  if (file?.format !== 'commonjs' || file.source === undefined) {
    await import(entry);
    return;
  }
  const Loader = Module as unknown as Loader;
  const path = fileURLToPath(entry);
  const main = new Loader(path);
  main.id = '.';
  main.filename = path;
  main.paths = Loader._nodeModulePaths(dirname(path));
  Loader._cache[path] = main;
  Object.defineProperty(process, 'mainModule', {
    value: main,
    configurable: true,
    writable: true,
    enumerable: true,
  });
  main._compile(file.source, path, 'commonjs');
  main.loaded = true;
}
