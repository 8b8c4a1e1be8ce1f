import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import type { ExplorerState } from '../../../src/explorer/state/explorer-state.ts';
import { axeFindings } from '../axe-findings.ts';
import { expect, test } from './harness.ts';

test.use({ folder: 'trace-harness' });

const row = (page: Page, name: string | RegExp): Locator => page.getByRole('row', { name });
const detail = (page: Page, name: string | RegExp): Locator => page.getByRole('region', { name });
const shownState = (page: Page): Promise<ExplorerState> => page.evaluate(() => window.shownState);
const change = (page: Page, state: Partial<ExplorerState>): Promise<void> =>
  page.evaluate((to) => window.tell(to), state);
const next = (page: Page): Promise<void> => page.evaluate(() => window.next());
const head = (page: Page): Locator => page.locator('.trp-head');

test.describe('a trace', () => {
  test('is told in a line: name, spans, services, duration, start, errors', async ({ page, scene }) => {
    await scene('shop');
    await expect(page.getByRole('heading', { name: 'shopper go shopping' })).toBeVisible();
    for (const fact of ['300 spans', '8 services', '790 ms']) await expect(head(page)).toContainText(fact);
    await expect(head(page).getByRole('button', { name: /^9 errors/u })).toBeVisible();
    await expect(head(page).locator('time')).toHaveAttribute('title', /^Started 2026-11-21 /u);
  });

  test('shows a span beside it, keeps it in the address, and gives the focus back', async ({
    page,
    scene,
  }) => {
    await scene('lesson');
    await row(page, /welcome message/u).click();
    await expect(detail(page, 'Span welcome message')).toBeVisible();
    expect((await shownState(page)).spanId).toBe('d4cda95b652f4a15');
    await page.keyboard.press('Escape');
    await expect(detail(page, /^Span/u)).toHaveCount(0);
    expect((await shownState(page)).spanId).toBeUndefined();
    await expect(row(page, /welcome message/u)).toBeFocused();
  });

  test('opens at the span an address names', async ({ page, scene }) => {
    await scene('lesson');
    await change(page, { spanId: 'c3b4a59687f0e1d2' });
    await expect(detail(page, 'Span GET /')).toBeVisible();
  });

  test('tells two spans with one id apart', async ({ page, scene }) => {
    await scene('odd');
    await row(page, /twin/u).nth(2).click();
    await expect(page.locator('[role=row][aria-selected=true]')).toHaveCount(1);
    await expect(row(page, /twin/u).nth(2)).toHaveAttribute('aria-selected', 'true');
    await page.keyboard.press('Escape');
    await row(page, /twin/u).nth(0).click();
    await expect(row(page, /twin/u).nth(0)).toHaveAttribute('aria-selected', 'true');
  });

  test('grows while it is looked at; the chosen span stays chosen', async ({ page, scene }) => {
    await scene('growing');
    await expect(head(page)).toContainText('1 span');
    await row(page, /welcome message/u).click();
    for (const spans of ['2 spans', '3 spans', '4 spans']) {
      await next(page);
      await expect(head(page)).toContainText(spans);
    }
    await expect(detail(page, 'Span welcome message')).toBeVisible();
    await expect(row(page, /welcome message/u)).toHaveAttribute('aria-selected', 'true');
    await expect(page.getByRole('heading', { name: 'shopper going to the grocery store' })).toBeVisible();
  });

  test('folded rows stay folded while it grows', async ({ page, scene }) => {
    await scene('growing');
    await next(page);
    await expect(page.getByRole('treegrid')).toHaveAttribute('aria-rowcount', '3');
    await page.locator('[role=row][tabindex="0"]').focus();
    await page.keyboard.press('ArrowLeft');
    await expect(page.getByRole('treegrid')).toHaveAttribute('aria-rowcount', '2');
    await next(page);
    await expect(head(page)).toContainText('3 spans');
    await expect(page.getByRole('treegrid')).toHaveAttribute('aria-rowcount', '3');
  });
});

