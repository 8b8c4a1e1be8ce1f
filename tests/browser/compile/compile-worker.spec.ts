import path from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { build } from 'esbuild';
import type { CompileClient } from '../../../sandbox/compile/client.ts';
import { buildLabAssets, labAssetsFolder } from '../../../tools/build-lab-assets.ts';

declare const compiler: CompileClient;

const origin = 'http://compiler.test';
const scripts = new Map<string, string>();

test.beforeAll(async () => {
  await buildLabAssets(() => {});
  const bundled = await build({
    entryPoints: {
      page: path.join(import.meta.dirname, 'harness/page.ts'),
      'compile-worker': path.join(import.meta.dirname, '../../../sandbox/compile/compile-worker.ts'),
    },
    outdir: '/',
    bundle: true,
    format: 'esm',
    minify: true,
    write: false,
    logLevel: 'silent',
  });
  for (const file of bundled.outputFiles) scripts.set(path.basename(file.path), file.text);
});

test.beforeEach(async ({ page }) => {
  await page.route(`${origin}/**`, (route) => {
    const { pathname } = new URL(route.request().url());
    const script = scripts.get(pathname.slice(1));
    if (script !== undefined) return route.fulfill({ contentType: 'text/javascript', body: script });
    if (pathname.startsWith('/lab/'))
      return route.fulfill({ path: path.join(labAssetsFolder, pathname.slice(5)) });
    return route.fulfill({
      contentType: 'text/html',
      body: '<!doctype html><title>Compiler</title><script type="module" src="/page.js"></script>',
    });
  });
  await page.goto(`${origin}/`);
  await page.waitForFunction(() => 'compiler' in globalThis);
});

const compile = (page: Page, files: Record<string, string>) =>
  page.evaluate((set) => compiler.compile(set, ['a.ts']), files);

test('Monaco’s TypeScript compiles what the package’s does', async ({ page }) => {
  const { diagnostics, modules } = await compile(page, {
    'a.ts': `import { trace } from '@opentelemetry/api';\nimport { b } from './b.ts';\nawait b(trace);`,
    'b.ts': `export const b = async (x: unknown) => { await x; };`,
  });
  expect(diagnostics).toEqual([]);
  expect(modules.map((module) => module.file)).toEqual(['b.ts', 'a.ts']);
  expect(modules[0]?.code).toContain('yield x');
});

test('errors and type warnings have the same places and words as in Node', async ({ page }) => {
  const { diagnostics } = await compile(page, { 'a.ts': `import 'hno';` });
  expect(diagnostics[0]).toMatchObject({ file: 'a.ts', line: 1, column: 8, code: 'unknown-import' });
  const warnings = await page.evaluate(() =>
    compiler.typeCheck({
      'a.ts': `import { trace } from '@opentelemetry/api';\nimport { Hono } from 'hono';\nnew Hono().gett('/');\ntrace.getTracer(1);\nprocess.env['A'];`,
    }),
  );
  expect(warnings.map(({ line, column, code, severity }) => [line, column, code, severity])).toEqual([
    [3, 12, 2551, 'warning'],
    [4, 17, 2345, 'warning'],
  ]);
});

test('a pasted megabyte leaves the page free, and the compiler usable', async ({ page }) => {
  const result = await page.evaluate(async () => {
    await compiler.compile({ 'a.ts': 'export {};' }, ['a.ts']);
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    const { diagnostics } = await compiler.compile({ 'a.ts': 'The quick "brown" fox. '.repeat(45_000) }, [
      'a.ts',
    ]);
    clearInterval(timer);
    const { modules } = await compiler.compile({ 'a.ts': 'export {};' }, ['a.ts']);
    return { errors: diagnostics.length, pageHadTurns: turns > 10, modules: modules.length };
  });
  expect(result).toEqual({ errors: 50, pageHadTurns: true, modules: 1 });
});
