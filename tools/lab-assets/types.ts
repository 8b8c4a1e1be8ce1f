/** Collects the declarations the editor and the compiler need, from the packages themselves. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { checkOptions } from '../../sandbox/compile/options.ts';
import { packageSpecifiers, virtualSpecifiers } from '../../sandbox/vendor/importable.ts';
import type { Importable, TypeFiles } from '../../sandbox/vendor/vendor-bundle.ts';

/** A program that imports everything; it exists in memory only. */
const everything = 'everything.ts';

/**
 * Declarations of everything importable with all they lead to, TypeScript's libs, and the names each
 * module exports. `values` are the names found in the bundle: what else a module exports is a type.
 */
export function collectTypes(
  root: string,
  values: ReadonlyMap<string, readonly string[]>,
): { types: TypeFiles; libs: Record<string, string>; importable: Importable } {
  const ours = path.join(root, 'sandbox/vendor/types');
  const virtual = new Map(
    virtualSpecifiers.map((specifier) => [
      specifier as string,
      path.join(ours, `${path.basename(specifier)}.d.ts`),
    ]),
  );
  const start = path.join(root, 'sandbox/vendor/sdk2', everything);
  const specifiers = [...packageSpecifiers, ...virtualSpecifiers];
  const text = specifiers.map((each, index) => `export * as m${index} from '${each}';`).join('\n');
  const program = createProgram(start, text, virtual);

  const files: Record<string, string> = {};
  const libs: Record<string, string> = {};
  for (const source of program.getSourceFiles()) {
    if (program.isSourceFileDefaultLibrary(source)) libs[path.basename(source.fileName)] = source.text;
    else if (source.fileName.includes('/node_modules/')) {
      files[bundledPath(source.fileName)] = withoutMapComment(source.text);
      const [name, json] = packageJson(source.fileName);
      files[name] = json;
    }
  }
  for (const [specifier, file] of virtual)
    files[`/node_modules/${specifier}/index.d.ts`] = readFileSync(file, 'utf8');

  const importable: Importable = {};
  for (const [index, specifier] of specifiers.entries()) {
    const names = exportedNames(program, start, index);
    const atRun = values.get(specifier) ?? [];
    importable[specifier] = {
      values: [...atRun],
      types: names.filter((name) => !atRun.includes(name)).toSorted(),
    };
  }
  const ambient = { '/realm.d.ts': readFileSync(path.join(ours, 'realm.d.ts'), 'utf8') };
  return { types: { files, ambient }, libs, importable };
}

function createProgram(start: string, text: string, virtual: ReadonlyMap<string, string>): ts.Program {
  const host = ts.createCompilerHost(checkOptions);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (file) => file === start || fileExists(file);
  host.readFile = (file) => (file === start ? text : (browserVariant(file) ?? readFile(file)));
  host.getSourceFile = (file, target, ...rest) => {
    const known = file === start ? text : browserVariant(file);
    return known === undefined
      ? getSourceFile(file, target, ...rest)
      : ts.createSourceFile(file, known, target);
  };
  const cache = ts.createModuleResolutionCache(host.getCurrentDirectory(), (file) => file);
  host.resolveModuleNameLiterals = (literals, from, redirected, options) =>
    literals.map(({ text: name }) => {
      const file = virtual.get(name);
      if (file !== undefined) return { resolvedModule: { resolvedFileName: file, extension: '.d.ts' } };
      return ts.resolveModuleName(name, from, options, host, cache, redirected);
    });
  // Node's own types: there is no Node in a realm, and they are ten times the size of all the others.
  host.resolveTypeReferenceDirectiveReferences = (references) =>
    references.map(() => ({ resolvedTypeReferenceDirective: undefined }));
  return ts.createProgram([start], { ...checkOptions, types: [] }, host);
}

/**
 * OpenTelemetry's packages choose Node or browser in `package.json`'s `browser` field, which TypeScript
 * does not read: it would show Node's options for what runs in the page. The same choice for declarations.
 */
function browserVariant(file: string): string | undefined {
  const match = /^(?<home>.*\/node_modules\/@opentelemetry\/[^/]+)\/build\/src\/(?<rest>.*)\.d\.ts$/u.exec(
    file,
  );
  if (!match?.groups) return undefined;
  const { home = '', rest = '' } = match.groups;
  const manifest: { browser?: Record<string, string> } = JSON.parse(
    readFileSync(path.join(home, 'package.json'), 'utf8'),
  );
  const variant = manifest.browser?.[`./build/src/${rest}.js`];
  if (variant === undefined) return undefined;
  const relative = path.posix.relative(
    path.posix.dirname(`./build/src/${rest}`),
    variant.replace(/\.js$/u, ''),
  );
  return `export * from './${relative}';\n`;
}

function exportedNames(program: ts.Program, start: string, index: number): string[] {
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(start);
  const statement = source?.statements[index];
  const specifier = statement && ts.isExportDeclaration(statement) ? statement.moduleSpecifier : undefined;
  const symbol = specifier && checker.getSymbolAtLocation(specifier);
  if (symbol === undefined) throw new Error(`No declarations found for ${specifier?.getText(source)}.`);
  return checker.getExportsOfModule(symbol).map((each) => each.name);
}

/** `…/node_modules/hono/dist/x.d.ts` → `/node_modules/hono/dist/x.d.ts`. */
function bundledPath(file: string): string {
  return file.slice(file.lastIndexOf('/node_modules/'));
}

/** The part of `package.json` that leads from a specifier to a declaration. */
function packageJson(file: string): [name: string, json: string] {
  const home = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/u.exec(file)?.[0] ?? '';
  const { name, version, type, types, typings, exports } = JSON.parse(
    readFileSync(path.join(home, 'package.json'), 'utf8'),
  );
  const json = JSON.stringify({ name, version, type, types: types ?? typings, exports });
  return [`${bundledPath(home)}/package.json`, json];
}

function withoutMapComment(text: string): string {
  return text.replace(/\n\/\/# sourceMappingURL=.*\s*$/u, '\n');
}
