/** Bundles the command line, so that the package installs alone and brings nothing else with it. */
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = fileURLToPath(new URL('.', import.meta.url));

await rm(join(here, 'dist'), { recursive: true, force: true });
const { metafile } = await build({
  entryPoints: [join(here, 'cli.ts')],
  outfile: join(here, 'dist/cli.js'),
  bundle: true,
  format: 'esm',
  // `neutral` takes packages as ES modules; `node` would take CommonJS builds, which cannot be ES modules again.
  platform: 'neutral',
  mainFields: ['module', 'main'],
  external: ['node:*'],
  target: 'node22.15',
  legalComments: 'none',
  metafile: true,
  absWorkingDir: here,
});
await writeFile(join(here, 'dist/THIRD-PARTY-LICENSES.txt'), await licences(Object.keys(metafile.inputs)));

/** The licence texts of the packages that went into the bundle. */
async function licences(inputs: string[]): Promise<string> {
  const packages = new Set(
    inputs.flatMap((input) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//u.exec(input)?.[1] ?? []),
  );
  const texts = await Promise.all(
    [...packages].sort().map(async (folder) => {
      const { name, version } = JSON.parse(await readFile(join(here, folder, 'package.json'), 'utf8'));
      const file = (await readdir(join(here, folder))).find((each) => /^licen[cs]e/iu.test(each));
      if (file === undefined) throw new Error(`${name} has no licence file to bring along`);
      return `${name} ${version}\n\n${(await readFile(join(here, folder, file), 'utf8')).trim()}\n`;
    }),
  );
  return texts.join(`\n${'-'.repeat(80)}\n\n`);
}