test.describe('its views', () => {
  test('are tabs: one stop for Tab, arrows choose', async ({ page, scene }) => {
    await scene('lesson');
    const tab = (name: string): Locator => page.getByRole('tab', { name });
    await expect(tab('Waterfall')).toHaveAttribute('aria-selected', 'true');
    await tab('Waterfall').focus();
    await page.keyboard.press('End');
    await expect(tab('Raw')).toBeFocused();
    expect((await shownState(page)).view).toBe('raw');
    await page.keyboard.press('ArrowRight');
    await expect(tab('Waterfall')).toBeFocused();
    await expect(page.getByRole('tabpanel', { name: 'Waterfall' })).toBeVisible();
  });

  test('are a number key away, but not where somebody types', async ({ page, scene }) => {
    await scene('lesson');
    await row(page, /welcome message/u).click();
    await page.keyboard.press('5');
    await expect(page.getByRole('tab', { name: 'Table' })).toHaveAttribute('aria-selected', 'true');
    await page.getByRole('textbox', { name: 'Find in this trace' }).fill('1');
    await expect(page.getByRole('tab', { name: 'Table' })).toHaveAttribute('aria-selected', 'true');
  });

  test('leave out hidden services, and say so', async ({ page, scene }) => {
    await scene('lesson');
    await page.locator('.trp-bar').getByRole('button', { name: 'Services' }).click();
    await page.getByRole('checkbox', { name: /grocery-store/u }).uncheck();
    await expect(page.getByRole('treegrid')).toHaveAttribute('aria-rowcount', '3');
    await expect(page.getByRole('button', { name: 'Services 1 hidden' }).first()).toBeVisible();
  });
});

test.describe('steps', () => {
  test('lead to the next error, by the button and by e, around the end', async ({ page, scene }) => {
    await scene('shop');
    await head(page)
      .getByRole('button', { name: /^9 errors/u })
      .click();
    const first = page.locator('.tl-row[data-at]');
    await expect(first).toContainText('error');
    const text = await first.textContent();
    await head(page)
      .getByRole('button', { name: /^9 errors/u })
      .click();
    await expect(first).not.toHaveText(text ?? '');
    await page.getByRole('tab', { name: 'Waterfall' }).focus();
    for (let step = 0; step < 8; step++) await page.keyboard.press('e');
    await expect(first).toHaveText(text ?? '');
  });

  test('lead to what a find matches, without opening it', async ({ page, scene }) => {
    await scene('lesson');
    await page.getByRole('textbox', { name: 'Find in this trace' }).fill('shelves');
    await expect(page.locator('.fb-says')).toHaveText('1 of 1');
    await expect(detail(page, /^Span/u)).toHaveCount(0);
  });
});

test.describe('what is odd about a trace', () => {
  test('is told above it: clocks are corrected only when asked, and by how much is said', async ({
    page,
    scene,
  }) => {
    await scene('odd');
    await expect(page.getByText('1 span starts before what caused it')).toBeVisible();
    const skewed = row(page, /GET \/skewed/u);
    await expect(skewed).toContainText('starts before parent');
    await page.getByRole('checkbox', { name: 'Correct clocks' }).check();
    await expect(page.getByText('Clocks corrected: 1 span is moved, by up to 11 ms')).toBeVisible();
    await expect(skewed).not.toContainText('starts before parent');
    await expect(page.getByRole('checkbox', { name: 'Correct clocks' })).toBeFocused();
    expect((await shownState(page)).corrected).toBe(true);
    await page.keyboard.press('Space');
    await expect(skewed).toContainText('starts before parent');
  });

  test('leads to spans whose parent is missing, and can be put away', async ({ page, scene }) => {
    await scene('odd');
    const notice = page.getByText('1 span names a parent that has not arrived');
    await page.getByRole('button', { name: 'Show the next' }).click();
    await expect(page.locator('.tl-row[data-at]')).toContainText('orphan');
    await page.getByRole('button', { name: 'Put this notice away' }).last().click();
    await expect(notice).toHaveCount(0);
    await expect(page.getByText('1 span starts before what caused it')).toBeVisible();
  });

  test('is told of spans without a trace id', async ({ page, scene }) => {
    await scene('no-id');
    await expect(page.getByText('These spans have no trace id.')).toBeVisible();
    await expect(row(page, /welcome message/u)).toBeVisible();
  });
});

