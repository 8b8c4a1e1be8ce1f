/** The `tsconfig.json` examples are checked with: the project's own, but for what makes no sense for a snippet. */
import { existsSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import type { Project } from '../model/project.ts';
import { foldersAbove } from '../project/above.ts';
import type { TsconfigChain } from '../project/tsconfig.ts';
import { majorOf } from '../project/typescript.ts';

export interface ProgramFacts {
  project: Project;
  chain: TsconfigChain;
  /** Stands for the project's folder. */
  mirrorFolder: string;
  /** What the program is made of, absolute. */
  files: readonly string[];
  /** Does its `package.json` say `"type": "module"`? */
  isModule: boolean;
  /** `paths` for the package's own name. */
  selfPaths: Readonly<Record<string, readonly string[]>>;
  /** TypeScript files of examples import JavaScript ones of the same example. */
  mixed: boolean;
  /** Types of JavaScript are to be checked, whatever the project says. */
  checkJs: boolean;
}

/**
 * What a project's own options do not decide. A snippet is no part of what is built, so nothing about output holds;
 * it shows declarations it does not use, so unused ones are no error; libraries' types are their authors' business.
 */
const always = {
  noEmit: true,
  skipLibCheck: true,
  noUnusedLocals: false,
  noUnusedParameters: false,
  allowImportingTsExtensions: true,
  // Two snippets that both declare `tracer` do not meet, though neither imports anything.
  moduleDetection: 'force',
  composite: false,
  incremental: false,
  tsBuildInfoFile: null,
  declaration: false,
  declarationMap: false,
  emitDeclarationOnly: false,
  sourceMap: false,
  inlineSourceMap: false,
  inlineSources: false,
  rootDir: null,
  outDir: null,
  outFile: null,
  declarationDir: null,
  mapRoot: null,
  sourceRoot: null,
};

/** Likewise, but only where a project sets them: older compilers, from 5.0 on, do not know them. */
const ifSet = { noCheck: false, isolatedDeclarations: false };

/** Where there is no `tsconfig.json`. */
const defaults = {
  target: 'ESNext',
  module: 'ESNext',
  moduleResolution: 'bundler',
  strict: true,
  resolveJsonModule: true,
  esModuleInterop: true,
};

/** TypeScript 7 refuses these values; an older project it checks, having no TypeScript of its own, may still set them. */
const goneWith7 = {
  esModuleInterop: true,
  allowSyntheticDefaultImports: true,
  alwaysStrict: true,
  downlevelIteration: null,
  baseUrl: null,
};

/** The generated `tsconfig.json`. */
export function tsconfigOf(facts: ProgramFacts): Record<string, unknown> {
  const { project, chain, files } = facts;
  return {
    ...(project.tsconfig === undefined ? {} : { extends: project.tsconfig }),
    compilerOptions: {
      ...(project.tsconfig === undefined ? { ...defaults, types: nodeTypes(project.folder) } : {}),
      ...inConfigFolder(chain, project),
      ...(majorOf(project.typescript.version) >= 7 ? goneWith7 : {}),
      ...moduleOptions(facts),
      ...(optionOf(chain, 'jsx') === undefined ? { jsx: 'react-jsx' } : {}),
      ...(facts.mixed ? { allowJs: true } : {}),
      ...(facts.checkJs ? { checkJs: true } : {}),
      ...always,
      ...Object.fromEntries(Object.entries(ifSet).filter(([name]) => chain.options.has(name))),
      ...lookup(facts),
    },
    files,
    include: [],
    exclude: [],
    references: [],
  };
}

/** The value an option has in the project, if the project sets it. */
export function optionOf(chain: TsconfigChain, name: string): unknown {
  return chain.options.get(name)?.value;
}

/**
 * Snippets run as ES modules with top-level await, and so they are checked. What has that keeps the project's own
 * rules; CommonJS, and `nodenext` in a package that is not of type `module`, become what a bundler takes.
 */
function moduleOptions({ chain, project, isModule }: ProgramFacts): Record<string, unknown> {
  if (project.tsconfig === undefined) return {};
  const module = String(optionOf(chain, 'module') ?? '').toLowerCase();
  const resolution = String(optionOf(chain, 'moduleResolution') ?? '').toLowerCase();
  const target = String(optionOf(chain, 'target') ?? '').toLowerCase();
  const byNode = module.startsWith('node') && isModule;
  const bundled = ['es2022', 'esnext', 'preserve'].includes(module);
  const old = ['', 'es3', 'es5', 'es6', 'es2015', 'es2016'].includes(target);
  return {
    ...(byNode || bundled ? {} : { module: 'ESNext' }),
    ...(byNode || resolution === 'bundler' ? {} : { moduleResolution: 'bundler' }),
    ...(old && !byNode ? { target: 'ESNext' } : {}),
  };
}

/** Where relative imports and names lead: as from the document's place. */
function lookup({ project, chain, mirrorFolder, selfPaths }: ProgramFacts): Record<string, unknown> {
  const rootDirs = chain.options.get('rootDirs');
  const own = Array.isArray(rootDirs?.value)
    ? rootDirs.value.map((each) => resolve(rootDirs.folder, String(each)))
    : [];
  const paths = absolutePaths(chain, project);
  const all = { ...paths, ...withoutKeys(selfPaths, paths ?? {}) };
  return {
    rootDirs: [...new Set([project.folder, mirrorFolder, ...own])],
    ...(Object.keys(all).length > 0 ? { paths: all } : {}),
  };
}

/** The project's `paths`, which start from its `baseUrl` or from the file that sets them. */
function absolutePaths(chain: TsconfigChain, project: Project): Record<string, string[]> | undefined {
  const paths = chain.options.get('paths');
  const baseUrl = chain.options.get('baseUrl');
  const base =
    baseUrl === undefined ? undefined : resolve(baseUrl.folder, inFolder(String(baseUrl.value), project));
  // Names that `baseUrl` alone would find.
  const bare =
    base === undefined || majorOf(project.typescript.version) < 7 ? {} : { '*': [join(base, '*')] };
  if (typeof paths?.value !== 'object' || paths.value === null) {
    return Object.keys(bare).length > 0 ? bare : undefined;
  }
  const absolute = Object.entries(paths.value).map(([name, to]): [string, string[]] => {
    const targets = [to].flat().map((each) => inFolder(String(each), project));
    return [name, targets.map((each) => (isAbsolute(each) ? each : resolve(base ?? paths.folder, each)))];
  });
  return { ...bare, ...Object.fromEntries(absolute) };
}

// biome-ignore lint/suspicious/noTemplateCurlyInString: it is the compiler's own template.
const configDir = '${configDir}';

/** `${configDir}` is the folder of the file that is compiled by, and that must still be the project's. */
function inConfigFolder(chain: TsconfigChain, project: Project): Record<string, unknown> {
  const options = [...chain.options].filter(([, { value }]) => JSON.stringify(value)?.includes(configDir));
  return Object.fromEntries(
    options.map(([name, { value }]) => [name, JSON.parse(inFolder(JSON.stringify(value), project))]),
  );
}

function inFolder(text: string, { tsconfig }: Project): string {
  if (tsconfig === undefined) return text;
  return text.replaceAll(configDir, resolve(tsconfig, '..').replaceAll('\\', '/'));
}

function nodeTypes(folder: string): string[] {
  const installed = foldersAbove(folder).some((each) => existsSync(join(each, 'node_modules/@types/node')));
  return installed ? ['node'] : [];
}

function withoutKeys<T>(record: Readonly<Record<string, T>>, without: object): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => !(key in without)));
}
