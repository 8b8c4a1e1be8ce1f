import { axeFindings } from '../axe-findings.ts';
import { shopTrace } from '../explorer/harness/shop.ts';
import { expect, test, writeTraces } from './viewer.ts';

const one = shopTrace(1, 40);
const two = shopTrace(2, 60);
const id = one[0]?.traceId ?? '';
const rows = '.tl-row';

let url = '';
test.beforeEach(async ({ view, folder }) => {
  ({ url } = await view(await writeTraces(folder, 'both.json', [...one, ...two])));
});

test('an address opens what it names', async ({ page }) => {
  await page.goto(`${url}#id=${id}&view=table`);
  await expect(page.getByRole('tab', { name: 'Table' })).toHaveAttribute('aria-selected', 'true');
  await page.goto(`${url}#page=dependencies`);
  await expect(page.getByRole('link', { name: 'Dependencies' })).toHaveAttribute('aria-current', 'page');
});

test('opening, views and pages are steps back and forward; typing is none', async ({ page }) => {
  await page.goto(url);
  await page.getByRole('row', { name: /40 spans/u }).click();
  await expect(page.locator(rows).first()).toBeVisible();
  await page.locator('.fb-input').fill('checkout');
  await expect(page).toHaveURL(/find=checkout/u);
  await page.getByRole('tab', { name: 'Table' }).click();
  await expect(page).toHaveURL(/view=table/u);
  await page.goBack();
  await expect(page).toHaveURL(new RegExp(`#id=${id}&find=checkout$`, 'u'));
  await expect(page.locator(rows).first()).toBeVisible();
  await page.goBack();
  await expect(page.getByText('2 traces', { exact: true })).toBeVisible();
  await page.goForward();
  await expect(page.locator('.fb-input')).toHaveValue('checkout');
});

test('on a phone, Back leaves the span and not the explorer', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 800 });
  await page.goto(`${url}#id=${id}`);
  await page.locator(rows).nth(2).click();
  const detail = page.getByRole('region', { name: /^Span / });
  await expect(detail).toBeVisible();
  await page.goBack();
  await expect(detail).toHaveCount(0);
  await page.locator(rows).nth(2).click();
  await expect(detail).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(detail).toHaveCount(0);
  await expect(page).not.toHaveURL(/span=/u);
  await expect(page.locator(rows).first()).toBeVisible();
});

test('what an address says wrongly does no harm', async ({ page, complaints }) => {
  await page.goto(`${url}#page=<script>&view=9&part=x&limit=-1&id=%00&sort=up&trace=v1.!!!`);
  await expect(page.getByText('2 traces', { exact: true })).toBeVisible();
  await page.goto(`${url}#id=ffffffffffffffffffffffffffffffff`);
  await expect(page.locator('.app-page')).toContainText(/no trace|not here|not found|none/iu);
  expect(complaints).toEqual([]);
});

for (const [name, hash, shown] of [
  ['search', '', '2 traces'],
  ['a trace', `#id=${id}`, 'go shopping'],
  ['a comparison', `#left=${id}&right=${two[0]?.traceId}`, 'go shopping'],
  ['dependencies', '#page=dependencies', 'shopper'],
] as const) {
  for (const theme of ['dark', 'light'] as const) {
    test(`axe finds nothing wrong with ${name}, ${theme}`, async ({ page, complaints }) => {
      await page.emulateMedia({ colorScheme: theme });
      await page.goto(`${url}${hash}`);
      await expect(
        page.locator('.app-page').getByText(shown).and(page.locator(':visible')).first(),
      ).toBeVisible();
      expect(await axeFindings(page)).toEqual([]);
      expect(complaints).toEqual([]);
    });
  }
}
