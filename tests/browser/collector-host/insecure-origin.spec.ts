import { expect, test } from '@playwright/test';
import { chromiumFlags, requireChromium } from '../../../tools/setup/chromium.ts';
import { ask, visit, works } from './harness/page.ts';
import { type ServedCollector, serveCollectorHarness } from './harness/serve.ts';

// A name that is not this machine's, without TLS: Cache Storage is not there for such pages.
const name = 'collector.test';
test.use({
  launchOptions: {
    executablePath: requireChromium(),
    args: [...chromiumFlags, `--host-resolver-rules=MAP ${name} 127.0.0.1`],
  },
});

let served: ServedCollector;

test.beforeAll(async () => {
  test.setTimeout(900_000);
  served = await serveCollectorHarness('insecure');
});
test.afterAll(() => served.close());

test('it works where a page may keep nothing', async ({ page }) => {
  const url = served.url.replace('localhost', name);
  await visit(page, served, 'plain', url);
  expect(await page.evaluate(() => 'caches' in globalThis)).toBe(false);
  expect(await ask(page, { type: 'load' })).not.toHaveProperty('error');
  await works(page);
});
