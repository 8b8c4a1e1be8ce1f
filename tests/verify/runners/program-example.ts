/** Examples made by hand, and folders with a project for them to stand in. */
import { mkdir, mkdtemp, realpath, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ProgramExample } from '../../../verify/model/example.ts';

/** The first file is the entry. */
export function programExample(
  id: string,
  files: Record<string, string>,
  document: string = join(process.cwd(), 'content/example.md'),
): ProgramExample {
  const [entry = ''] = Object.keys(files);
  return {
    kind: 'program',
    id,
    title: id,
    document,
    at: { file: 'example.md', line: 1, column: 1 },
    options: {},
    files: Object.entries(files).map(([name, text]) => ({ name, text, origins: [] })),
    entry,
    outputs: [],
    spans: [],
  };
}

/** Writes these files into a new folder. Returns its path. */
export async function projectFolder(files: Record<string, string>): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'spanlab-bundle-')));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return folder;
}
