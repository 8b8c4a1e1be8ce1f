/** TypeScript in, modules out. Pure: no files, no network, no clock; the compiler itself is an argument. */
import type ts from 'typescript';
import type { FileSet } from '../schemas/file-set.ts';
import type { Diagnostic } from '../schemas/run-event.ts';
import type { Importable, TypeFiles } from '../vendor/vendor-bundle.ts';
import { bounded, diagnosticAt, diagnosticOfFile, fromTypeScript } from './diagnostics.ts';
import { earlyErrors } from './early-errors.ts';
import { type CompileResult, type EmittedModule, type ImportTarget, textHash } from './emitted-module.ts';
import { isModule, lexImports, resolveImport } from './imports.ts';
import { missingNames } from './missing-names.ts';
import { orderModules } from './module-graph.ts';
import { exportsOf, importsOf, type SourceExports, type SourceImport } from './module-syntax.ts';
import { emitOptions } from './options.ts';
import { createTypeChecker } from './type-checker.ts';

export interface Compiler {
  /**
   * Emit what `entries` lead to. Errors only: syntax, imports that lead nowhere, circles. Types are not looked at.
   * Fast from the first call on, for it needs neither TypeScript's libs nor the packages' types.
   */
  compile(files: FileSet, entries: readonly string[], importable: Importable): CompileResult;
  /** What TypeScript says about types, as warnings: they keep no program from running. Slow the first time. */
  typeCheck(files: FileSet): Diagnostic[];
}

export interface CompilerParts {
  /** TypeScript 5.9: Monaco's in the page, the package's in Node. */
  ts: typeof ts;
  /** Both are asked for at the first `typeCheck`. */
  types: () => TypeFiles;
  /** TypeScript's `lib.*.d.ts` by file name. */
  libs: () => Record<string, string>;
}

interface ParsedFile {
  text: string;
  source: ts.SourceFile;
  imports: SourceImport[];
  exports: SourceExports;
}

