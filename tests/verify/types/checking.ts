/** Checking examples with a compiler of each generation, on real folders. */
import { fileURLToPath } from 'node:url';
import { vi } from 'vitest';
import type { ProgramExample } from '../../../verify/model/example.ts';
import type { Project } from '../../../verify/model/project.ts';
import { findProject } from '../../../verify/project/find-project.ts';
import { checkTypes, type TypesChecked } from '../../../verify/types/check-types.ts';
import type { SomeFolder } from '../project/some-folder.ts';
import { someProgram } from './some-program.ts';

// Each test starts a compiler or two, on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000 });

const folderOf = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

/** The last one with a JavaScript API, and the first without. */
export const generations: readonly Project['typescript'][] = [
  { version: '5.9.3', folder: folderOf('node_modules/typescript') },
  { version: '7.0.2', folder: folderOf('verify/node_modules/typescript') },
];

export const esm = { 'package.json': { name: 'shop', type: 'module' } };
/** Without the browser's declarations, which take a second to read. */
export const strict = {
  lib: ['es2022'],
  strict: true,
  target: 'es2022',
  module: 'esnext',
  moduleResolution: 'bundler',
  types: [],
};

/** `check` and `checkOne`, with one compiler. */
export function checkingWith(typescript: Project['typescript']) {
  async function check(examples: readonly ProgramExample[]): Promise<TypesChecked> {
    const asked = examples.map(async (example) => {
      const project = await findProject(example.document);
      return { example, project: { ...project, typescript } };
    });
    return checkTypes(await Promise.all(asked), { signal: AbortSignal.timeout(60_000) });
  }
  const checkOne = (folder: SomeFolder, files: Record<string, string>, document = 'README.md') =>
    check([someProgram(folder.at(document), files)]);
  return { check, checkOne };
}

/** Each diagnostic as `file:line:column code`, by the id of its example. */
export function inShort({ diagnostics }: TypesChecked): Record<string, string[]> {
  return Object.fromEntries(
    [...diagnostics].map(([id, found]) => [
      id,
      found.map(({ file, line, column, code }) => `${file}:${line}:${column} ${code}`),
    ]),
  );
}
