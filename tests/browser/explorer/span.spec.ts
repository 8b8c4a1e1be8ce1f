import type { Page } from '@playwright/test';
import { axeFindings } from '../axe-findings.ts';
import { expect, test } from './harness.ts';

test.use({ folder: 'span-harness' });

const key = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const help = (page: Page) => page.getByRole('dialog', { name: /^About/u });

test.describe('the fields of a span', () => {
  test.beforeEach(({ context }) => context.grantPermissions(['clipboard-read', 'clipboard-write']));

  test('are shown in words, its parent is a step away and its source a click', async ({ page, scene }) => {
    await scene('lesson');
    const detail = page.getByRole('region', { name: 'Span welcome message' });
    await expect(detail.getByText('work inside one service')).toBeVisible();
    await expect(detail.getByText('24 % of the trace')).toBeVisible();
    await expect(detail.getByText('shelf reached')).toBeVisible();
    await expect(
      detail
        .getByRole('table', { name: 'Attributes of the span' })
        .getByRole('row', { name: 'store.shelves' }),
    ).toContainText('12');
    await expect(detail.getByRole('heading', { name: 'Scope shop 1.4.0' })).toBeVisible();
    await detail.getByRole('button', { name: 'store.ts:12' }).click();
    await expect(page.locator('body')).toHaveAttribute(
      'data-opened',
      '{"file":"store.ts","line":12,"column":3}',
    );
    await detail.getByRole('button', { name: 'grocery-store · GET /' }).click();
    await expect(page.getByRole('region', { name: 'Span GET /' })).toBeVisible();
  });

  test('are copied: ids, values, a tag for the search, the span as OTLP JSON', async ({ page, scene }) => {
    await scene('lesson');
    const copied = () => page.evaluate(() => navigator.clipboard.readText());
    await page.getByRole('button', { name: 'Copy span id' }).click();
    await expect.poll(copied).toBe('d4cda95b652f4a15');
    await page.getByRole('button', { name: 'Copy value of store.greeting' }).click();
    await expect.poll(copied).toBe('Welcome to the grocery store');
    await key(page, 'store.greeting').click();
    await help(page).getByRole('button', { name: 'Copy as key=value' }).click();
    await expect.poll(copied).toBe('store.greeting="Welcome to the grocery store"');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Copy span as OTLP JSON' }).click();
    await expect.poll(copied).toContain('"resourceSpans"');
  });

  test('of an odd span come with what is odd about it', async ({ page, scene }) => {
    await scene('odd');
    const detail = page.getByRole('region', { name: 'Span GET /skewed' });
    await expect(detail.getByText(/It starts 8 ms before its parent/u)).toBeVisible();
    await page.getByRole('button', { name: 'grocery-store · egg' }).first().click();
    await expect(
      page.getByRole('region', { name: 'Span egg' }).getByText(/go round in a circle/u),
    ).toBeVisible();
  });

  test('are text, whatever they hold', async ({ page, scene }) => {
    const asked: string[] = [];
    page.on('dialog', (dialog) => asked.push(dialog.message()));
    await scene('evil');
    await page.getByText('Explain this span').click();
    await expect(page.locator('.sd-explain li').first()).toBeVisible();
    await expect(page.locator('.dp img, .dp script, .dp a')).toHaveCount(0);
    expect(asked).toEqual([]);
  });
});

test('links lead there and back, and say when their target is not here', async ({ page, scene }) => {
  await scene('linked');
  const packing = page.getByRole('region', { name: 'Span pack the order' });
  await expect(packing.getByText('not received here')).toBeVisible();
  await packing.getByRole('button', { name: 'shopper · going to the grocery store' }).click();
  const visit = page.getByRole('region', { name: 'Span going to the grocery store' });
  await expect(visit.getByRole('heading', { name: 'Linked from' })).toBeVisible();
  await visit.getByRole('button', { name: 'grocery-store · pack the order' }).click();
  await expect(packing.getByRole('heading', { name: 'Links' })).toBeVisible();
});

test.describe('help on an attribute', () => {
  test('shows by pointer, can be pointed at itself, and goes with Escape alone', async ({ page, scene }) => {
    await scene('query');
    await expect(page.getByText('deprecated', { exact: true })).toHaveCount(2);
    await key(page, 'db.system.name').hover();
    await expect(help(page)).toContainText('The database management system');
    await expect(help(page)).toContainText('PostgreSQL');
    await expect(help(page)).toContainText(/From @opentelemetry\/semantic-conventions \d+\.\d+\.\d+/u);
    await help(page).hover();
    await expect(help(page)).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(help(page)).toBeHidden();
    await expect(page.locator('body')).not.toHaveAttribute('data-closed');
    await page.mouse.move(0, 0);
  });

  test('goes when the pointer has left, and stays when it was asked for by a click', async ({
    page,
    scene,
  }) => {
    await scene('query');
    await key(page, 'db.statement').hover();
    await expect(help(page)).toContainText('Replaced by db.query.text.');
    await page.mouse.move(5, 700);
    await expect(help(page)).toBeHidden();
    await key(page, 'db.statement').click();
    await expect(help(page)).toBeFocused();
    await page.mouse.move(5, 700);
    await expect(help(page)).toBeVisible();
    await page.mouse.down();
    await expect(help(page)).toBeHidden();
  });

  test('shows by the focus, opens with Enter, and gives the focus back', async ({ page, scene }) => {
    await scene('query');
    await page.getByRole('button', { name: 'Copy trace id' }).focus();
    await page.keyboard.press('Tab');
    await expect(key(page, 'db.system')).toBeFocused();
    await expect(help(page)).toContainText('Replaced by db.system.name.');
    await page.keyboard.press('Enter');
    await expect(help(page)).toBeFocused();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await expect(help(page).getByRole('button', { name: 'Find others like it' })).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(help(page)).toBeHidden();
    await expect(key(page, 'db.system')).toBeFocused();
  });

  test('finds others like it, and says which names are the program’s own', async ({ page, scene }) => {
    await scene('query');
    await key(page, 'store.till').click();
    await expect(help(page)).toContainText('it is the program’s own');
    await help(page).getByRole('button', { name: 'Find others like it' }).click();
    await expect(page.locator('body')).toHaveAttribute('data-searched', '"store.till=3"');
    await expect(help(page)).toBeHidden();
  });

  test('shows by a tap, within a phone’s width', async ({ browser, harness }) => {
    const page = await browser.newPage({ hasTouch: true });
    await harness.open(page, 'query', { width: 390, height: 844 });
    await key(page, 'http.request.header.x-shopper').tap();
    await expect(help(page)).toContainText('HTTP request headers');
    const box = await help(page).boundingBox();
    expect(box?.x).toBeGreaterThanOrEqual(0);
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(390);
    await page.close();
  });
});

