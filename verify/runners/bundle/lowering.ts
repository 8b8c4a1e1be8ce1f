/**
 * Turns async functions into generators: zone.js cannot follow native ones, and every bundler's guide to it says so.
 * All other syntax stays as new as it is.
 */
import { type TransformOptions, transform } from 'esbuild';
import { doneExport, loweredPath, type Script, sharedPath } from './bundle.ts';
import { importStatements } from './imports-of.ts';

export const loweredAsync = {
  'async-await': false,
  'async-generator': false,
  'for-await': false,
} as const satisfies TransformOptions['supported'];

/** The same script for a page with zone.js. A top-level `await` moves into a function, whose end `doneExport` tells. */
export async function lowerScript(script: Script): Promise<Script> {
  const code = script.code.replaceAll(`"${sharedPath}`, `"${loweredPath}`);
  try {
    return await lower(script, code);
  } catch {
    return lower(script, inFunction(code));
  }
}

async function lower(script: Script, code: string): Promise<Script> {
  const inline = Buffer.from(script.map).toString('base64');
  const lowered = await transform(`${code}\n//# sourceMappingURL=data:application/json;base64,${inline}`, {
    loader: 'js',
    format: 'esm',
    target: 'esnext',
    supported: loweredAsync,
    sourcemap: 'external',
    sourcesContent: false,
    charset: 'utf8',
    logLevel: 'silent',
  });
  return { ...script, code: lowered.code, map: lowered.map };
}

/** Every line stays on its own, for the source map: the imports go before the first. */
function inFunction(code: string): string {
  const imports: string[] = [];
  const rest = code
    .replace(importStatements, (statement) => {
      imports.push(statement.replaceAll('\n', ' '));
      return statement.replaceAll(/[^\n]/gu, '');
    })
    .replace(/^export \{[^}]*\};$/gmu, (statement) => statement.replaceAll(/[^\n]/gu, ''));
  return `${imports.join(' ')} export const ${doneExport} = (async () => { ${rest}
})().then(() => [], (error) => [error]);`;
}
