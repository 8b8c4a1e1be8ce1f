import { resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { ensureSite } from '../../../tools/site/build-site.ts';
import { createStaticServer, listen } from '../../../tools/site/static-server.ts';

const base = '/some/base/';
const folder = resolve('.cache/site-under-base');

test('the site works in a folder of a plain file server: lesson 7 runs, and asks for nothing outside', async ({
  page,
}) => {
  test.setTimeout(300_000);
  await ensureSite({ base, folder, log: () => {} });
  const server = createStaticServer({ root: folder, base });
  const origin = `http://localhost:${await listen(server, 0)}`;
  const outside: string[] = [];
  page.on('response', (response) => {
    const url = new URL(response.url());
    const isOurs = url.origin === origin && url.pathname.startsWith(base) && response.ok();
    if (url.protocol.startsWith('http') && !isOurs) outside.push(`${response.status()} ${url.href}`);
  });

  try {
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto(`${origin}${base}`);
    await page.getByRole('link', { name: 'Into Jaeger' }).click();
    await page.locator('.bench astro-island:not([ssr])').waitFor();
    const bench = page.locator('.bench');
    await bench.getByRole('button', { name: 'Solution' }).click();
    await page.getByRole('button', { name: 'Use the solution' }).click();
    await bench.getByRole('button', { name: 'Run', exact: true }).click();
    await expect(page.locator('[data-exercise="main"] [data-state="met"]')).toHaveCount(
      await page.locator('[data-exercise="main"] [data-check]').count(),
    );
    await expect(bench.getByText('welcome message').first()).toBeVisible();
    await page.getByRole('link', { name: 'backend' }).first().click();
    await expect(page).toHaveURL(`${origin}${base}reference/glossary/#backend`);
    expect(outside).toEqual([]);
  } finally {
    server.close();
    server.closeAllConnections();
  }
});
