/** Reads the imports of code that esbuild has written: one statement a line or several, always in double quotes. */
import { dynamicImport, namespaceName, sharedPath } from './bundle.ts';

const statement = /^(?:import|export)\s+([^"';]*?)\s*from\s+"([^"\n]+)";?$/gmu;
/** Whole import statements. */
export const importStatements = /^import\s+(?:[^"';]*?\s*from\s+)?"[^"\n]+";?$/gmu;

const bare = /^import\s+"([^"\n]+)";?$/gmu;
const dynamic = new RegExp(`\\bimport\\("(${sharedPath}[^"\\n]+)"`, 'gu');

/** Names each shared module is asked for, by its path. `*`: the whole of it. */
export function importsOf(code: string): Map<string, Set<string>> {
  const imports = new Map<string, Set<string>>();
  const add = (path: string | undefined, names: readonly string[]): void => {
    if (path === undefined || !path.startsWith(sharedPath)) return;
    imports.set(path, new Set([...(imports.get(path) ?? []), ...names]));
  };
  for (const [, clause = '', path] of code.matchAll(statement)) add(path, namesIn(clause));
  for (const [, path] of code.matchAll(bare)) add(path, []);
  for (const [, path] of code.matchAll(dynamic)) add(path, ['*']);
  return imports;
}

function namesIn(clause: string): string[] {
  const names: string[] = [];
  const braces = /\{([^}]*)\}/u.exec(clause);
  for (const part of (braces?.[1] ?? '').split(',')) {
    const name = /^\s*(?:"([^"]*)"|(\S+))/u.exec(part);
    if (name !== null) names.push(name[1] ?? name[2] ?? '');
  }
  const outside = clause.replace(/\{[^}]*\}/u, '');
  if (outside.includes('*')) names.push('*');
  if (/^\s*[\p{ID_Start}$_]/u.test(outside)) names.push('default');
  return names;
}

/**
 * `import * as` of a shared module takes the namespace the bundler made: that of CommonJS has its names too. A dynamic
 * import becomes a call of a function as long as the word, so that columns stay: it counts as work going on.
 */
export function withNamespaces(code: string): string {
  const star = new RegExp(`^(import(?:\\s+[\\w$]+,)?)\\s+\\* as (\\S+) (from\\s+"${sharedPath})`, 'gmu');
  return code
    .replace(star, `$1 { ${namespaceName} as $2 } $3`)
    .replace(dynamic, (found) => dynamicImport + found.slice('import'.length));
}
