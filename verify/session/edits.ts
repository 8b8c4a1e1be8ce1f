/** Writes what `--update` would change into the documents. */
import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { applyEdits } from '../document/apply-edits.ts';
import { contestedEdits } from '../document/contested-edits.ts';
import type { DocumentEdit } from '../model/finding.ts';

/** Each edit once, in the order of lines. Where runtimes would write different things, none is: the report says so. */
export function settleEdits(edits: readonly DocumentEdit[]): Map<string, DocumentEdit[]> {
  const byFile = new Map<string, DocumentEdit[]>();
  const contested = new Set(contestedEdits(edits));
  for (const edit of edits) {
    if (contested.has(edit)) continue;
    const there = byFile.get(edit.file) ?? [];
    if (!there.some((other) => overlaps(other, edit))) there.push(edit);
    byFile.set(edit.file, there);
  }
  for (const each of byFile.values()) each.sort((a, b) => a.line - b.line);
  return byFile;
}

/** An insertion (`endLine` = `line - 1`) takes the place between two lines. */
function overlaps(a: DocumentEdit, b: DocumentEdit): boolean {
  if (a.line === b.line) return true;
  return a.line <= b.endLine && b.line <= a.endLine;
}

/** Writes edits, each document in one go: nobody sees half of one. Resolves with what was changed. */
export async function writeEdits(
  edits: readonly DocumentEdit[],
  cwd: string,
): Promise<{ places: number; files: string[] }> {
  const settled = settleEdits(edits);
  let places = 0;
  const files: string[] = [];
  for (const [file, own] of settled) {
    const path = resolve(cwd, file);
    const text = await readFile(path, 'utf8');
    const changed = applyEdits(text, own);
    if (changed === text) continue;
    await replaceFile(path, changed);
    places += own.length;
    files.push(file);
  }
  return { places, files };
}

/** With the rights the file has. */
async function replaceFile(path: string, text: string): Promise<void> {
  const beside = `${path}.spanlab-${process.pid}`;
  try {
    await writeFile(beside, text, { mode: (await stat(path)).mode });
    await rename(beside, path);
  } finally {
    await rm(beside, { force: true });
  }
}
