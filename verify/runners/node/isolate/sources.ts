/** TypeScript of the project's own files, as JavaScript. Node's own stripping leaves out enums, decorators and JSX. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Program } from '../messages.ts';

const typed = /\.([mc]?)tsx?$/u;

/** Undefined: nothing to do, Node loads it as it is. `from`: esbuild is found from there. */
export function compileSource(
  path: string,
  format: string | null | undefined,
  { from, tsconfig }: Pick<Program, 'from' | 'tsconfig'>,
): { source: string; format: 'module' | 'commonjs' } | undefined {
  const found = typed.exec(path);
  if (found === null) return undefined;
  const text = readFileSync(path, 'utf8');
  const commonjs =
    found[1] === 'c' || (format?.startsWith('commonjs') === true && !/^\s*(?:import|export)\b/mu.test(text));
  const options = {
    sourcefile: path,
    sourcemap: 'inline',
    target: 'node22',
    tsconfigRaw: tsconfig,
    format: commonjs ? 'cjs' : 'esm',
  } as const;
  const { transformSync } = createRequire(from)('esbuild') as typeof import('esbuild');
  const { code } = transformSync(text, { ...options, loader: path.endsWith('x') ? 'tsx' : 'ts' });
  return { source: code, format: commonjs ? 'commonjs' : 'module' };
}