test('a span is explained on demand, and its sentences lead on', async ({ page, scene }) => {
  await scene('query');
  await page.getByText('Explain this span').click();
  const explanation = page.locator('.sd-explain');
  await expect(explanation).toContainText('asks a database, PostgreSQL, and waits for the answer');
  await expect(explanation).toContainText('db.statement is now db.query.text');
  await explanation.getByRole('button', { name: 'POST /orders' }).click();
  await expect(page.getByRole('region', { name: 'Span POST /orders' })).toContainText(
    'It failed: could not store the order.',
  );
});

test('how long a call takes is told beside the others of its operation', async ({ page, scene }) => {
  await scene('shop');
  const detail = page.getByRole('region', { name: 'Span UPDATE levels' });
  await expect(detail).toBeVisible();
  await detail.getByText('How long this takes: 37 spans like it in this trace').click();
  const figure = page.getByRole('figure', { name: 'How long stock · UPDATE levels takes' });
  await expect(figure).toContainText('37 spans,');
  await expect(figure).toContainText('the longest.');
  await expect(figure.getByRole('button', { name: 'with this one' })).toHaveCount(1);
  expect(await axeFindings(page)).toEqual([]);
  const id = detail.getByText(/^[0-9a-f]{16}$/u);
  const before = await id.textContent();
  await figure
    .getByRole('button', { name: /\d+ spans?$/u })
    .first()
    .click();
  await expect(id).not.toHaveText(before ?? '');
  // What is open stays open with the next span.
  await expect(figure).toContainText('This one takes');
});

test.describe('10,000 attributes, 2,000 events and a value of a megabyte', () => {
  test('are bounded at first, and are all there when asked for, a few a frame', async ({ page, scene }) => {
    await scene('large', { height: 800 });
    await expect(page.locator('.sd-block tr')).toHaveCount(100);
    expect(await page.locator('.dp *').count()).toBeLessThan(3_500);
    // Counted in the page: to ask for roles of all these rows takes longer than to draw them.
    const framesUntil = (selector: string, count: number) =>
      page.evaluate(
        (wanted) =>
          new Promise<number>((resolve) => {
            let frames = 0;
            const look = (): void => {
              frames += 1;
              if (document.querySelectorAll(wanted.selector).length === wanted.count) resolve(frames);
              else requestAnimationFrame(look);
            };
            look();
          }),
        { selector, count },
      );
    await page.getByRole('button', { name: 'Show all 1,045,000 characters' }).click();
    await framesUntil('.sd-piece', 131);
    await page.getByRole('button', { name: 'Show all 10,001 attributes' }).click();
    // The page paints, and answers, all the while.
    expect(await framesUntil('.sd-block tr', 10_001)).toBeGreaterThan(50);
  });

  test('are found by what they say', async ({ page, scene }) => {
    await scene('large', { height: 800 });
    await page.getByRole('searchbox', { name: 'Filter: Attributes of the span' }).fill('item.9999');
    const table = page.getByRole('table', { name: 'Attributes of the span' });
    await expect(table.getByRole('row')).toHaveCount(1);
    await expect(page.getByText('1 of 10,001 attributes')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(table.getByRole('row')).toHaveCount(100);
    await expect(page.locator('body')).not.toHaveAttribute('data-closed');
  });
});

for (const theme of ['dark', 'light'] as const) {
  for (const [name, width] of [
    ['lesson', 1000],
    ['query', 1000],
    ['odd', 390],
    ['linked', 390],
  ] as const) {
    test(`axe finds nothing in ${name}, ${theme}, ${width} px wide`, async ({ page, scene }) => {
      await scene(name, { theme, width, height: 844 });
      await page.getByText('Explain this span').click();
      expect(await axeFindings(page)).toEqual([]);
      await page.locator('.sd-key').first().click();
      await expect(help(page)).toBeVisible();
      expect(await axeFindings(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    });
  }
}

test('a trace that grows leaves the detail as it is, with the focus in it', async ({ page, scene }) => {
  await scene('lesson');
  await key(page, 'store.greeting').click();
  await expect(help(page)).toBeFocused();
  const before = await key(page, 'store.shelves').elementHandle();
  await page.evaluate(() => window.dispatchEvent(new Event('grow')));
  await expect(page.getByRole('region', { name: 'Span welcome message' })).toContainText('Below it1 span');
  expect(await before?.evaluate((element) => element.isConnected)).toBe(true);
  await expect(help(page)).toBeFocused();
});
