/** Lesson 7 in a site that lives in a folder, served by a server that knows nothing but files. */
import { readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { extname, join } from 'node:path';
import { expect, test } from '@playwright/test';
import { cacheFolder } from '../../tools/setup/cache-folder.ts';
import { lastLines, runCommand } from '../../tools/setup/command.ts';
import { root, tool } from '../../tools/test/suite.ts';

const base = '/some/base/';
const served = join(cacheFolder, 'sub-path');
const types: Record<string, string> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
};

/** No compression, no redirects, no fallback page, no headers but the type. */
function plainFileServer(): Server {
  return createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const file = join(served, pathname.endsWith('/') ? `${pathname}index.html` : pathname);
    const body = await readFile(file).catch(() => undefined);
    response.writeHead(body ? 200 : 404, {
      'content-type': types[extname(file)] ?? 'application/octet-stream',
    });
    response.end(body);
  });
}

let server: Server;
let origin: string;

test.beforeAll(async () => {
  test.setTimeout(240_000);
  await rm(served, { recursive: true, force: true });
  const { code, output } = await runCommand(tool('astro'), ['build', '--outDir', join(served, base)], {
    cwd: root,
    env: { SPANLAB_BASE: base },
  });
  if (code !== 0) throw new Error(`astro build with SPANLAB_BASE=${base} failed:\n${lastLines(output, 20)}`);
  server = plainFileServer();
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const address = server.address();
  origin = `http://localhost:${typeof address === 'object' ? address?.port : ''}`;
});

test.afterAll(async () => {
  server?.close();
  server?.closeAllConnections();
});

test('lesson 7, solved and run, stores its four spans', async ({ page }) => {
  const missing: string[] = [];
  page.on('response', (response) => {
    if (response.status() >= 400) missing.push(response.url());
  });
  await page.goto(`${origin}${base}grocery-store/into-jaeger/`);
  await page.getByRole('button', { name: 'Solution', exact: true }).click();
  await page.getByRole('button', { name: 'Use the solution' }).click();
  await page.getByRole('button', { name: 'Run', exact: true }).click();

  await expect(page.getByRole('tab', { name: 'Checks 3/3' })).toBeVisible({ timeout: 30_000 });
  await page.getByRole('tab', { name: 'Trace' }).click();
  // One row more than spans: the head of the table counts too.
  await expect(page.getByRole('treegrid', { name: 'Spans of this trace' })).toHaveAttribute(
    'aria-rowcount',
    '5',
  );
  expect(missing).toEqual([]);
});
