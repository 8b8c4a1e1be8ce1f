/** Whose is a diagnostic: an example's, a file's of the project, or nobody's. */
import { resolve, sep } from 'node:path';
import type { TypeDiagnostic } from './check-types.ts';
import type { PrintedDiagnostic } from './diagnostics.ts';
import { type MirroredFile, unmirrored } from './mirror.ts';

export interface SortedDiagnostics {
  /** By the example's id. */
  byExample: ReadonlyMap<string, readonly TypeDiagnostic[]>;
  /** In files of the project; `file` is absolute. */
  elsewhere: readonly TypeDiagnostic[];
  /** About the configuration or the compilation as a whole, in words. */
  general: readonly string[];
  /** Was the deliberate error reported? */
  canary: boolean;
}

export interface Places {
  /** The project's. */
  folder: string;
  /** What printed names are relative to. */
  workFolder: string;
  mirrorFolder: string;
  /** The file with the deliberate error. */
  canary: string;
  files: readonly MirroredFile[];
}

/** Sorts what the compiler printed, with positions in the examples' own files. */
export function sortDiagnostics(printed: readonly PrintedDiagnostic[], places: Places): SortedDiagnostics {
  const { workFolder, mirrorFolder } = places;
  const owners = new Map(places.files.map((file) => [comparable(resolve(mirrorFolder, file.path)), file]));
  const canaryFile = comparable(resolve(workFolder, places.canary));
  const byExample = new Map<string, TypeDiagnostic[]>();
  const elsewhere: TypeDiagnostic[] = [];
  const general: string[] = [];
  let canary = false;
  for (const { code, message: said, at } of printed) {
    const message = unmirrored(said, places);
    const path = at === undefined ? undefined : resolve(workFolder, at.file);
    const owner = path === undefined ? undefined : owners.get(comparable(path));
    if (at === undefined || path === undefined) {
      general.push(`${code}: ${message}`);
    } else if (owner !== undefined) {
      const column = owner.columnBefore(at.line, at.column);
      const found = byExample.get(owner.example.id) ?? [];
      found.push({ code, message, file: owner.name, line: at.line, column });
      byExample.set(owner.example.id, found);
    } else if (comparable(path) === canaryFile) {
      canary = true;
    } else if (path.startsWith(workFolder + sep)) {
      // The generated configuration: an option of the project's that this TypeScript does not take.
      general.push(`${code}: ${message}`);
    } else if (path.endsWith('.json')) {
      general.push(`${path}:${at.line}:${at.column} ${code}: ${message}`);
    } else {
      elsewhere.push({ code, message, file: path, line: at.line, column: at.column });
    }
  }
  return { byExample, elsewhere, general, canary };
}

/** A path as it can be compared with what the compiler prints: `/`, and on Windows in lower case. */
export function comparable(path: string): string {
  return sep === '\\' ? path.replaceAll('\\', '/').toLowerCase() : path;
}
