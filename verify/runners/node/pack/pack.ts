/** Gathers what runs have recorded into chunks on disk. */
import { readFile, writeFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { Script } from 'node:vm';
import { bundleEsModules, exportsStay } from './es-modules.ts';
import { type Chunk, emptyIndex, importName, type PackIndex, type Recorded } from './index.ts';

/** Beyond these, packages are loaded as Node loads them. */
const most = { chunks: 60, bytes: 40_000_000, fileBytes: 2_000_000, resolved: 100_000 };

export class Pack {
  index: PackIndex = emptyIndex;
  readonly #folder: string;
  readonly #changed: (index: PackIndex) => void;
  readonly #known = new Set<string>();
  /** ES modules that are packed, with their texts, and those that cannot be. */
  #modules = new Map<string, string>();
  readonly #unpackable = new Set<string>();
  #bytes = 0;
  /** One change after the other. */
  #last: Promise<void> = Promise.resolve();

  /** Chunks are written to `folder`, which is the caller's to remove. */
  constructor(folder: string, changed: (index: PackIndex) => void) {
    this.#folder = folder;
    this.#changed = changed;
  }

  /** Take in what a run has recorded. */
  add(recorded: Recorded): void {
    this.#last = this.#last
      .then(() => this.#add(recorded))
      .catch(() => {
        // A package that went away meanwhile: programs load what is there without the pack.
      });
  }

  /** Resolves when all that was given has been taken in. */
  settled(): Promise<void> {
    return this.#last;
  }

  async #add({ paths, modules, imports, names, requires }: Recorded): Promise<void> {
    const fresh = paths.filter((path) => !this.#known.has(path));
    const chunk = await this.#chunkOf(fresh);
    const { index } = this;
    const chunks = chunk === undefined ? index.chunks : [...index.chunks, chunk];
    if (index.requires.size + requires.length > most.resolved) return;
    const next = {
      imports: new Map([...index.imports, ...imports]),
      names: new Map([...index.names, ...names]),
      requires: new Map([...index.requires, ...requires]),
    };
    const all = await this.#withModules(chunks, modules, next.imports);
    const sizes = (each: Omit<PackIndex, 'chunks'>) =>
      each.imports.size + each.names.size + each.requires.size;
    // Most runs learn nothing that another has not: all processes would be told of it.
    if (all === index.chunks && sizes(next) === sizes(index)) return;
    this.#set({ ...next, chunks: all });
  }

  /** One chunk holds all ES modules, so that each of them is there once: a new one takes the old one's place. */
  async #withModules(
    chunks: readonly Chunk[],
    modules: readonly string[],
    imports: ReadonlyMap<string, string>,
  ): Promise<readonly Chunk[]> {
    const fresh = modules.filter((path) => !this.#modules.has(path) && !this.#unpackable.has(path));
    if (fresh.length === 0 || chunks.length >= most.chunks) return chunks;
    const texts = new Map(this.#modules);
    for (const path of fresh) {
      // Unless all goes well.
      this.#unpackable.add(path);
      const text = await readFile(path, 'utf8');
      if (importsAtRunTime(text, false) || !exportsStay(text) || text.length > most.fileBytes) continue;
      this.#bytes += text.length;
      texts.set(path, withOurImport(text));
    }
    if (texts.size === this.#modules.size || this.#bytes > most.bytes) return chunks;
    const held = new Set(chunks.flatMap(({ paths }) => paths));
    const bundle = await bundleEsModules(texts, imports, (path) => held.has(path));
    if (bundle === undefined || bundle.paths.length <= this.#modules.size) return chunks;
    const { paths } = bundle;
    this.#modules = new Map(paths.map((path) => [path, texts.get(path) ?? '']));
    for (const path of paths) this.#unpackable.delete(path);
    const file = join(this.#folder, `packages-${chunks.length}.js`);
    await Promise.all([writeFile(file, bundle.script), writeFile(`${file}.map`, bundle.map)]);
    const others = chunks.map((each) =>
      each.map === undefined ? each : { file: each.file, paths: [], linesBefore: [] },
    );
    return [...others, { file, paths, linesBefore: [], map: `${file}.map` }];
  }

  async #chunkOf(paths: readonly string[]): Promise<Chunk | undefined> {
    const { chunks } = this.index;
    if (paths.length === 0 || chunks.length >= most.chunks) return undefined;
    const texts = await Promise.all(paths.map((path) => readFile(path, 'utf8')));
    // Nearly always all of them are, and to be sure of that one look is enough.
    const all = isCommonJs(texts);
    const kept: string[] = [];
    const linesBefore: number[] = [];
    let script = '[';
    let lines = 1;
    for (const [i, path] of paths.entries()) {
      const text = texts[i] ?? '';
      this.#known.add(path);
      if (
        importsAtRunTime(text) ||
        !(all || isCommonJs([text])) ||
        text.length > most.fileBytes ||
        this.#bytes + text.length > most.bytes
      )
        continue;
      this.#bytes += text.length;
      kept.push(path);
      linesBefore.push(lines);
      const whole = wrapped(text);
      script += whole;
      lines += whole.split('\n').length - 1;
    }
    if (kept.length === 0) return undefined;
    const file = join(this.#folder, `packages-${chunks.length}.js`);
    await writeFile(file, `${script}]`);
    return { file, paths: kept, linesBefore };
  }

  #set(changed: Partial<PackIndex>): void {
    this.index = { ...this.index, ...changed };
    this.#changed(this.index);
  }
}

/** One that is no CommonJS would keep all others of its chunk from being compiled. */
function isCommonJs(texts: readonly string[]): boolean {
  try {
    new Script(`[${texts.map(wrapped).join('')}]`);
    return true;
  } catch {
    return false;
  }
}

/** A line of its own for the first line of each, so that lines and columns stay what they are in the file. */
function wrapped(text: string): string {
  const body = withOurImport(text.replace(/^#!/u, '//'));
  return `(function(exports,require,module,__filename,__dirname,${importName}){\n${body}\n}),`;
}

function withOurImport(text: string): string {
  return text.replace(/\bimport(?=\s*\(\s*['"])/gu, importName);
}

/** Packages are packed only if each `import()` in them can be carried out from elsewhere: see `importFor` of packed.ts. */
function importsAtRunTime(text: string, relative = true): boolean {
  for (const [, , specifier] of text.matchAll(/\bimport\s*\(\s*(?:(['"])([^'"]*)\1\s*\))?/gu)) {
    if (specifier === undefined || !(isBuiltin(specifier) || (relative && specifier.startsWith('.'))))
      return true;
  }
  return text.includes('import.meta');
}
