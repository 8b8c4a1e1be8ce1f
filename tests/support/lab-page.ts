import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { build } from 'vite';
import { buildLabAssets, labAssetsFolder } from '../../tools/build-lab-assets.ts';
import { cacheFolder } from '../../tools/setup/cache-folder.ts';
import { launchChromium } from '../../tools/setup/chromium.ts';
import { createStaticServer, listen, type StaticServerOptions } from '../../tools/site/static-server.ts';

/** Does something in Chromium, in a page with nothing but the lab: `recorder/main.ts`. */
export async function inLabPage<Result>(
  server: Pick<StaticServerOptions, 'before'>,
  act: (tab: Page) => Promise<Result>,
): Promise<Result> {
  await buildLabAssets(() => undefined);
  const page = join(cacheFolder, `recorder-${process.pid}`);
  await build({
    root: join(import.meta.dirname, 'recorder'),
    configFile: false,
    logLevel: 'error',
    publicDir: join(labAssetsFolder, '..'),
    worker: { format: 'es' },
    build: {
      outDir: page,
      emptyOutDir: true,
      minify: false,
      target: 'es2022',
      chunkSizeWarningLimit: 50_000,
    },
  });
  const served = createStaticServer({ root: page, ...server });
  const port = await listen(served, 4499, { host: 'localhost' });
  const browser = await launchChromium();
  try {
    const tab = await browser.newPage();
    await tab.goto(`http://localhost:${port}/`);
    return await act(tab);
  } finally {
    await browser.close();
    served.close();
    served.closeAllConnections();
    rmSync(page, { recursive: true, force: true });
  }
}
