import { expect, test } from '@playwright/test';

test('every link of every page leads somewhere', async ({ page, request }) => {
  const seen = new Set<string>();
  const waiting = [''];
  const dead: string[] = [];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    await page.goto(path, { waitUntil: 'domcontentloaded' });
    const from = page.url();
    const links = await page
      .locator('a[href]')
      .evaluateAll((all) => all.map((each) => (each as HTMLAnchorElement).href));
    for (const href of new Set(links)) {
      const target = new URL(href);
      const hash = decodeURIComponent(target.hash.slice(1));
      if (target.origin !== new URL(from).origin) continue;
      // `#page=compare` is what the explorer shows, not a place in the page.
      if (hash.includes('=')) continue;
      if (target.href.split('#')[0] === from && hash !== '') {
        if ((await page.locator(`[id="${hash}"]`).count()) === 0) dead.push(`${from} → #${hash}`);
        continue;
      }
      target.hash = '';
      if (seen.has(target.href)) continue;
      seen.add(target.href);
      const response = await request.get(target.href);
      if (!response.ok()) dead.push(`${from} → ${target.href}: ${response.status()}`);
      else if ((response.headers()['content-type'] ?? '').includes('html')) waiting.push(target.href);
    }
  }
  expect(dead).toEqual([]);
  expect(seen.size).toBeGreaterThan(10);
});

test('an address without a page says so, and leads back', async ({ page }) => {
  const response = await page.goto('grocery-store/nothing-here/');
  expect(response?.status()).toBe(404);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('No such page');
  await page.getByRole('link', { name: 'first page' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Distributed tracing');
});