test.describe('opening a trace', () => {
  test('tells how far it is, and can be stopped and taken up again', async ({ page, scene }) => {
    await scene('slow');
    await expect(page.getByRole('status')).toHaveText('Opening the trace: 12 MB of 125 MB, 20,000 spans');
    await expect(page.getByRole('progressbar')).toHaveAttribute('value', '12000000');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect(page.getByText('The trace was not opened.')).toBeVisible();
    await page.getByRole('button', { name: 'Open it' }).click();
    await expect(page.getByRole('progressbar')).toBeVisible();
    await next(page);
    await expect(head(page)).toContainText('4 spans');
  });

  test('says why it failed, and tries again', async ({ page, scene }) => {
    await scene('failing');
    await expect(page.getByRole('alert')).toContainText(
      'Jaeger answered 503 <b>Service Unavailable</b>. Is its storage up?',
    );
    await next(page);
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(head(page)).toContainText('4 spans');
  });

  test('says what to do when there is none', async ({ page, scene }) => {
    await scene('none');
    await expect(
      page.getByText('Press Run: a trace is drawn as soon as its first span arrives.'),
    ).toBeVisible();
  });
});

test.describe('beside other traces', () => {
  test('the newest is shown, and others are picked from a list', async ({ page, scene }) => {
    await scene('many');
    await expect(page.getByRole('heading', { name: '12 traces' })).toBeVisible();
    const current = page.locator('.tp-row[aria-current=true]');
    await expect(current).toContainText('10:00:00.600');
    await page.locator('.tp-row').nth(2).click();
    await expect(head(page)).toContainText('10:00:00.500');
    await expect(current).toContainText('10:00:00.500');
  });

  test('a long list of them stays short in the document and scrolls', async ({ page, scene }) => {
    await scene('traces');
    await expect(page.getByRole('heading', { name: '400 traces' })).toBeVisible();
    expect(await page.locator('.tp-row').count()).toBeLessThan(40);
    await page.locator('.tp-list').evaluate((list) => list.scrollTo(0, list.scrollHeight));
    const last = page.getByRole('listitem').last();
    await expect(last).toHaveAttribute('aria-posinset', '400');
    await last.getByRole('button').click();
    await expect(last.getByRole('button')).toHaveAttribute('aria-current', 'true');
  });

  test('links lead to them', async ({ page, scene }) => {
    await scene('linked');
    await page.locator('.tp-row', { hasText: 'pack the order' }).click();
    await row(page, /pack the order/u).click();
    await detail(page, 'Span pack the order')
      .getByRole('button', { name: /going to the grocery store/u })
      .click();
    await expect(detail(page, 'Span going to the grocery store')).toBeVisible();
    await expect(page.getByRole('heading', { name: 'shopper going to the grocery store' })).toBeVisible();
  });

  test('a comparison starts with this one', async ({ page, scene }) => {
    await scene('lesson');
    await page.getByRole('button', { name: 'Compare with…' }).click();
    expect(await shownState(page)).toMatchObject({
      page: 'compare',
      left: '5b8efff798038103d269b633813fc60c',
    });
  });
});

