/** YAML text as values, with the place of everything in it. */
import { offsetOf } from '@spanlab/sandbox/expect/parse.ts';
import { LineCounter, parseAllDocuments } from 'yaml';

export interface YamlPosition {
  /** From 1, in the text. */
  line: number;
  column: number;
}

export interface YamlDocument {
  value: unknown;
  /** Where the value, or the key, at a path begins. */
  at(path: readonly PropertyKey[], onKey?: boolean): YamlPosition;
}

export interface YamlDocuments {
  /** Those that are not empty. None when there are problems. */
  documents: YamlDocument[];
  problems: (YamlPosition & { message: string })[];
}

/**
 * @param version of YAML: Kubernetes reads `yes` as true, as 1.1 has it. Merge keys (`<<`) are known in both.
 */
export function readYaml(text: string, version: '1.1' | '1.2'): YamlDocuments {
  const lineCounter = new LineCounter();
  const parsed = parseAllDocuments(text, { version, merge: true, lineCounter, prettyErrors: false });
  const position = (offset: number): YamlPosition => {
    const { line, col } = lineCounter.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const problems: YamlDocuments['problems'] = [];
  const documents: YamlDocument[] = [];
  for (const document of 'empty' in parsed ? [] : parsed) {
    for (const { pos, message } of document.errors) problems.push({ ...position(pos[0]), message });
    if (document.errors.length > 0 || document.contents === null) continue;
    try {
      const value: unknown = document.toJS({ maxAliasCount: 100 });
      if (value === null) continue;
      documents.push({
        value,
        at: (path, onKey = false) => position(offsetOf(document.contents, path, onKey)),
      });
    } catch (error) {
      problems.push({ ...position(document.range[0]), message: String(error) });
    }
  }
  return { documents: problems.length > 0 ? [] : documents, problems };
}
