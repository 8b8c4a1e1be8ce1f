/** Builds the workbench by itself, with every lesson's data beside it. */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import solid from 'vite-plugin-solid';
import { createNodeCompiler } from '../../../../sandbox/compile/node.ts';
import { loadLessons, toLessonData } from '../../../../src/lesson.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here('.'),
  base: './',
  logLevel: 'warn',
  publicDir: here('../../../../.cache/public'),
  cacheDir: here('../../../../.cache/workbench-harness-vite'),
  preview: { host: '127.0.0.1' },
  worker: { format: 'es' },
  build: {
    target: 'es2023',
    outDir: here('../../../../.cache/workbench-harness'),
    emptyOutDir: true,
    chunkSizeWarningLimit: 100_000,
    reportCompressedSize: false,
  },
  plugins: [
    solid(),
    {
      name: 'lesson-data',
      async generateBundle() {
        const { compile } = createNodeCompiler(here('../../../../.cache/public/lab/'));
        for (const lesson of await loadLessons(here('../../../../content'))) {
          const data = await toLessonData(lesson, (files, entries) => compile(files, entries).modules);
          const number = String(data.frontmatter.lesson.number).padStart(2, '0');
          this.emitFile({ type: 'asset', fileName: `lessons/${number}.json`, source: JSON.stringify(data) });
        }
      },
    },
  ],
});
