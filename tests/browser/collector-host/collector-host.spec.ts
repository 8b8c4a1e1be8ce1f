import { expect, type Page, test } from '@playwright/test';
import { ask, config, state, visit, works } from './harness/page.ts';
import { type ServedCollector, serveCollectorHarness } from './harness/serve.ts';

let served: ServedCollector;

// Building it may take a while.
test.beforeAll(async ({ browserName: _ }, { workerIndex }) => {
  test.setTimeout(900_000);
  served = await serveCollectorHarness(`test-${workerIndex}`);
});
test.beforeEach(() => served.takeDown(false));
test.afterAll(() => served.close());
// Each has a Collector of its own, and all share two cores.
test.describe.configure({ mode: 'default', timeout: 180_000 });

const packed = (): string[] =>
  served
    .asked()
    .filter((path) => /\.wasm/u.test(path))
    .map((path) => path.replace(/^.*\.wasm/u, '.wasm'));

/** The program is kept a few seconds after it is there. */
async function isKept(page: Page): Promise<void> {
  const kept = () =>
    page.evaluate(async () => {
      for (const name of await caches.keys()) {
        const files = (await (await caches.open(name)).keys()).map(({ url }) => url);
        if (files.some((url) => url.endsWith('collector.json'))) return files.length;
      }
      return 0;
    });
  await expect.poll(kept, { timeout: 30_000 }).toBe(3);
}

test('a server that packs as asked is asked for one file, and the next visit for none, even with no network', async ({
  page,
}) => {
  await visit(page, served, 'negotiating');
  expect(await ask(page, { type: 'load' })).not.toHaveProperty('error');
  expect(packed()).toEqual(['.wasm']);
  const { progress } = await state(page);
  const fetched = progress.filter(({ step }) => step === 'fetching');
  expect(fetched.length).toBeGreaterThan(10);
  expect(fetched.every(({ done, total }) => done <= total && total > 5_000_000)).toBe(true);
  expect(fetched.map(({ done }) => done)).toEqual(fetched.map(({ done }) => done).toSorted((a, b) => a - b));
  await works(page);
  await isKept(page);

  await visit(page, served, 'negotiating');
  expect(await ask(page, { type: 'load' })).not.toHaveProperty('error');
  expect(served.asked().map((path) => path.split('/').at(-1))).toContain('collector.json');
  expect((await state(page)).progress).toEqual([]);
  await works(page);

  // The page itself is there: what the Collector is loaded from is not.
  served.takeDown(true);
  await visit(page, served, 'negotiating');
  expect(await ask(page, { type: 'load' })).not.toHaveProperty('error');
  expect(served.asked()).toContain('/lab/negotiating/collector.json');
  await works(page);
});

test('a host that serves files as they are is asked for the one that can be unpacked here', async ({
  page,
}) => {
  await visit(page, served, 'plain');
  expect(await ask(page, { type: 'load' })).not.toHaveProperty('error');
  expect(packed()).toEqual(['.wasm', '.wasm.gz']);
  await works(page);
});

test('a host that unpacks by itself does no harm', async ({ page }) => {
  await visit(page, served, 'unpacking');
  expect(await ask(page, { type: 'load' })).not.toHaveProperty('error');
  await works(page);
});

test('while it is being built the page waits, shows how far that is, and then goes on', async ({ page }) => {
  await visit(page, served, 'building');
  expect(await ask(page, { type: 'load' })).not.toHaveProperty('error');
  const { progress } = await state(page);
  expect(progress[0]).toMatchObject({
    step: 'building',
    total: 10,
    note: expect.stringContaining('of 10 packages'),
  });
  await works(page);
});

for (const [kind, words] of [
  ['cut', /\.wasm\.gz broke off/u],
  ['damaged', /\.wasm\.gz broke off or cannot be unpacked/u],
  ['pages', /found "<!doctype html>/u],
  ['failed', /Go is not installed/u],
] as const) {
  test(`a host whose files are "${kind}" is told what was found, and may be tried again`, async ({
    page,
  }) => {
    await visit(page, served, kind);
    const { error } = await ask(page, { type: 'load' });
    expect(error).toMatch(words);
    expect((await ask(page, { type: 'load' })).error).toBe(error);
    const { error: notStarted } = await ask(page, { type: 'start', config: config('debug') });
    expect(notStarted).toBe(error);
    expect((await state(page)).broke).toEqual([]);
  });
}

test('what is kept and has come to harm is loaded anew', async ({ page }) => {
  await visit(page, served, 'negotiating');
  await ask(page, { type: 'load' });
  await isKept(page);
  await page.evaluate(async () => {
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        if (request.url.endsWith('.wasm')) await cache.put(request, new Response('rust'));
      }
    }
  });
  await visit(page, served, 'negotiating');
  expect(await ask(page, { type: 'load' })).not.toHaveProperty('error');
  await works(page);
});

test('what was kept of an older one is removed', async ({ page }) => {
  await page.goto(served.url);
  const older = `spanlab-collector /lab/negotiating/ 0123456789ab`;
  await page.evaluate(async (name) => void (await caches.open(name)), older);
  await visit(page, served, 'negotiating');
  await ask(page, { type: 'load' });
  await isKept(page);
  expect(await page.evaluate(() => caches.keys())).toEqual([expect.not.stringContaining('0123456789ab')]);
});

test('it works where there is no room to keep it', async ({ page, context }) => {
  const session = await context.newCDPSession(page);
  await page.goto(served.url);
  const { origin } = new URL(served.url);
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1_000_000 });
  await visit(page, served, 'negotiating');
  expect(await ask(page, { type: 'load' })).not.toHaveProperty('error');
  await works(page);
});

test('an exporter that gets no answer holds no restart up', async ({ page }) => {
  await visit(page, served, 'negotiating');
  await works(page);
  await ask(page, { type: 'outside', mode: 'silent' });
  await ask(page, { type: 'post', load: { requests: 2, spansEach: 4 } });
  await expect.poll(async () => (await state(page)).calls).toBe(4);
  const restarted = await ask(page, { type: 'start', config: config('debug') });
  expect(restarted.value).toMatchObject({ ok: true, lost: 8 });
  await ask(page, { type: 'post', load: { requests: 1, spansEach: 1 } });
  await expect.poll(async () => (await state(page)).log.some((each) => each.includes('Span #0'))).toBe(true);
  expect((await state(page)).memoryBytes).toBeLessThan(80_000_000);
});
