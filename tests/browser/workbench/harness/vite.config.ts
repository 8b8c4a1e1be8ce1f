import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import solid from 'vite-plugin-solid';
import { createNodeCompiler } from '../../../../sandbox/compile/node.ts';
import { lessonFolders, loadLesson, toLessonData } from '../../../../src/lesson.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const content = here('../../../../content');

let compiler: ReturnType<typeof createNodeCompiler> | undefined;

export default defineConfig({
  root: here('.'),
  publicDir: here('../../../../.cache/public'),
  cacheDir: here('../../../../.cache/workbench-harness'),
  server: { host: '127.0.0.1', hmr: false, watch: null, fs: { allow: [here('../../../..')] } },
  optimizeDeps: {
    exclude: ['monaco-editor'],
    // Found late otherwise, and a late find reloads the page under a test.
    include: [
      'solid-js',
      'solid-js/web',
      '@corvu/resizable',
      '@kobalte/core/tabs',
      '@kobalte/core/dialog',
      '@tanstack/solid-virtual',
      'zod',
    ],
  },
  resolve: { dedupe: ['solid-js'] },
  worker: { format: 'es' },
  build: { outDir: here('../../../../.cache/workbench-harness-dist'), emptyOutDir: true },
  plugins: [
    solid(),
    {
      name: 'lesson-json',
      configureServer(server) {
        server.middlewares.use('/lesson.json', async (request, response) => {
          const wanted = new URL(request.url ?? '', 'http://harness').searchParams.get('lesson') ?? '07';
          const folder = (await lessonFolders(content)).find((each) => each.includes(`/${wanted}-`));
          const lesson = await loadLesson(folder ?? '');
          response.setHeader('content-type', 'application/json');
          compiler ??= createNodeCompiler(here('../../../../.cache/public/lab/'));
          const { compile } = compiler;
          const data = await toLessonData(lesson, (files, entries) => compile(files, entries).modules);
          response.end(JSON.stringify(data));
        });
      },
    },
  ],
});
