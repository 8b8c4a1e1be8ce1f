/** Gathers what runs have recorded into chunks on disk. */
import { readFile, writeFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { Script } from 'node:vm';
import { type Chunk, emptyIndex, importName, type PackIndex, type Recorded } from './index.ts';

/** Beyond these, packages are loaded as Node loads them. */
const most = { chunks: 60, bytes: 40_000_000, fileBytes: 2_000_000, resolved: 100_000 };

export class Pack {
  index: PackIndex = emptyIndex;
  readonly #folder: string;
  readonly #changed: (index: PackIndex) => void;
  readonly #known = new Set<string>();
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

  /** Take in the code cache of a chunk. The first one stays. */
  compiled(chunk: number, code: Uint8Array): void {
    this.#last = this.#last
      .then(async () => {
        const found = this.index.chunks[chunk];
        if (found === undefined || found.code !== undefined) return;
        const file = found.file.replace(/\.js$/u, '.code');
        await writeFile(file, code);
        this.#set({ chunks: this.index.chunks.with(chunk, { ...found, code: file }) });
      })
      .catch(() => {
        // Without a code cache the chunk is compiled each time.
      });
  }

  /** Resolves when all that was given has been taken in. */
  settled(): Promise<void> {
    return this.#last;
  }

  async #add({ paths, imports, names, requires }: Recorded): Promise<void> {
    const fresh = paths.filter((path) => !this.#known.has(path));
    const chunk = await this.#chunkOf(fresh);
    const { index } = this;
    if (index.requires.size + requires.length > most.resolved) return;
    const next = {
      imports: new Map([...index.imports, ...imports]),
      names: new Map([...index.names, ...names]),
      requires: new Map([...index.requires, ...requires]),
    };
    const sizes = (each: Omit<PackIndex, 'chunks'>) =>
      each.imports.size + each.names.size + each.requires.size;
    // Most runs learn nothing that another has not: all processes would be told of it.
    if (chunk === undefined && sizes(next) === sizes(index)) return;
    this.#set({ ...next, chunks: chunk === undefined ? index.chunks : [...index.chunks, chunk] });
  }

  async #chunkOf(paths: readonly string[]): Promise<Chunk | undefined> {
    const { chunks } = this.index;
    if (paths.length === 0 || chunks.length >= most.chunks) return undefined;
    const texts = await Promise.all(paths.map((path) => readFile(path, 'utf8')));
    const kept: string[] = [];
    const linesBefore: number[] = [];
    let script = '[';
    let lines = 1;
    for (const [i, path] of paths.entries()) {
      const text = texts[i] ?? '';
      this.#known.add(path);
      if (
        importsAtRunTime(text) ||
        !isCommonJs(text) ||
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
function isCommonJs(text: string): boolean {
  try {
    new Script(`${wrapped(text)}0`);
    return true;
  } catch {
    return false;
  }
}

/** A line of its own for the first line of each, so that lines and columns stay what they are in the file. */
function wrapped(text: string): string {
  const body = text.replace(/^#!/u, '//').replace(/\bimport(?=\s*\(\s*['"])/gu, importName);
  return `(function(exports,require,module,__filename,__dirname,${importName}){\n${body}\n}),`;
}

/** Packages are packed only if each `import()` in them can be carried out from elsewhere: see `importFor` of packed.ts. */
function importsAtRunTime(text: string): boolean {
  for (const [, , specifier] of text.matchAll(/\bimport\s*\(\s*(?:(['"])([^'"]*)\1\s*\))?/gu)) {
    if (specifier === undefined || !(isBuiltin(specifier) || specifier.startsWith('.'))) return true;
  }
  return text.includes('import.meta');
}
