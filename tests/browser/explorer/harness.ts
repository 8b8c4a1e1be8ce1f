/** The panels alone, in a page of their own: built once a worker, served on a free port. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test as base, expect, type Page } from '@playwright/test';
import { build, preview } from 'vite';
import solid from 'vite-plugin-solid';
import { publishedConventions } from '../../../tools/build-conventions-plugin.ts';

export { expect };

interface HarnessOptions {
  theme?: 'dark' | 'light';
  width?: number;
  height?: number;
}

export interface Harness {
  /** Opens a scene of harness/scenes.ts. */
  open: (page: Page, scene: string, options?: HarnessOptions) => Promise<void>;
}

interface HarnessFixtures {
  harness: Harness;
  /** The folder of the page, beside this file. */
  folder: string;
}

export const test = base.extend<
  { scene: (name: string, options?: HarnessOptions) => Promise<void> },
  HarnessFixtures
>({
  folder: ['harness', { scope: 'worker', option: true }],
  harness: [
    async ({ folder }, use) => {
      const outDir = await mkdtemp(join(tmpdir(), 'spanlab-panels-'));
      const config = {
        root: fileURLToPath(new URL(folder, import.meta.url)),
        configFile: false as const,
        logLevel: 'error' as const,
        plugins: [solid(), publishedConventions()],
      };
      await build({ ...config, build: { outDir, emptyOutDir: true, minify: false, target: 'es2022' } });
      const server = await preview({ ...config, build: { outDir }, preview: { port: 0, host: '127.0.0.1' } });
      const address = server.httpServer.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      await use({
        open: async (page, scene, { theme = 'dark', width = 1000, height = 640 } = {}) => {
          await page.setViewportSize({ width, height });
          await page.goto(`http://127.0.0.1:${port}/?scene=${scene}&theme=${theme}`);
          await page.locator('.ex').waitFor();
        },
      });
      await server.close();
      await rm(outDir, { recursive: true });
    },
    { scope: 'worker' },
  ],
  scene: async ({ page, harness }, use) => {
    await use((name, options) => harness.open(page, name, options));
  },
});
