/** Blocks with `source="src/app.ts" region="setup"`: must be what the file holds. */
import path from 'node:path';
import type { DocumentEdit } from '../model/finding.ts';
import type { Block } from './block.ts';
import type { ReadBlock } from './draft.ts';
import { wordOf } from './info-string.ts';
import type { Files } from './read-document.ts';
import type { Reporter } from './reporter.ts';
import { regionOf } from './source-region.ts';

interface Included {
  /** Absolute paths of the files, also of those that are not there. */
  includes: string[];
  /** What `--update` writes. */
  edits: DocumentEdit[];
}

/** Marks blocks whose source is not there as broken. */
export async function includeSources(
  read: readonly ReadBlock[],
  { document, files }: { document: string; files: Files },
  report: Reporter,
): Promise<Included> {
  const texts = new Map<string, Promise<string | undefined>>();
  const load = (file: string) => {
    const known = texts.get(file) ?? files.read(file).catch(() => undefined);
    texts.set(file, known);
    return known;
  };
  const edits: DocumentEdit[] = [];
  for (const each of read) {
    const { block, info } = each;
    const source = wordOf(info, 'source');
    const region = wordOf(info, 'region');
    if (source?.value === undefined) {
      if (region === undefined || info.role === undefined) continue;
      each.broken = true;
      report.document(`Found \`${region.text}\` without \`source="…"\`, the file it is in.`, region);
      continue;
    }
    const file = path.resolve(path.dirname(document), source.value);
    const text = await load(file);
    if (text === undefined) {
      each.broken = true;
      report.document(
        `Found \`${source.text}\`; there is no such file. Paths begin at the document's folder.`,
        source,
      );
      continue;
    }
    const wanted = regionOf(text, region?.value);
    if (!wanted.ok) {
      each.broken = true;
      report.document(`Found in \`${source.value}\` ${wanted.message}.`, region ?? source);
      continue;
    }
    if (!block.closed) continue;
    const row = firstDifference(block, wanted.lines);
    if (row === undefined) continue;
    const { line, endLine } = block.range;
    const lines = wanted.lines.map((each) => (each === '' ? block.indent.trimEnd() : block.indent + each));
    const fix = { file: report.file, line, endLine, text: lines.join('\n') };
    edits.push(fix);
    const origin = block.lines[row] ?? { line: endLine + 1, column: block.fence.column };
    report.say('region', differs(block, wanted.lines, row, source.value), origin, { fix });
  }
  return { includes: [...texts.keys()], edits };
}

/** The first row in which a block is not what its source holds; white space at the ends of lines does not matter. */
function firstDifference({ lines }: Block, wanted: readonly string[]): number | undefined {
  const count = Math.max(lines.length, wanted.length);
  for (let row = 0; row < count; row++) {
    if (lines[row]?.text.trimEnd() !== wanted[row]) return row;
  }
  return undefined;
}

function differs({ lines }: Block, wanted: readonly string[], row: number, source: string): string {
  const found = lines[row] === undefined ? 'the end of the block' : `\`${lines[row].text.trim()}\``;
  const instead = wanted[row] === undefined ? 'ends there' : `has \`${wanted[row].trim()}\``;
  return `Found ${found}; \`${source}\` ${instead}. \`--update\` takes it over.`;
}
