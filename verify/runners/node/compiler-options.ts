/** What of a project's `tsconfig.json` changes how its code runs, and where its imports lead. */
import { resolve } from 'node:path';
import type { Project } from '../../model/project.ts';
import { readTsconfigChain } from '../../project/tsconfig.ts';
import type { Program } from './messages.ts';

export interface CompilerOptions {
  /** For esbuild: `tsconfigRaw`. */
  tsconfig: string;
  paths?: NonNullable<Program['paths']>;
}

/** Those esbuild looks at. */
const compiled = [
  'experimentalDecorators',
  'jsx',
  'jsxFactory',
  'jsxFragmentFactory',
  'jsxImportSource',
  'useDefineForClassFields',
  'target',
  'verbatimModuleSyntax',
] as const;

const known = new WeakMap<Project, CompilerOptions>();

/** Read once for each project. Without a `tsconfig.json`: nothing but the defaults. */
export function compilerOptionsOf(project: Project): CompilerOptions {
  const options = known.get(project) ?? read(project.tsconfig);
  known.set(project, options);
  return options;
}

function read(path: string | undefined): CompilerOptions {
  const { options } = readTsconfigChain(path);
  const compilerOptions = Object.fromEntries(
    compiled.flatMap((name) => {
      const value = options.get(name)?.value;
      return value === undefined ? [] : [[name, value]];
    }),
  );
  // JSX that is kept is for another tool to compile: there is none here.
  if (/^(?:preserve|react-native)$/iu.test(String(compilerOptions['jsx'])))
    compilerOptions['jsx'] = 'react-jsx';
  const paths = pathsOf(options);
  return { tsconfig: JSON.stringify({ compilerOptions }), ...(paths === undefined ? {} : { paths }) };
}

function pathsOf(options: ReturnType<typeof readTsconfigChain>['options']): Program['paths'] | undefined {
  const [paths, baseUrl] = [options.get('paths'), options.get('baseUrl')];
  const base = typeof baseUrl?.value === 'string' ? resolve(baseUrl.folder, baseUrl.value) : undefined;
  const folder = base ?? paths?.folder;
  if (folder === undefined) return undefined;
  const patterns = Object.entries((paths?.value ?? {}) as Record<string, unknown>).flatMap(([pattern, to]) =>
    Array.isArray(to) && to.every((each) => typeof each === 'string') ? [[pattern, to] as const] : [],
  );
  return {
    base: folder,
    patterns: { ...Object.fromEntries(patterns), ...(base === undefined ? {} : { '*': ['*'] }) },
  };
}
