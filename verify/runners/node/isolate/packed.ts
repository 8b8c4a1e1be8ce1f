/** Loads installed CommonJS packages from the pack: the same modules, in the same cache, as Node would have made of them. */
import { readFileSync } from 'node:fs';
import Module, { createRequire, isBuiltin } from 'node:module';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Script } from 'node:vm';
import type { PackIndex } from '../pack/index.ts';

type Wrapper = (
  this: unknown,
  exports: unknown,
  require: unknown,
  module: Module,
  filename: string,
  folder: string,
  importing: unknown,
) => void;

/** Node's loader, as far as those who change it change it. */
const loader = Module as unknown as {
  _cache: Record<string, Module | undefined>;
  _load: unknown;
  _extensions: unknown;
  _nodeModulePaths(from: string): string[];
};
const original = { load: loader._load, require: Module.prototype.require };
/** Node looks for packages from the file's own folder upwards. Told when asked: what is packed knows where it leads. */
const lookupPaths: PropertyDescriptor = {
  configurable: true,
  enumerable: true,
  get(this: Module) {
    return loader._nodeModulePaths(dirname(this.filename));
  },
  set(this: Module, value: string[]) {
    Object.defineProperty(this, 'paths', { value, writable: true, configurable: true, enumerable: true });
  },
};
/** How the text that stands for a package reaches it. */
const door = Symbol.for('spanlab.packed');

export class Packed {
  readonly index: PackIndex;
  readonly #place = new Map<string, [chunk: number, at: number]>();
  readonly #wrappers: (readonly Wrapper[] | undefined)[] = [];
  readonly #scripts = new Map<number, Script>();

  constructor(index: PackIndex) {
    this.index = index;
    for (const [number, { paths }] of index.chunks.entries()) {
      for (const [at, path] of paths.entries()) this.#place.set(path, [number, at]);
    }
    Object.defineProperty(globalThis, door, { value: (path: string) => this.#load(path, undefined) });
  }

  canStandIn(path: string): boolean {
    return this.index.names.has(path) && this.#place.has(path) && !this.#isPatched();
  }

  /** An ES module that exports what the CommonJS file does, by the names Node gives it. */
  standIn(path: string): string | undefined {
    const names = this.index.names.get(path);
    if (names === undefined || !this.canStandIn(path)) return undefined;
    const exported = names.map((name, i) => {
      if (name === 'default' || name === 'module.exports') return `export { m as ${JSON.stringify(name)} };`;
      return `const _${i} = m?.[${JSON.stringify(name)}]; export { _${i} as ${JSON.stringify(name)} };`;
    });
    return `const m = globalThis[Symbol.for('spanlab.packed')](${JSON.stringify(path)});${exported.join('')}`;
  }

  /** Compile all that has a code cache, while there is time. */
  warm(): void {
    for (const [number, { code }] of this.index.chunks.entries()) if (code !== undefined) this.#chunk(number);
  }

  /** Code caches of those chunks that were used and have none. */
  compiled(): { chunk: number; code: Uint8Array }[] {
    return [...this.#scripts].map(([chunk, script]) => ({ chunk, code: script.createCachedData() }));
  }

  /** Places in chunks as places in the files they hold. */
  unpackStack(stack: string): string {
    let text = stack;
    for (const { file, paths, linesBefore } of this.index.chunks) {
      if (!text.includes(file)) continue;
      const pattern = new RegExp(`${file.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&')}:(\\d+)`, 'gu');
      text = text.replace(pattern, (_whole, line: string) => {
        const at = linesBefore.findLastIndex((before) => before < Number(line));
        return `${paths[at]}:${Number(line) - (linesBefore[at] ?? 0)}`;
      });
    }
    return text;
  }

  #isPatched(): boolean {
    return loader._load !== original.load || Module.prototype.require !== original.require;
  }

  #chunk(number: number): readonly Wrapper[] {
    const known = this.#wrappers[number];
    if (known !== undefined) return known;
    const { file, code } = this.index.chunks[number] ?? { file: '' };
    const cachedData = code === undefined ? undefined : readFileSync(code);
    const script = new Script(readFileSync(file, 'utf8'), {
      filename: file,
      ...(cachedData === undefined ? {} : { cachedData }),
    });
    if (cachedData === undefined) this.#scripts.set(number, script);
    const wrappers = script.runInThisContext() as Wrapper[];
    this.#wrappers[number] = wrappers;
    return wrappers;
  }

  #load(path: string, parent: Module | undefined): unknown {
    const cached = loader._cache[path];
    if (cached !== undefined) return cached.exports;
    const [chunk, at] = this.#place.get(path) ?? [0, 0];
    const module = new Module(path, parent);
    module.filename = path;
    const folder = dirname(path);
    Object.defineProperty(module, 'paths', lookupPaths);
    loader._cache[path] = module;
    let threw = true;
    try {
      this.#chunk(chunk)[at]?.call(
        module.exports,
        module.exports,
        this.#requireOf(module),
        module,
        path,
        folder,
        importFor(path),
      );
      module.loaded = true;
      threw = false;
    } finally {
      if (threw) delete loader._cache[path];
    }
    return module.exports;
  }

  #requireOf(module: Module): unknown {
    const { requires } = this.index;
    const from = `${dirname(module.id)}\0`;
    const require = (specifier: string): unknown => {
      const known = requires.get(from + specifier);
      // Somebody watches what is required, or it is not known where this leads: Node's own way.
      if (known === undefined || this.#isPatched()) return module.require(specifier);
      if (isBuiltin(known)) return process.getBuiltinModule(known);
      return this.#place.has(known) ? this.#load(known, module) : module.require(known);
    };
    owners.set(require, module.id);
    return Object.setPrototypeOf(require, properties);
  }
}

const owners = new WeakMap<object, string>();
const ownerOf = (require: object) => createRequire(owners.get(require) ?? '/');

/** What `require` has beside being a function. Made when it is asked for: hardly ever. */
const properties: object = Object.create(Function.prototype, {
  resolve: {
    get(this: object) {
      return ownerOf(this).resolve;
    },
  },
  main: {
    get(this: object) {
      return ownerOf(this).main;
    },
  },
  cache: { get: () => loader._cache },
  extensions: { get: () => loader._extensions },
});

/**
 * `import()` of a packed file. Making a namespace of one of Node's modules reads all it exports, and that of `http` loads
 * a WebSocket client on the way; so it is shown through, which looks the same to who takes something out of it.
 */
function importFor(path: string): (specifier: string) => Promise<unknown> {
  return async (specifier) => {
    const builtin = isBuiltin(specifier) ? process.getBuiltinModule(specifier) : undefined;
    if (builtin === undefined) return import(new URL(specifier, pathToFileURL(path)).href);
    return Object.create(builtin, { default: { value: builtin, enumerable: true } });
  };
}
