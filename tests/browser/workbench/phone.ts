import { type Browser, expect, type Page } from '@playwright/test';

/** A lesson on a phone, in a context of its own: there the editor is the plain one. */
export async function openOnPhone(
  browser: Browser,
  slug: string,
  options: { colorScheme?: 'light' | 'dark' } = {},
): Promise<Page> {
  // A context by name: axe asks for one.
  const context = await browser.newContext({
    hasTouch: true,
    viewport: { width: 375, height: 812 },
    isMobile: true,
    ...options,
  });
  const page = await context.newPage();
  await page.goto(`${slug}/`);
  // Until the workbench answers, a tap may be lost.
  await expect(
    page.getByRole('button', { name: 'Run', exact: true }).filter({ visible: true }),
  ).toBeEnabled();
  return page;
}
