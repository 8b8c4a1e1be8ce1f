/** Bundles the library and its types, so that the package needs nothing of this repository. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { rollup } from 'rollup';
import { dts } from 'rollup-plugin-dts';

const here = fileURLToPath(new URL('.', import.meta.url));
const dist = join(here, 'dist');
const input = ['index', 'vitest', 'jest'].map((name) => join(here, `${name}.ts`));
/** Its one dependency, and the runners whose `expect` is extended. */
const external = ['zod', 'vitest'];

await rm(dist, { recursive: true, force: true });
await build({
  entryPoints: input,
  outdir: dist,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'neutral',
  mainFields: ['module', 'main'],
  external,
  target: 'node20',
  legalComments: 'none',
});
const types = await rollup({
  input,
  external,
  plugins: [dts({ tsconfig: join(here, 'tsconfig.json'), respectExternal: true })],
});
await types.write({ dir: dist, format: 'esm' });
