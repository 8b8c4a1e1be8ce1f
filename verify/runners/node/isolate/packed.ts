/**
 * Loads installed packages from the pack: CommonJS as the same modules, in the same cache, as Node would have made of them;
 * ES modules behind stand-ins that have their URLs.
 */
import { readFileSync } from 'node:fs';
import Module, { createRequire, isBuiltin, SourceMap } from 'node:module';
import { dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Script } from 'node:vm';
import type { Chunk, PackIndex } from '../pack/index.ts';
import { type Codes, scriptOf } from '../pack/script.ts';
import { builtinModule } from './lazy-builtin.ts';

type Wrapper = (
  this: unknown,
  exports: unknown,
  require: unknown,
  module: Module,
  filename: string,
  folder: string,
  importing: unknown,
) => void;

/** What the script of a chunk of ES modules makes: for each, what evaluates it once and gives its exports. */
type Evaluators = (require: (path: string) => unknown, importing: unknown) => readonly (() => object)[];

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
  readonly #values = new Map<number, unknown>();
  #evaluators: readonly (() => object)[] | undefined;
  readonly #codes: Codes;
  readonly #scripts = new Map<number, Script>();

  /** `codes`: by number of a chunk. */
  constructor(index: PackIndex, codes: Codes) {
    this.index = index;
    this.#codes = codes;
    for (const [number, { paths }] of index.chunks.entries()) {
      for (const [at, path] of paths.entries()) this.#place.set(path, [number, at]);
    }
    Object.defineProperty(globalThis, door, { value: (path: string) => this.#take(path) });
  }

  canStandIn(path: string): boolean {
    return this.index.names.has(path) && this.#place.has(path) && !this.#isPatched();
  }

  /** Is it an ES module? Then what stands in for it also does where it is required. */
  isEsModule(path: string): boolean {
    return this.#chunkOf(path)?.map !== undefined;
  }

  #chunkOf(path: string): Chunk | undefined {
    return this.index.chunks[this.#place.get(path)?.[0] ?? -1];
  }

  /** An ES module that exports what the packed one does, or what the CommonJS file does by the names Node gives it. */
  standIn(path: string): string | undefined {
    const names = this.index.names.get(path);
    if (names === undefined || !this.canStandIn(path)) return undefined;
    const whole = (name: string) =>
      (name === 'default' || name === 'module.exports') && !this.isEsModule(path);
    const taken = names.map((name, i) => (whole(name) ? '' : `${JSON.stringify(name)}:_${i},`));
    const given = names.map((name, i) => `${whole(name) ? 'm' : `_${i}`} as ${JSON.stringify(name)},`);
    return (
      `const m = globalThis[Symbol.for('spanlab.packed')](${JSON.stringify(path)});` +
      `const {${taken.join('')}} = m ?? {};export {${given.join('')}};`
    );
  }

  /** Compile all that has a code cache, while there is time. */
  warm(): void {
    for (const number of this.#codes.keys()) this.#value(number);
  }

  /** Code caches of the chunks that were used, with all that has been compiled by now. */
  compiled(): { chunk: number; code: Uint8Array }[] {
    return [...this.#scripts].map(([chunk, script]) => ({ chunk, code: script.createCachedData() }));
  }

  /** Places in chunks as places in the files they hold. */
  unpackStack(stack: string): string {
    let text = stack;
    for (const { file, paths, linesBefore, map } of this.index.chunks) {
      if (!text.includes(file)) continue;
      const sources = map === undefined ? undefined : new SourceMap(JSON.parse(readFileSync(map, 'utf8')));
      const pattern = new RegExp(`${file.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&')}:(\\d+)(?::(\\d+))?`, 'gu');
      text = text.replace(pattern, (whole, line: string, column: string | undefined) => {
        if (sources !== undefined) {
          const origin = sources.findEntry(Number(line) - 1, Number(column ?? 1) - 1);
          if (!('originalSource' in origin)) return whole;
          const path = resolve('/', origin.originalSource);
          return `${path}:${origin.originalLine + 1}:${origin.originalColumn + 1}`;
        }
        const at = linesBefore.findLastIndex((before) => before < Number(line));
        return `${paths[at]}:${Number(line) - (linesBefore[at] ?? 0)}${column === undefined ? '' : `:${column}`}`;
      });
    }
    return text;
  }

  #isPatched(): boolean {
    return loader._load !== original.load || Module.prototype.require !== original.require;
  }

  /** The value of a chunk's script. */
  #value(number: number): unknown {
    const known = this.#values.get(number);
    if (known !== undefined) return known;
    const { file = '' } = this.index.chunks[number] ?? {};
    const code = this.#codes.get(number);
    const script = scriptOf(file, code);
    this.#scripts.set(number, script);
    const value: unknown = script.runInThisContext();
    this.#values.set(number, value);
    return value;
  }

  /** What a stand-in exports. */
  #take(path: string): unknown {
    if (!this.isEsModule(path)) return this.#load(path, undefined);
    const [chunk, at] = this.#place.get(path) ?? [0, 0];
    this.#evaluators ??= (this.#value(chunk) as Evaluators)((asked) => {
      if (isBuiltin(asked)) return builtinModule(asked);
      return this.#place.has(asked) && !this.#isPatched()
        ? this.#load(asked, undefined)
        : createRequire(path)(asked);
    }, importFor(path));
    return this.#evaluators[at]?.();
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
      (this.#value(chunk) as readonly Wrapper[])[at]?.call(
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
      if (isBuiltin(known)) return builtinModule(known);
      return this.#place.has(known) && !this.isEsModule(known)
        ? this.#load(known, module)
        : module.require(known);
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
