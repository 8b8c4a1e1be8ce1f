/** TypeScript of the project's own files, as JavaScript. Node's own stripping leaves out enums, decorators and JSX. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const typed = /\.([mc]?)tsx?$/u;

/** Undefined: nothing to do, Node loads it as it is. `from`: a file that esbuild can be found from. */
export function compileSource(
  path: string,
  format: string | null | undefined,
  from: string,
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
    format: commonjs ? 'cjs' : 'esm',
  } as const;
  const { transformSync } = createRequire(from)('esbuild') as typeof import('esbuild');
  const { code } = transformSync(text, { ...options, loader: path.endsWith('x') ? 'tsx' : 'ts' });
  return { source: code, format: commonjs ? 'commonjs' : 'module' };
}
