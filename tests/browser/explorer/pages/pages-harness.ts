/** Search, compare and dependencies, each in a page of its own: built once a worker, served on a free port. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test as base, expect, type Page } from '@playwright/test';
import { build, preview } from 'vite';
import solid from 'vite-plugin-solid';
import type { ExplorerState } from '../../../../src/explorer/state/explorer-state.ts';

export { expect };

export interface Scene {
  page?: ExplorerState['page'];
  /** A name of harness/libraries.ts. */
  library?: string;
  theme?: 'dark' | 'light';
  width?: number;
  height?: number;
  /** More of the explorer's state. */
  state?: Omit<Partial<ExplorerState>, 'query'> & { query?: Partial<ExplorerState['query']> };
}

export const test = base.extend<{ scene: (scene?: Scene) => Promise<void> }, { address: string }>({
  address: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures it gives from this pattern
    async ({}, use) => {
      const outDir = await mkdtemp(join(tmpdir(), 'spanlab-pages-'));
      const config = {
        root: fileURLToPath(new URL('harness', import.meta.url)),
        configFile: false as const,
        logLevel: 'error' as const,
        plugins: [solid()],
        worker: { format: 'es' as const },
      };
      await build({ ...config, build: { outDir, emptyOutDir: true, minify: false, target: 'es2022' } });
      const server = await preview({ ...config, build: { outDir }, preview: { port: 0, host: '127.0.0.1' } });
      const address = server.httpServer.address();
      await use(`http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`);
      await server.close();
      await rm(outDir, { recursive: true });
    },
    { scope: 'worker' },
  ],
  scene: async ({ page, address }, use) => {
    await use(
      async ({
        page: name = 'search',
        library = 'shop',
        theme = 'dark',
        width = 1280,
        height = 800,
        state,
      } = {}) => {
        await page.setViewportSize({ width, height });
        const more = state === undefined ? '' : `&state=${encodeURIComponent(JSON.stringify(state))}`;
        await page.goto(`${address}/?page=${name}&library=${library}&theme=${theme}${more}`);
        await page.locator('.ex').first().waitFor();
      },
    );
  },
});

/** What the page asked its owner to show. */
export async function stateOf(page: Page): Promise<Partial<ExplorerState>> {
  const text = await page.evaluate(() => document.body.dataset['state']);
  return JSON.parse(text ?? '{}') as Partial<ExplorerState>;
}
