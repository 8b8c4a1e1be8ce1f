/** Imports of types that do not say so: TypeScript leaves them out of what it writes, unless `verbatimModuleSyntax` forbids. Pure. */
import { codeOnly } from './code-only.ts';

const statement =
  /(?<![\w$.])import(?![\w$])(\s*(?![\s(.])[^'"();]*?)\bfrom\s*(["'])[^"'\n]*\2(?:\s*with\s*\{[^}]*\})?/gu;
const identifier = /(?<![\w$])(?<!(?<!\.\.)\.\s*)[\p{ID_Start}$_][\p{ID_Continue}$]*/gu;

/**
 * Blanks what is imported and never used, for types have been blanked already; whole statements where nothing is left.
 * Every position stays. A name that also occurs as something else counts as used.
 *
 * @param stripped TypeScript with blanks in place of its types
 */
export function withoutTypeImports(stripped: string): string {
  const code = codeOnly(stripped);
  const imports = [...code.matchAll(statement)];
  if (imports.length === 0) return stripped;
  let rest = code;
  for (const { index, 0: whole } of imports) rest = blanked(rest, index, index + whole.length);
  const used = new Set([...rest.matchAll(identifier)].map(([name]) => name));

  let text = stripped;
  for (const { index, 0: whole, 1: clause = '' } of imports) {
    const parts = partsOf(clause);
    const unused = parts.filter(({ local }) => !used.has(local));
    const from = index + 'import'.length;
    if (unused.length === parts.length) text = blanked(text, index, index + whole.length);
    else for (const { start, end } of unused) text = blanked(text, from + start, from + end);
  }
  return text;
}

/** `tsconfig`: as esbuild takes it. */
export function keepsTypeImports(tsconfig: string): boolean {
  const { compilerOptions } = JSON.parse(tsconfig) as { compilerOptions?: Record<string, unknown> };
  return compilerOptions?.['verbatimModuleSyntax'] === true;
}

interface Part {
  /** The name it has in this file. */
  local: string;
  /** With the comma that goes when it does. */
  start: number;
  end: number;
}

const part =
  /\*\s*as\s+(?<namespace>[\p{ID_Continue}$]+)|(?:[\p{ID_Continue}$]+\s+as\s+)?(?<name>[\p{ID_Continue}$]+)\s*,?/gu;

function partsOf(clause: string): Part[] {
  return [...clause.matchAll(part)].map(({ index, 0: whole, groups }) => ({
    local: groups?.['namespace'] ?? groups?.['name'] ?? '',
    // The comma between a default and a namespace goes with either.
    start: groups?.['namespace'] === undefined ? index : clause.slice(0, index).replace(/,?\s*$/u, '').length,
    end: index + whole.length,
  }));
}

function blanked(text: string, start: number, end: number): string {
  return text.slice(0, start) + text.slice(start, end).replace(/[^\n]/gu, ' ') + text.slice(end);
}
