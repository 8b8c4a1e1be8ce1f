/** Answers what the page asks of the compiler. Runs in the compile worker; in tests, anywhere. */
import type ts from 'typescript';
import type { Importable, TypeFiles } from '../vendor/vendor-bundle.ts';
import type { CompileRequest, CompileResponse, CompilerUrls } from './compile-message.ts';
import { createCompiler } from './compiler.ts';

export interface CompileServiceParts {
  ts: typeof ts;
  urls: CompilerUrls;
  /** Reads an asset; rejects with a reason a person can read. */
  fetchJson: (url: string) => Promise<unknown>;
}

/** What checking types needs and running does not: fetched when types are first asked for. */
interface TypeAssets {
  types: TypeFiles;
  libs: Record<string, string>;
}

/** A function from request to response. It never rejects. */
export function createCompileService({ ts: typescript, urls, fetchJson }: CompileServiceParts) {
  let loaded: TypeAssets | undefined;
  const fetched = (): TypeAssets => {
    if (loaded === undefined) throw new Error('Types are checked before their declarations are loaded.');
    return loaded;
  };
  const compiler = createCompiler({
    ts: typescript,
    types: () => fetched().types,
    libs: () => fetched().libs,
  });
  const importable = once(() => fetchJson(urls.importable) as Promise<Importable>);
  const typeAssets = once(async (): Promise<TypeAssets> => {
    const [types, libs] = await Promise.all([fetchJson(urls.types), fetchJson(urls.libs)]);
    return { types: types as TypeFiles, libs: libs as Record<string, string> };
  });

  // The first compilation is the slow one: better one that nobody waits for.
  compiler.compile({ 'first.ts': 'export const first = async () => await 1;' }, ['first.ts'], {});
  importable().catch(() => {});

  return async function answer(request: Exclude<CompileRequest, { type: 'open' }>): Promise<CompileResponse> {
    const { id, files } = request;
    try {
      if (request.type === 'compile')
        return {
          type: 'compiled',
          id,
          result: compiler.compile(files, request.entries, await importable()),
        };
      loaded ??= await typeAssets();
      return { type: 'type-checked', id, diagnostics: compiler.typeCheck(files) };
    } catch (error) {
      return { type: 'failed', id, message: error instanceof Error ? error.message : String(error) };
    }
  };
}

/** Ask once; after a failure, ask again. */
function once<T>(work: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | undefined;
  return () => {
    asked ??= work().catch((error: unknown) => {
      asked = undefined;
      throw error;
    });
    return asked;
  };
}
