/**
 * Bundles the command line, so that the package brings little else with it. In chunks: what a command does not need is
 * not loaded. All of them lie beside each other, for files find each other by where they are.
 */
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { rollup } from 'rollup';
import { dts } from 'rollup-plugin-dts';
import { build as buildPage, type Plugin as PagePlugin } from 'vite';
import { realmBuild } from './runners/chromium/realm-scripts.ts';
import { buildRuntimeFiles } from './runners/node/runtime-files.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
const dist = join(here, 'dist');
/** Zod says what is wrong in fifty languages; we ask for none of them. */
const withoutLocales: Plugin = {
  name: 'without-locales',
  setup({ onLoad }) {
    // Read by Go, which knows no flag `u`.
    onLoad({ filter: /zod.v4.locales.index\.js$/ }, () => ({
      contents: "export { default as en } from './en.js';",
    }));
  },
};
/** Brought along by npm. */
const external = ['node:*', 'esbuild', 'typescript'];

await rm(dist, { recursive: true, force: true });
const { metafile } = await build({
  entryPoints: {
    cli: join(here, 'cli.ts'),
    index: join(here, 'index.ts'),
    // A thread of the Collector.
    'node-thread': join(here, '../sandbox/collector/node-thread.ts'),
  },
  outdir: dist,
  entryNames: '[name]',
  chunkNames: '[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  // `neutral` takes packages as ES modules; `node` would take CommonJS builds, which cannot be ES modules again.
  platform: 'neutral',
  mainFields: ['module', 'main'],
  conditions: ['module', 'import'],
  external,
  target: 'node22.15',
  legalComments: 'none',
  metafile: true,
  absWorkingDir: here,
  plugins: [withoutLocales],
});
const page = await build({
  ...realmBuild,
  outdir: join(dist, 'chromium'),
  metafile: true,
  absWorkingDir: here,
});
const runtime = await buildRuntimeFiles(join(here, 'runners/node'), dist);
const types = await rollup({
  input: join(here, 'index.ts'),
  plugins: [dts({ tsconfig: join(here, '../tsconfig.base.json'), respectExternal: false })],
});
await types.write({ file: join(dist, 'index.d.ts'), format: 'esm' });
const inputs = [metafile, page.metafile, runtime].flatMap((each) => Object.keys(each.inputs));
inputs.push(...(await viewer()));
await writeFile(join(dist, 'THIRD-PARTY-LICENSES.txt'), await licences(inputs));

/** The page of `spanlab view`. Needs a checkout around it; what is published holds only what it makes. */
async function viewer(): Promise<string[]> {
  const files = new Set<string>();
  const watch = (): PagePlugin => ({
    name: 'what-went-in',
    moduleParsed: ({ id }) => void files.add(relative(here, id.replace(/^\0|\?.*$/gu, ''))),
  });
  await buildPage({
    configFile: join(here, '../tools/viewer.vite.config.ts'),
    plugins: [watch()],
    worker: { plugins: () => [watch()] },
    build: { outDir: join(dist, 'viewer') },
  });
  // No module of it goes in: what it says is copied.
  const conventions = createRequire(join(here, '../sandbox/vendor/sdk2/package.json'));
  files.add(relative(here, conventions.resolve('@opentelemetry/semantic-conventions')));
  return [...files];
}

/** The licence texts of the packages that went into the bundle. */
async function licences(files: string[]): Promise<string> {
  const packages = new Set(
    files.flatMap((input) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//u.exec(input)?.[1] ?? []),
  );
  const texts = await Promise.all(
    [...packages].sort().map(async (folder) => {
      const { name, version } = JSON.parse(await readFile(join(here, folder, 'package.json'), 'utf8'));
      const file = (await readdir(join(here, folder))).find((each) => /^licen[cs]e/iu.test(each));
      if (file === undefined) throw new Error(`${name} has no licence file to bring along`);
      return `${name} ${version}\n\n${(await readFile(join(here, folder, file), 'utf8')).trim()}\n`;
    }),
  );
  return [...texts, ...(await schemaLicences())].join(`\n${'-'.repeat(80)}\n\n`);
}

/** Schemas that are no packages: each file says what it is made from, and by which licence. All are Apache-2.0. */
async function schemaLicences(): Promise<string[]> {
  const folder = join(here, 'data/schemas');
  const origins = await Promise.all(
    (await readdir(folder)).sort().map(async (name) => {
      const [first = ''] = (await readFile(join(folder, name), 'utf8')).split('\n', 1);
      const { what } = /^\/\/ Made by \S+ from (?<what>\S+ v\S+), Apache-2\.0\.$/u.exec(first)?.groups ?? {};
      if (what === undefined) throw new Error(`${name} does not say what it is made from`);
      return what;
    }),
  );
  const licence = (await readFile(join(here, '../LICENSE'), 'utf8')).trim();
  return [`${origins.join('\n')}\n\nSchemas of Compose files and of Kubernetes objects.\n\n${licence}\n`];
}