/** A compiler that keeps what it has parsed: the next call parses only what changed. */
export function createCompiler({ ts: typescript, types, libs }: CompilerParts): Compiler {
  const parsed = new Map<string, ParsedFile>();

  function parse(file: string, text: string): ParsedFile {
    const known = parsed.get(file);
    if (known?.text === text) return known;
    const source = typescript.createSourceFile(`/${file}`, text, {
      languageVersion: emitOptions.target,
      // Every file is a module, with or without imports: what `moduleDetection: force` would do.
      setExternalModuleIndicator: (each) => Object.assign(each, { externalModuleIndicator: true }),
    });
    const fresh = {
      text,
      source,
      imports: importsOf(typescript, source),
      exports: exportsOf(typescript, source),
    };
    parsed.set(file, fresh);
    return fresh;
  }

  /** Parses all that is reachable; says what is wrong with each import. */
  function load(files: FileSet, entries: readonly string[], importable: Importable) {
    const loaded = new Map<string, ParsedFile & { targets: Map<SourceImport, ImportTarget> }>();
    const problems: Diagnostic[] = [];
    const visit = (file: string): void => {
      if (loaded.has(file)) return;
      const module = { ...parse(file, files[file] ?? ''), targets: new Map<SourceImport, ImportTarget>() };
      loaded.set(file, module);
      for (const each of module.imports) {
        if (each.specifier === undefined) {
          const message =
            'import() needs its specifier as a plain string here, such as import("./store.ts").';
          problems.push(diagnosticAt(module.source, file, each, 'computed-import', message));
          continue;
        }
        const target = resolveImport(each.specifier, file, files, Object.keys(importable));
        if ('problem' in target) {
          problems.push(diagnosticAt(module.source, file, each, 'unknown-import', target.problem));
          continue;
        }
        module.targets.set(each, target);
        if (target.kind === 'file') visit(target.file);
      }
    };
    for (const entry of entries) {
      if (!Object.hasOwn(files, entry)) {
        const message = `The lab starts "${entry}", and there is no such file. Files: ${Object.keys(files).join(', ') || 'none'}.`;
        problems.push(diagnosticOfFile(entry, 'unknown-entry', message));
      } else if (!isModule(entry)) {
        const message = `The lab starts "${entry}". A program is a .ts or .js file.`;
        problems.push(diagnosticOfFile(entry, 'unknown-entry', message));
      } else visit(entry);
    }
    return { loaded, problems };
  }

  function compile(files: FileSet, entries: readonly string[], importable: Importable): CompileResult {
    for (const file of parsed.keys()) if (!Object.hasOwn(files, file)) parsed.delete(file);
    const { loaded, problems } = load(files, entries, importable);
    const program = createEmitProgram(
      typescript,
      [...loaded].map(([file, { source }]) => [`/${file}`, source]),
    );
    const syntaxErrors = [...loaded].flatMap(([file, { source }]) =>
      program
        .getSyntacticDiagnostics(source)
        .map((each) => fromTypeScript(typescript, source, file, each, 'error')),
    );
    // What follows a syntax error is guesswork of the parser, imports included.
    if (syntaxErrors.length > 0) return failed(syntaxErrors);
    if (problems.length > 0) return failed(problems);

    const names = missingNames(loaded, importable);
    const { order, cycles } = orderModules(entries, (file) =>
      [...(loaded.get(file)?.targets.values() ?? [])].flatMap((each) =>
        each.kind === 'file' ? [each.file] : [],
      ),
    );
    const early = [...loaded].flatMap(([file, { source }]) =>
      program
        .getSemanticDiagnostics(source)
        .filter((each) => earlyErrors.has(each.code))
        .map((each) => fromTypeScript(typescript, source, file, each, 'error')),
    );
    const errors = [...early, ...names, ...cycles.map((cycle) => cycleError(cycle, loaded))];
    if (errors.length > 0) return failed(errors);

    const modules = order.flatMap((file) => {
      const module = loaded.get(file);
      return module === undefined ? [] : [emit(program, file, module)];
    });
    return { diagnostics: [], modules };
  }

  function emit(
    program: ts.Program,
    file: string,
    module: ParsedFile & { targets: Map<SourceImport, ImportTarget> },
  ): EmittedModule {
    let code = '';
    let map = '';
    program.emit(module.source, (name, text) => {
      if (name.endsWith('.map')) map = JSON.stringify({ ...JSON.parse(text), file, sources: [file] });
      else code = text.replace(/\n?\/\/# sourceMappingURL=.*\s*$/u, '\n');
    });
    const targets = new Map([...module.targets].map(([{ specifier }, target]) => [specifier, target]));
    const imports = lexImports(code).flatMap(({ start, end, specifier }) => {
      const target = targets.get(specifier);
      return target === undefined ? [] : [{ start, end, target }];
    });
    return { file, sourceHash: textHash(module.text), code, map, imports };
  }

  const checker = createTypeChecker({ ts: typescript, types, libs });
  return {
    compile: (files, entries, importable) =>
      notTooDeep(
        () => compile(files, entries, importable),
        (problem) => failed([diagnosticOfFile(entries[0] ?? '', 'too-deep', problem)]),
      ),
    typeCheck: (files) =>
      notTooDeep(
        () => checker(files),
        () => [],
      ),
  };
}

function createEmitProgram(
  typescript: typeof ts,
  sources: readonly (readonly [name: string, source: ts.SourceFile])[],
): ts.Program {
  const byName = new Map(sources);
  const host: ts.CompilerHost = {
    getSourceFile: (name) => byName.get(name),
    fileExists: (name) => byName.has(name),
    readFile: (name) => byName.get(name)?.text,
    writeFile: () => undefined,
    getDefaultLibFileName: () => '',
    getCurrentDirectory: () => '/',
    getCanonicalFileName: (name) => name,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => '\n',
  };
  return typescript.createProgram([...byName.keys()], emitOptions, host);
}

function cycleError(
  cycle: readonly string[],
  loaded: ReadonlyMap<string, ParsedFile & { targets: Map<SourceImport, ImportTarget> }>,
): Diagnostic {
  const closing = cycle.at(-2) ?? '';
  const opening = cycle.at(-1) ?? '';
  const message =
    `These files import each other in a circle: ${cycle.join(' → ')}.\n` +
    'Move what they share into a file of its own that both import. (`import type` is free to go in circles.)';
  const module = loaded.get(closing);
  const site = [...(module?.targets ?? [])].find(
    ([, target]) => target.kind === 'file' && target.file === opening,
  );
  return module && site
    ? diagnosticAt(module.source, closing, site[0], 'circular-import', message)
    : diagnosticOfFile(closing, 'circular-import', message);
}

function failed(diagnostics: readonly Diagnostic[]): CompileResult {
  return { diagnostics: bounded(diagnostics), modules: [] };
}

/** Text nested some ten thousand levels deep overflows the compiler's stack. */
function notTooDeep<T>(work: () => T, otherwise: (problem: string) => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return otherwise('This program is nested too deeply to be compiled. Was something pasted by mistake?');
  }
}
