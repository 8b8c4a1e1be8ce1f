import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../../tools/test/suite.ts';

/** What pages may know of the workbench: to mount it, to talk to it, and to draw services in its colours. */
const front = /workbench\/((?:Workbench|SharedPage)\.tsx|bus\.ts)$/u;

/** Imports of .astro and .mdx files, which the dependency check cannot parse. */
function pageImports(): { file: string; specifier: string }[] {
  return ['src', 'content'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(astro|mdx)$/u.test(file))
      .map((file) => join(folder, file))
      .flatMap((file) => {
        const text = readFileSync(join(root, file), 'utf8');
        const found = text.matchAll(/(?:\bfrom\s+|\bimport\s*\(?\s*)['"]([^'"]+)['"]/gu);
        return Array.from(found, ([, specifier = '']) => ({ file, specifier }));
      }),
  );
}

test('pages reach the workbench only through its front', () => {
  const imports = pageImports();
  expect(imports.length).toBeGreaterThan(20);
  const intruding = imports.filter(
    ({ specifier }) => specifier.includes('workbench/') && !front.test(specifier),
  );
  expect(intruding).toEqual([]);
});

test('of all pages, only components and layouts mount the workbench', () => {
  const mounting = pageImports().filter(({ specifier }) =>
    /workbench\/(?:Workbench|SharedPage)\.tsx$/u.test(specifier),
  );
  expect(mounting.filter(({ file }) => !/^src.(components|layouts)./u.test(file))).toEqual([]);
});
