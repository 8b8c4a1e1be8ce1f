/** Builds the explorer alone, the page of `spanlab view`: everything it needs at the start is asked for by its head. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin, type Rolldown } from 'vite';
import solid from 'vite-plugin-solid';
import { publishedConventions } from './build-conventions-plugin.ts';

const root = fileURLToPath(new URL('../src/viewer', import.meta.url));

/** What a page that opens on a trace loads beside its own script. */
const soon = ['trace/TracePage.tsx', 'timeline/Timeline.tsx'];

export default defineConfig({
  root,
  base: '/',
  publicDir: false,
  logLevel: 'warn',
  plugins: [solid(), publishedConventions(), page()],
  worker: { format: 'es' },
  build: {
    target: 'es2022',
    emptyOutDir: true,
    // The head asks for what is needed; the rest comes with its chunk.
    modulePreload: { polyfill: false },
    rolldownOptions: {
      checks: { pluginTimings: false },
      input: { boot: join(root, 'boot.ts'), main: join(root, 'main.tsx') },
      // Each with all it imports. A browser has six connections: what comes in many parts waits for itself.
      output: {
        codeSplitting: {
          groups: [
            { name: 'boot', test: (id) => id.endsWith('viewer/boot.ts'), priority: 2 },
            {
              name: 'main',
              test: (id) => ['viewer/main.tsx', ...soon].some((file) => id.endsWith(file)),
              priority: 1,
            },
          ],
        },
      },
    },
  },
});

/** Writes `index.html` from its draft, with the names the scripts and styles have been given. */
function page(): Plugin {
  return {
    name: 'spanlab:viewer-page',
    applyToEnvironment: (environment) => environment.name === 'client',
    generateBundle: {
      order: 'post',
      async handler(_, bundle) {
        const chunks = Object.values(bundle).filter((each) => each.type === 'chunk');
        const boot = named(chunks, 'boot.ts');
        const main = named(chunks, 'main.tsx');
        const early = [
          main,
          ...soon.flatMap((file) => chunks.filter(({ facadeModuleId: id }) => id?.endsWith(file))),
        ];
        const scripts = new Set(early.flatMap((chunk) => closure(chunk, bundle)));
        const styles = new Set(
          [...scripts].flatMap((file) => {
            const chunk = bundle[file];
            return chunk?.type === 'chunk' ? [...(chunk.viteMetadata?.importedCss ?? [])] : [];
          }),
        );
        scripts.delete(boot.fileName);
        scripts.delete(main.fileName);
        const head = [
          `<script type="module" async blocking="render" src="/${boot.fileName}"></script>`,
          ...Array.from(styles, (file) => `<link rel="stylesheet" href="/${file}" />`),
          `<script type="module" src="/${main.fileName}"></script>`,
          ...Array.from(scripts, (file) => `<link rel="modulepreload" href="/${file}" />`),
        ];
        const worker = Object.keys(bundle).find((file) => /library-worker-[^/]*\.js$/u.test(file));
        if (worker === undefined) throw new Error('the build has no library-worker.ts');
        const draft = await readFile(join(root, 'index.html'), 'utf8');
        const source = draft
          .replace('/library-worker.js', `/${worker}`)
          .replace('<!-- scripts -->', head.join('\n    '));
        this.emitFile({ type: 'asset', fileName: 'index.html', source });
      },
    },
  };
}

function named(chunks: readonly Rolldown.OutputChunk[], file: string): Rolldown.OutputChunk {
  const found = chunks.find(({ facadeModuleId }) => facadeModuleId?.endsWith(`viewer/${file}`));
  if (found === undefined) throw new Error(`the build has no ${file}`);
  return found;
}

/** A script and all it imports, in the order in which they run: styles of parts before those that change them. */
function closure(
  chunk: Rolldown.OutputChunk,
  bundle: Rolldown.OutputBundle,
  found = new Set<string>(),
): string[] {
  if (found.has(chunk.fileName)) return [];
  found.add(chunk.fileName);
  const before = chunk.imports.flatMap((file) => {
    const each = bundle[file];
    return each?.type === 'chunk' ? closure(each, bundle, found) : [];
  });
  return [...before, chunk.fileName];
}
