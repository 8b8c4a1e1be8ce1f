/** Types, checked by a language service that stays warm between calls. */
import type ts from 'typescript';
import type { FileSet } from '../schemas/file-set.ts';
import type { Diagnostic } from '../schemas/run-event.ts';
import type { CompilerParts } from './compiler.ts';
import { bounded, diagnosticOfFile, fromTypeScript } from './diagnostics.ts';
import { earlyErrors } from './early-errors.ts';
import { isModule } from './imports.ts';
import { checkOptions } from './options.ts';

/** Longer files are not checked: inference over a pasted megabyte can take minutes. */
export const maxCheckedLength = 200_000;

const libFolder = '/lib/';

/** A function that answers with warnings for the modules of a file set. */
export function createTypeChecker({ ts: typescript, types, libs }: CompilerParts) {
  let current: FileSet = {};
  const versions = new Map<string, { text: string; version: number }>();
  let service: ts.LanguageService | undefined;

  return function typeCheck(files: FileSet): Diagnostic[] {
    current = files;
    for (const [file, text] of Object.entries(files)) {
      const known = versions.get(file);
      if (known?.text !== text) versions.set(file, { text, version: (known?.version ?? 0) + 1 });
    }
    service ??= typescript.createLanguageService(createHost());
    const program = service.getProgram();
    const warnings = Object.entries(files).flatMap(([file, text]) => {
      if (!isModule(file)) return [];
      if (text.length > maxCheckedLength) return [tooLong(file, text)];
      const source = program?.getSourceFile(`/${file}`);
      if (!program || !source) return [];
      return program
        .getSemanticDiagnostics(source)
        .filter((each) => !earlyErrors.has(each.code))
        .map((each) => fromTypeScript(typescript, source, file, each, 'warning'));
    });
    return bounded(warnings);
  };

  function createHost(): ts.LanguageServiceHost {
    const { files: packages, ambient } = types();
    const libTexts = libs();
    const fixed = new Map<string, string>([
      ...Object.entries(packages),
      ...Object.entries(ambient),
      ...Object.entries(libTexts).map(([name, text]) => [libFolder + name, text] as const),
    ]);
    const folders = new Set([...fixed.keys()].flatMap(foldersOf));
    const learners = (name: string) => {
      const file = name.slice(1);
      const text = Object.hasOwn(current, file) ? current[file] : undefined;
      return isModule(file) && text !== undefined && text.length <= maxCheckedLength ? text : undefined;
    };
    const read = (name: string) => learners(name) ?? fixed.get(name);
    const snapshots = new Map<string, ts.IScriptSnapshot>();
    return {
      getCompilationSettings: () => checkOptions,
      getScriptFileNames: () => [
        ...Object.keys(ambient),
        ...Object.keys(current)
          .map((file) => `/${file}`)
          .filter((name) => learners(name) !== undefined),
      ],
      getScriptVersion: (name) => String(versions.get(name.slice(1))?.version ?? 0),
      getScriptSnapshot: (name) => {
        const text = read(name);
        if (text === undefined) return undefined;
        if (learners(name) !== undefined) return typescript.ScriptSnapshot.fromString(text);
        const known = snapshots.get(name) ?? typescript.ScriptSnapshot.fromString(text);
        snapshots.set(name, known);
        return known;
      },
      fileExists: (name) => read(name) !== undefined,
      readFile: read,
      directoryExists: (name) => name === '/' || folders.has(name.replace(/\/$/u, '')),
      getCurrentDirectory: () => '/',
      getDefaultLibFileName: () => `${libFolder}lib.d.ts`,
    };
  }
}

function tooLong(file: string, text: string): Diagnostic {
  const count = (value: number) => value.toLocaleString('en');
  const message = `This file has ${count(text.length)} characters. Types are checked up to ${count(maxCheckedLength)}; the program runs all the same.`;
  return diagnosticOfFile(file, 'not-checked', message, 'warning');
}

/** `/node_modules/hono/x.d.ts` → `/node_modules`, `/node_modules/hono`. */
function foldersOf(file: string): string[] {
  const parts = file.split('/').slice(1, -1);
  return parts.map((_, index) => `/${parts.slice(0, index + 1).join('/')}`);
}
