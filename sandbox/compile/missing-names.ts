/**
 * Names imported from modules that do not export them. TypeScript calls this a type error; an engine
 * refuses to start the program, and speaks of blob URLs when it says so.
 */
import type ts from 'typescript';
import { closest } from '../expect/closest.ts';
import type { Diagnostic } from '../schemas/run-event.ts';
import type { Importable } from '../vendor/vendor-bundle.ts';
import { diagnosticAt } from './diagnostics.ts';
import type { ImportTarget } from './emitted-module.ts';
import type { SourceExports, SourceImport } from './module-syntax.ts';

interface LinkedFile {
  source: ts.SourceFile;
  exports: SourceExports;
  targets: ReadonlyMap<SourceImport, ImportTarget>;
}

/** An error for each name that will not be there when the program is linked. */
export function missingNames(files: ReadonlyMap<string, LinkedFile>, importable: Importable): Diagnostic[] {
  const problems: Diagnostic[] = [];
  for (const [file, { source, targets }] of files) {
    for (const [each, target] of targets) {
      const exported = exportedBy(target, files, importable);
      for (const { name, start, length } of each.names) {
        if (exported.values.has(name)) continue;
        const message = explain(name, each.specifier ?? '', exported);
        problems.push(diagnosticAt(source, file, { start, length }, 'missing-export', message));
      }
    }
  }
  return problems;
}

interface Exported {
  values: ReadonlySet<string>;
  types: ReadonlySet<string>;
}

function exportedBy(
  target: ImportTarget,
  files: ReadonlyMap<string, LinkedFile>,
  importable: Importable,
  trail: readonly string[] = [],
): Exported {
  if (target.kind === 'vendor') {
    const { values = [], types = [] } = importable[target.specifier] ?? {};
    return { values: new Set(values), types: new Set(types) };
  }
  const module = files.get(target.file);
  if (module === undefined || trail.includes(target.file)) return { values: new Set(), types: new Set() };
  const values = new Set(module.exports.values);
  const types = new Set(module.exports.types);
  for (const [each, next] of module.targets) {
    if (!module.exports.stars.includes(each.specifier ?? '')) continue;
    const through = exportedBy(next, files, importable, [...trail, target.file]);
    for (const name of through.values) if (name !== 'default') values.add(name);
    for (const name of through.types) types.add(name);
  }
  return { values, types };
}

function explain(name: string, specifier: string, { values, types }: Exported): string {
  if (types.has(name))
    return `"${name}" is a type of "${specifier}": it is gone when the program runs. Write \`type ${name}\` in this import.`;
  if (name === 'default') {
    const some = [...values].slice(0, 8).join(', ');
    return `"${specifier}" has no default export. Name what you need in braces: import { … } from '${specifier}'.${
      some === '' ? '' : ` It exports ${some}${values.size > 8 ? ' and more' : ''}.`
    }`;
  }
  // One slip in two letters is another word.
  const meant = name.length < 3 ? undefined : closest(name, [...values]);
  if (meant !== undefined) return `"${specifier}" does not export "${name}". Did you mean "${meant}"?`;
  if (values.size === 0) return `"${specifier}" does not export "${name}". It exports nothing.`;
  const some = [...values].slice(0, 12).join(', ');
  return `"${specifier}" does not export "${name}". It exports ${some}${values.size > 12 ? ' and more' : ''}.`;
}