test.describe('taking a trace along', () => {
  for (const [name, file, holds] of [
    ['OTLP JSON', 'trace-5b8efff798038103d269b633813fc60c.otlp.json', '"resourceSpans"'],
    ['Jaeger JSON', 'trace-5b8efff798038103d269b633813fc60c.jaeger.json', '"processes"'],
  ] as const) {
    test(`as ${name}`, async ({ page, scene }) => {
      await scene('lesson');
      await page.getByRole('button', { name: 'Save' }).click();
      const download = page.waitForEvent('download');
      await page.getByRole('button', { name }).click();
      expect((await download).suggestedFilename()).toBe(file);
      const text = await readFile(await (await download).path(), 'utf8');
      expect(text).toContain(holds);
      expect(text).toContain('welcome message');
    });
  }

  test('in a link that holds it', async ({ page, scene, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await scene('lesson');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Copy a link that holds it' }).click();
    await expect(page.getByText(/^Link copied: .* nothing is kept on a server/u)).toBeVisible();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toMatch(/^http:.*#trace=v1\.[\w-]+&id=5b8efff798038103d269b633813fc60c$/u);
  });
});

test.describe('in a low panel', () => {
  const low = { width: 740, height: 200 };
  const more = (page: Page): Locator => page.getByRole('button', { name: /^More/u });

  test('there is one line above the rows', async ({ page, scene }) => {
    await scene('odd', low);
    await expect(page.getByRole('heading', { name: 'visit 12 spans · 46 ms' })).toBeVisible();
    const view = await page.getByRole('group', { name: 'Waterfall' }).boundingBox();
    expect(view?.y).toBeLessThanOrEqual(32);
    await expect(page.getByText('1 span starts before what caused it')).toHaveCount(0);
  });

  test('the views are a choice', async ({ page, scene }) => {
    await scene('lesson', low);
    await page.getByRole('combobox', { name: 'View of this trace' }).selectOption('Statistics');
    await expect(page.getByRole('group', { name: 'Statistics' })).toBeVisible();
    expect((await shownState(page)).view).toBe('statistics');
  });

  test('notices, services, saving and other traces are in a menu that is not cut', async ({
    page,
    scene,
  }) => {
    await scene('odd', low);
    await more(page).click();
    await page.getByRole('checkbox', { name: 'Correct clocks' }).check();
    await expect(page.getByText('Clocks corrected: 1 span is moved')).toBeVisible();
    const services = page.getByRole('button', { name: 'Services' });
    await services.click();
    await page.getByRole('checkbox', { name: /grocery-store/u }).uncheck();
    expect((await shownState(page)).hiddenServices).toEqual(['grocery-store']);
    await page.keyboard.press('Escape');
    await expect(services).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(more(page)).toBeFocused();
  });

  test('another trace is picked in the menu', async ({ page, scene }) => {
    await scene('many', low);
    await expect(page.getByRole('heading', { name: /go shopping/u })).toBeVisible();
    await more(page).click();
    await page.locator('.tp-row').nth(3).click();
    await expect.poll(async () => (await shownState(page)).traceId).toMatch(/^[0-9a-f]{32}$/u);
  });

  test('the find field is behind a button, and stays while it has words', async ({ page, scene }) => {
    await scene('lesson', low);
    await page.getByRole('button', { name: 'Find in this trace' }).click();
    const field = page.getByRole('textbox', { name: 'Find in this trace' });
    await expect(field).toBeFocused();
    await field.fill('shelves');
    await expect(page.locator('.fb-says')).toHaveText('1 of 1');
    await more(page).focus();
    await expect(field).toBeInViewport();
    await field.fill('');
    await more(page).focus();
    await expect(page.getByRole('button', { name: 'Find in this trace' })).toBeVisible();
  });
});

test('below 720 px a span takes the place of the trace, and gives it back', async ({ page, scene }) => {
  await scene('lesson', { width: 390, height: 844 });
  await row(page, /welcome message/u).click();
  await expect(detail(page, 'Span welcome message')).toBeVisible();
  await expect(page.getByRole('treegrid')).toBeHidden();
  await page.getByRole('button', { name: 'Back to the trace' }).click();
  await expect(row(page, /welcome message/u)).toBeFocused();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
});

test('markup and script in every string are text', async ({ page, scene }) => {
  await scene('evil');
  await expect(page.getByRole('heading', { name: /<script>/u })).toBeVisible();
  await page.getByRole('treegrid').getByRole('row').nth(1).click();
  await expect(detail(page, /^Span/u)).toBeVisible();
  expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
  await expect(page.locator('.ex').locator('img, script, a[href^="javascript"]')).toHaveCount(0);
});

for (const theme of ['dark', 'light'] as const) {
  for (const [name, size] of [
    ['odd', { width: 1280, height: 800 }],
    ['many', { width: 1000, height: 640 }],
    ['odd', { width: 390, height: 844 }],
    ['odd', { width: 740, height: 200 }],
    ['many', { width: 420, height: 200 }],
    ['failing', { width: 600, height: 300 }],
  ] as const) {
    test(`axe finds nothing with ${name} at ${size.width} px, ${theme}`, async ({ page, scene }) => {
      test.slow();
      await scene(name, { theme, ...size });
      if (name !== 'failing') await page.getByRole('treegrid').waitFor();
      expect(await axeFindings(page)).toEqual([]);
      if (name === 'failing') return;
      await page.getByRole('button', { name: size.height < 400 ? /^More/u : 'Save' }).click();
      expect(await axeFindings(page)).toEqual([]);
    });
  }
}
