import { defineConfig, devices } from '@playwright/test';
import { chromiumFlags, requireChromium } from './tools/setup/chromium.ts';

const port = process.env['SPANLAB_TEST_PORT'] ?? '4399';
/** Tests a site that is already being served, instead of building and serving one. */
const servedElsewhere = process.env['SPANLAB_URL'];
const baseURL = servedElsewhere ?? `http://localhost:${port}/`;

export default defineConfig({
  testDir: 'tests/browser',
  outputDir: '.cache/playwright',
  // Two cores: one worker would idle while the other waits for a page, three would slow each other down.
  workers: 2,
  fullyParallel: true,
  // A browser on two busy cores may miss a moment. What needed its second try is named at the end of the run.
  retries: 1,
  forbidOnly: process.env['CI'] !== undefined,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: 'list',
  use: {
    baseURL,
    // Recording takes a quarter of Node's part of the work, and most of it is thrown away.
    trace: process.env['SPANLAB_TRACE'] === undefined ? 'off' : 'retain-on-failure',
    launchOptions: { executablePath: requireChromium(), args: [...chromiumFlags] },
  },
  projects: [{ name: 'chromium', use: { ...devices['Desktop Chrome'] } }],
  ...(servedElsewhere === undefined && {
    webServer: {
      command: `"${process.execPath}" tools/start.ts --port ${port}`,
      url: baseURL,
      reuseExistingServer: false,
      // Nothing crosses a slow wire here, and packing tighter would take a core from the tests.
      env: { SPANLAB_PACK: 'once' },
      stdout: 'pipe',
      // A first build takes its time on a small machine.
      timeout: 300_000,
    },
  }),
});
