/** Documents written to a folder, read as a session reads them. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { readDocument } from '../../../verify/document/read-document.ts';
import type { ReadDocument } from '../../../verify/model/example.ts';
import type { Finding } from '../../../verify/model/finding.ts';
import { checkProse, type ProseOptions } from '../../../verify/prose/check-prose.ts';

/** Write files by their paths; the folder is taken away after the test. */
export async function folderOf(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'spanlab-prose-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return folder;
}

/** Read some files of a folder as documents. */
export function documentsIn(folder: string, names: readonly string[]): Promise<ReadDocument[]> {
  return Promise.all(names.map((name) => readDocument(name, { cwd: folder })));
}

/** Check the prose of all Markdown and MDX among the files. */
export async function proseOf(
  files: Readonly<Record<string, string>>,
  config: ProseOptions['config'] = {},
): Promise<Finding[]> {
  const folder = await folderOf(files);
  const names = Object.keys(files).filter((name) => /\.mdx?$/u.test(name));
  return checkProse(await documentsIn(folder, names), { cwd: folder, config });
}

/** `docs/a.md:3:5-3:20 message`. */
export function inWords(findings: readonly Finding[]): string[] {
  return findings.map(({ at, message }) => {
    return `${at.file}:${at.line}:${at.column}-${at.endLine}:${at.endColumn} ${message}`;
  });
}
