import mdx from '@astrojs/mdx';
import solid from '@astrojs/solid-js';
import starlight from '@astrojs/starlight';
import { defineConfig } from 'astro/config';
import { browserOnlyModules } from './src/site/browser-only-plugin.ts';
import { lessonComponents } from './src/site/lesson-components-plugin.ts';
import { sidebar } from './src/site/sidebar.ts';
import { staticFiles } from './src/site/static-files.ts';
import { publishedConventions } from './tools/build-conventions-plugin.ts';

/** Where the site lives on its host: `/`, or a folder such as `/some/base/`. */
const base = process.env['SPANLAB_BASE'] ?? '/';

export default defineConfig({
  base,
  srcDir: './src',
  // Generated files and copies only: nothing that is written by hand lives there.
  publicDir: './.cache/public',
  cacheDir: './.cache/astro',
  outDir: './dist',
  devToolbar: { enabled: false },
  integrations: [
    staticFiles(),
    // A sitemap needs absolute addresses. There are none: the same build works on any host, in any folder.
    // An integration of this name keeps Starlight from adding the real one.
    { name: '@astrojs/sitemap', hooks: {} },
    starlight({
      title: 'Spanlab',
      description: 'Learn distributed tracing with OpenTelemetry by running it in this page.',
      favicon: '/favicon.svg',
      disable404Route: true,
      customCss: ['theme', 'prose', 'boxes', 'lesson-end', 'pictures', 'home'].map(
        (name) => `./src/styles/${name}.css`,
      ),
      sidebar: sidebar('./content'),
      routeMiddleware: './src/site/route.ts',
      markdown: { processedDirs: ['./content'] },
      tableOfContents: { minHeadingLevel: 2, maxHeadingLevel: 2 },
      components: {
        Header: './src/layouts/Header.astro',
        PageFrame: './src/layouts/PageFrame.astro',
        TwoColumnContent: './src/layouts/TwoColumnContent.astro',
        PageTitle: './src/layouts/PageTitle.astro',
        Pagination: './src/layouts/Pagination.astro',
        Search: './src/layouts/Search.astro',
        ThemeSelect: './src/layouts/ThemeToggle.astro',
      },
      expressiveCode: {
        themes: ['github-dark-default', 'github-light-default'],
        defaultProps: { wrap: true, overridesByLang: { 'sh,text': { frame: 'none' } } },
        styleOverrides: {
          borderRadius: 'var(--sp-radius)',
          borderColor: 'var(--sp-line)',
          borderWidth: '1px',
          codeBackground: 'var(--sp-surface)',
          codeFontFamily: 'var(--sp-mono)',
          codeFontSize: 'var(--sp-code-size)',
          codeLineHeight: '1.55',
          uiFontFamily: 'var(--sp-font)',
          frames: {
            frameBoxShadowCssValue: 'none',
            editorActiveTabBackground: 'var(--sp-surface)',
            editorActiveTabForeground: 'var(--sp-text)',
            editorActiveTabIndicatorTopColor: 'var(--sp-accent)',
            editorTabBarBackground: 'var(--sp-surface-2)',
            editorTabBarBorderBottomColor: 'var(--sp-line)',
          },
        },
      },
    }),
    mdx(),
    solid(),
  ],
  vite: {
    plugins: [lessonComponents(), browserOnlyModules(), publishedConventions()],
    worker: { format: 'es' },
    // What Workers import is found late, and finding it reloads the page: `npm run dev` gets it ready at once.
    optimizeDeps: {
      include: [
        'monaco-editor/editor/editor.api.js',
        'monaco-editor/features/register.all.js',
        'monaco-editor/languages/features/typescript/register.js',
        'monaco-editor/languages/features/typescript/lib/typescriptServices.js',
        '@spanlab/sandbox > @jridgewell/trace-mapping',
        '@spanlab/sandbox > es-module-lexer/js',
        '@spanlab/sandbox > protobufjs/minimal.js',
        '@tanstack/solid-virtual',
        'zod',
      ],
    },
    // Found from the sandbox's own packages: the one other tools bring to the top is of another generation.
    environments: { prerender: { resolve: { noExternal: ['es-module-lexer'] } } },
    build: {
      target: 'es2022',
      // Monaco and TypeScript are large and come only when somebody starts to edit.
      chunkSizeWarningLimit: 8_000,
      rolldownOptions: {
        // Astro marks MDX modules with a directive the bundler does not know. Nothing is lost.
        onLog: (level, log, report) => {
          if (log.code !== 'MODULE_LEVEL_DIRECTIVE') report(level, log);
        },
      },
    },
  },
});
