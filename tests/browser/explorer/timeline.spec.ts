import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { axeFindings } from '../axe-findings.ts';
import { expect, test } from './harness.ts';

test.use({ folder: 'timeline-harness' });

const row = (page: Page, name: string | RegExp): Locator => page.getByRole('row', { name });
const grid = (page: Page): Locator => page.getByRole('treegrid');
const current = (page: Page): Locator => page.locator('.tl-row[tabindex="0"]');
const zoomed = (page: Page): Promise<{ fromNs?: number | undefined; toNs?: number | undefined }> =>
  page.evaluate(() => ({ ...window.told.state }));

test.describe('the tree grid', () => {
  test('says of each row its level, its place, and whether it is open', async ({ page, scene }) => {
    await scene('lesson');
    await expect(grid(page)).toHaveAttribute('aria-rowcount', '5');
    await expect(row(page, /shopper going to the grocery store/u)).toHaveAttribute('aria-level', '1');
    const server = row(page, /grocery-store GET \//u);
    await expect(server).toHaveAttribute('aria-level', '3');
    await expect(server).toHaveAttribute('aria-expanded', 'true');
    await expect(server).toHaveAttribute('aria-setsize', '1');
    await expect(row(page, /welcome message/u)).not.toHaveAttribute('aria-expanded', /.*/u);
    await expect(server.getByRole('gridcell').last()).toHaveText('4.3 ms');
  });

  test('is one stop of the Tab key, and arrows, Home and End move within it', async ({ page, scene }) => {
    await scene('lesson');
    await expect(current(page)).toHaveCount(1);
    await current(page).focus();
    await page.keyboard.press('ArrowDown');
    await expect(row(page, /shopper GET/u)).toBeFocused();
    await page.keyboard.press('End');
    await expect(row(page, /welcome message/u)).toBeFocused();
    await page.keyboard.press('ArrowLeft');
    await expect(row(page, /grocery-store GET \//u)).toBeFocused();
    await page.keyboard.press('Home');
    await expect(row(page, /going to the grocery store/u)).toBeFocused();
  });

  test('folds one row, a level, all; by keys, by its mark, by buttons', async ({ page, scene }) => {
    await scene('lesson');
    await current(page).focus();
    await page.keyboard.press('ArrowLeft');
    await expect(grid(page)).toHaveAttribute('aria-rowcount', '2');
    await expect(row(page, /3 folded/u)).toBeFocused();
    await page.keyboard.press(']');
    await expect(grid(page)).toHaveAttribute('aria-rowcount', '3');
    await page.getByRole('button', { name: 'Show a level more' }).click();
    await expect(page.getByText('3 of 4 levels')).toBeVisible();
    await page.getByRole('button', { name: 'Unfold all' }).click();
    await expect(grid(page)).toHaveAttribute('aria-rowcount', '5');
    await row(page, /shopper GET/u)
      .locator('.tl-toggle')
      .click();
    await expect(grid(page)).toHaveAttribute('aria-rowcount', '3');
    expect(await page.evaluate(() => window.told.selected)).toBeUndefined();
    await page.getByRole('button', { name: 'Unfold all' }).click();
    await page.getByRole('button', { name: 'Fold all' }).click();
    await expect(grid(page)).toHaveAttribute('aria-rowcount', '2');
  });

  test('opens a span with Enter, follows the arrows while it is open, and closes it with Escape', async ({
    page,
    scene,
  }) => {
    await scene('lesson');
    await current(page).focus();
    await page.keyboard.press('Enter');
    await expect(row(page, /going to the grocery store/u)).toHaveAttribute('aria-selected', 'true');
    await page.keyboard.press('ArrowDown');
    await expect(row(page, /shopper GET/u)).toHaveAttribute('aria-selected', 'true');
    await page.keyboard.press('Escape');
    await expect(page.locator('.tl-row[aria-selected="true"]')).toHaveCount(0);
    await expect(row(page, /shopper GET/u)).toBeFocused();
  });

  test('unfolds a row chosen from elsewhere and brings it into view', async ({ page, scene }) => {
    await scene('shop-5k');
    await page.getByRole('button', { name: 'Fold all' }).click();
    await expect(grid(page)).toHaveAttribute('aria-rowcount', '2');
    await page.evaluate(() => dispatchEvent(new CustomEvent('select', { detail: 3210 })));
    await expect(page.locator('.tl-row[aria-selected="true"]')).toBeInViewport();
  });

  test('marks oddities by a shape and a word', async ({ page, scene }) => {
    await scene('odd');
    for (const words of ['starts before parent', 'ends before start', 'no end time', 'no parent here']) {
      await expect(grid(page).getByText(words, { exact: true })).toBeVisible();
    }
    await expect(row(page, /grocery-store orphan error/u)).toBeVisible();
  });
});

test.describe('a trace of 5,000 spans', () => {
  test('is drawn with few elements, and scrolling makes no more', async ({ page, scene }) => {
    await scene('shop-5k');
    await expect(grid(page)).toHaveAttribute('aria-rowcount', '5001');
    await expect(current(page)).toBeVisible();
    await page.evaluate(() => {
      const made = { rows: 0 };
      Object.assign(window, { made });
      new MutationObserver((changes) => {
        for (const change of changes) made.rows += change.addedNodes.length - change.removedNodes.length;
      }).observe(document.querySelector('.tl-rows') ?? document.body, { childList: true });
    });
    const scroller = page.locator('.tl-scroll');
    for (const top of [400, 1_000, 60_000, 20_000, 139_000]) {
      await scroller.evaluate((element, to) => element.scrollTo(0, to), top);
      await expect(page.locator(`.tl-row[aria-rowindex="${Math.floor(top / 28) + 4}"]`)).toBeInViewport();
    }
    expect(await page.locator('.tl-row').count()).toBeLessThan(60);
    // The first scroll away from the top fills up the pool; from then on it is as large as it gets.
    expect(
      await page.evaluate(() => (window as unknown as { made: { rows: number } }).made.rows),
    ).toBeLessThan(16);
  });

  test('keeps the focused row when it is scrolled out of view', async ({ page, scene }) => {
    await scene('shop-5k');
    await current(page).focus();
    await page.keyboard.press('ArrowDown');
    await page.locator('.tl-scroll').evaluate((element) => element.scrollTo(0, 60_000));
    await expect(page.locator('.tl-row[aria-rowindex="2150"]')).toBeInViewport();
    await expect(page.locator('.tl-row[aria-rowindex="3"]')).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await expect(page.locator('.tl-row[aria-rowindex="4"]')).toBeInViewport();
    await expect(page.locator('.tl-row[aria-rowindex="4"]')).toBeFocused();
  });

  test('reads in the order of its rows once scrolling rests', async ({ page, scene }) => {
    await scene('shop-5k');
    await page.locator('.tl-scroll').evaluate((element) => element.scrollTo(0, 700));
    await expect
      .poll(() =>
        page.locator('.tl-row:not([hidden])').evaluateAll((rows) => {
          const order = rows.map((each) => Number(each.getAttribute('aria-rowindex')));
          return order.length > 20 && order.every((value, at) => at === 0 || value > (order[at - 1] ?? 0));
        }),
      )
      .toBe(true);
  });

  test('shows the last row at once with End', async ({ page, scene }) => {
    await scene('shop-5k');
    await current(page).focus();
    await page.keyboard.press('End');
    await expect(page.locator('.tl-row[aria-rowindex="5001"]')).toBeFocused();
    await expect(page.locator('.tl-row[aria-rowindex="5001"]')).toBeInViewport();
  });
});

test.describe('zoom', () => {
  test('by keys, and it is told to the address', async ({ page, scene }) => {
    await scene('lesson');
    await current(page).focus();
    await page.keyboard.press('+');
    await expect.poll(async () => (await zoomed(page)).toNs).toBeLessThan(12e6);
    const before = await zoomed(page);
    await page.keyboard.press('Shift+ArrowRight');
    await expect.poll(async () => (await zoomed(page)).fromNs).toBeGreaterThan(before.fromNs ?? 0);
    await page.keyboard.press('0');
    await expect.poll(async () => (await zoomed(page)).toNs).toBeUndefined();
  });

  test('with Ctrl and the wheel keeps the time below the pointer', async ({ page, scene }) => {
    await scene('lesson');
    const box = await page.locator('.tl-axis').boundingBox();
    if (box === null) throw new Error('no axis');
    await page.mouse.move(box.x + box.width * 0.75, box.y + 200);
    await page.keyboard.down('Control');
    await page.mouse.wheel(0, -200);
    await page.keyboard.up('Control');
    await expect.poll(async () => (await zoomed(page)).fromNs).toBeGreaterThan(1e6);
    const { fromNs = 0, toNs = 0 } = await zoomed(page);
    expect(fromNs + 0.75 * (toNs - fromNs)).toBeCloseTo(0.75 * 12.3e6, -6);
  });

  test('to a row with z, and out again with Escape', async ({ page, scene }) => {
    await scene('lesson');
    await current(page).focus();
    await page.keyboard.press('End');
    await page.keyboard.press('z');
    await expect.poll(async () => (await zoomed(page)).fromNs).toBeGreaterThan(5e6);
    await expect(page.getByText(/ of 12.3 ms$/u)).toBeVisible();
    await page.keyboard.press('Escape');
    await expect.poll(async () => (await zoomed(page)).toNs).toBeUndefined();
  });

  test('by a drag along the axis, and a drag on the bars then pans', async ({ page, scene }) => {
    await scene('lesson');
    const box = await page.locator('.tl-axis').boundingBox();
    if (box === null) throw new Error('no axis');
    await page.mouse.move(box.x + box.width * 0.25, box.y + 10);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.5, box.y + 10, { steps: 4 });
    await page.mouse.up();
    await expect.poll(async () => (await zoomed(page)).fromNs).toBeCloseTo(0.25 * 12.3e6, -5);
    await page.mouse.move(box.x + box.width * 0.5, box.y + 60);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.25, box.y + 60, { steps: 4 });
    await page.mouse.up();
    await expect.poll(async () => (await zoomed(page)).fromNs).toBeCloseTo(0.3125 * 12.3e6, -5);
    expect(await page.evaluate(() => window.told.selected)).toBeUndefined();
  });

  test('on the minimap: choose, move, an edge, double click', async ({ page, scene }) => {
    await scene('lesson');
    const box = await page.locator('.mm').boundingBox();
    if (box === null) throw new Error('no minimap');
    const drag = async (from: number, to: number): Promise<void> => {
      await page.mouse.move(box.x + box.width * from, box.y + 20);
      await page.mouse.down();
      await page.mouse.move(box.x + box.width * to, box.y + 20, { steps: 4 });
      await page.mouse.up();
    };
    const share = async (): Promise<string> => {
      const { fromNs = 0, toNs = 0 } = await zoomed(page);
      return `${(fromNs / 12.3e6).toFixed(1)} ${(toNs / 12.3e6).toFixed(1)}`;
    };
    await drag(0.2, 0.6);
    await expect.poll(share).toBe('0.2 0.6');
    await drag(0.4, 0.5);
    await expect.poll(share).toBe('0.3 0.7');
    await drag(0.7, 0.9);
    await expect.poll(share).toBe('0.3 0.9');
    await page.mouse.dblclick(box.x + box.width * 0.1, box.y + 20);
    await expect.poll(async () => (await zoomed(page)).toNs).toBeUndefined();
  });

  test('on the minimap by keys', async ({ page, scene }) => {
    await scene('lesson');
    const start = page.getByRole('slider', { name: 'Start of the part that is drawn' });
    await start.focus();
    await page.keyboard.press('Shift+ArrowRight');
    await expect(start).toHaveAttribute('aria-valuetext', '1.23 ms');
    await page.getByRole('slider', { name: 'End of the part that is drawn' }).focus();
    await page.keyboard.press('ArrowLeft');
    await expect.poll(async () => (await zoomed(page)).toNs).toBeCloseTo(0.99 * 12.3e6, -4);
  });

  test('with two fingers', async ({ browser, harness }) => {
    const context = await browser.newContext({ hasTouch: true, viewport: { width: 390, height: 844 } });
    const page = await context.newPage();
    await harness.open(page, 'shop', { width: 390, height: 844 });
    const session = await context.newCDPSession(page);
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', xs: number[]): Promise<unknown> =>
      session.send('Input.dispatchTouchEvent', {
        type,
        touchPoints: xs.map((x, id) => ({ x, y: 500, id })),
      });
    await touch('touchStart', [150, 250]);
    for (const spread of [10, 30, 60, 90]) await touch('touchMove', [150 - spread, 250 + spread]);
    await touch('touchEnd', []);
    await expect.poll(async () => (await zoomed(page)).toNs).toBeDefined();
    const total = Number(await page.getByRole('slider').last().getAttribute('aria-valuemax'));
    // On a busy machine the address may be written between two of the moves.
    const share = async (): Promise<number> => {
      const { fromNs = 0, toNs = 0 } = await zoomed(page);
      return (toNs - fromNs) / total;
    };
    await expect.poll(share).toBeLessThan(0.6);
    await context.close();
  });
});

test.describe('find', () => {
  test('counts, marks, goes to the first match, then on and back', async ({ page, scene }) => {
    await scene('shop');
    await page.getByRole('textbox', { name: 'Find in this trace' }).fill('POST /charge');
    await expect(page.getByRole('status').filter({ hasText: /^1 of \d+$/u })).toBeVisible();
    await expect(page.locator('.tl-row[data-at][data-found="yes"]')).toBeInViewport();
    const first = await page.locator('.tl-row[data-at]').getAttribute('aria-rowindex');
    await page.keyboard.press('Enter');
    await expect(page.getByText(/^2 of \d+$/u)).toBeVisible();
    await expect(page.locator('.tl-row[data-at]')).not.toHaveAttribute('aria-rowindex', first ?? '');
    await page.keyboard.press('Shift+Enter');
    await expect(page.locator('.tl-row[data-at]')).toHaveAttribute('aria-rowindex', first ?? '');
    expect(await page.evaluate(() => performance.getEntriesByName('spanlab:found').length)).toBeGreaterThan(
      0,
    );
    await page.getByRole('button', { name: 'Clear the find field' }).click();
    await expect(page.locator('.tl-row[data-found]')).toHaveCount(0);
  });

  test('is reached by / and Ctrl+F from the rows, and n goes on', async ({ page, scene }) => {
    await scene('shop');
    await current(page).focus();
    await page.keyboard.press('/');
    await expect(page.locator('.fb-input')).toBeFocused();
    await page.keyboard.type('PUT');
    await expect(page.getByText(/^1 of \d+$/u)).toBeVisible();
    await current(page).focus();
    await page.keyboard.press('n');
    await expect(page.getByText(/^2 of \d+$/u)).toBeVisible();
    await page.keyboard.press('Shift+N');
    await expect(page.getByText(/^1 of \d+$/u)).toBeVisible();
    await page.keyboard.press('Control+f');
    await expect(page.locator('.fb-input')).toBeFocused();
  });

  test('finds in folded rows and unfolds them', async ({ page, scene }) => {
    await scene('shop');
    await page.getByRole('button', { name: 'Fold all' }).click();
    await page.locator('.fb-input').fill('check address');
    await expect(page.locator('.tl-row[data-at]')).toBeInViewport();
  });
});

test('leaves out the rows of hidden services', async ({ page, scene }) => {
  await scene('lesson');
  await page.evaluate(() =>
    dispatchEvent(new CustomEvent('state', { detail: { hiddenServices: ['shopper'] } })),
  );
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '3');
  await page.evaluate(() => dispatchEvent(new CustomEvent('state', { detail: { hiddenServices: [] } })));
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '5');
});

test('lists so many services and finds the others', async ({ page, scene }) => {
  await scene('many-services');
  await page.getByRole('button', { name: 'Services' }).click();
  await expect(page.getByRole('checkbox')).toHaveCount(200);
  await expect(page.getByText('300 more are not listed.')).toBeVisible();
  await page.getByRole('textbox', { name: 'Find a service' }).fill('service-499');
  await page.getByRole('button', { name: 'Only service-499' }).click();
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '2');
  await page.getByRole('button', { name: 'Show all' }).click();
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '501');
});

test('has no minimap, and one line of buttons, where there is little room', async ({ page, scene }) => {
  await scene('shop', { width: 600, height: 290 });
  await expect(current(page)).toBeVisible();
  await expect(page.locator('.mm')).toHaveCount(0);
  await page.getByRole('button', { name: 'Zoom in' }).click();
  expect((await page.getByRole('group', { name: 'Waterfall' }).boundingBox())?.height).toBeLessThan(32);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(600);
});

test('marks the critical path and says so in words', async ({ page, scene }) => {
  await scene('lesson');
  await page.getByRole('button', { name: 'Critical path' }).click();
  await expect(page.locator('.tl-critical:visible')).toHaveCount(4);
  await expect(page.getByText(/^Path: \d/u)).toBeVisible();
  await expect(
    row(page, /welcome message/u)
      .getByRole('gridcell')
      .nth(1),
  ).toHaveAccessibleName(/on the critical path for/u);
});

test('says of a bar how much of it is its own time', async ({ page, scene }) => {
  await scene('lesson');
  await expect(row(page, /going to the grocery store/u).locator('.tl-bar')).toHaveAttribute(
    'title',
    /^[\d.]+ ms of [\d.]+ ms is its own time/u,
  );
});

test('says in sentences what is odd when pointed at, and only then', async ({ page, scene }) => {
  await scene('twice');
  const flag = grid(page).getByText('id used twice', { exact: true }).first();
  await expect(flag).not.toHaveAttribute('title', /./u);
  await flag.hover();
  await expect(flag).toHaveAttribute('title', /^2 spans of this trace have the id/u);
});

test('draws times at the end of int64 with figures one can read', async ({ page, scene }) => {
  await scene('end-of-time');
  await expect(grid(page).getByText('impossible time', { exact: true })).toBeVisible();
  await expect(row(page, /never ends/u)).toContainText('no end');
  await expect(row(page, /in 2255/u)).toContainText('2 ms');
  for (const words of ['Time of day', 'Critical path', 'Zoom in', 'Whole trace']) {
    await page.getByRole('button', { name: words, exact: true }).click();
    await expect(page.getByRole('columnheader').nth(1)).toContainText(/\d/u);
    await expect(page.locator('.page')).not.toContainText(/NaN|Infinity|undefined/u);
    const styles = await page
      .locator('.tl-bar, .tl-critical')
      .evaluateAll((bars) => bars.map((bar) => bar.getAttribute('style') ?? '').join(' '));
    expect(styles).not.toMatch(/NaN|Infinity/u);
  }
  await page.getByRole('button', { name: 'Picture' }).click();
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save as SVG' }).click(),
  ]);
  const svg = await readFile((await saved.path()) ?? '', 'utf8');
  expect(svg).toContain('in 2255');
  expect(svg).not.toMatch(/NaN|Infinity/u);
});

test('the time at the pointer follows what is drawn, and is put away when keys are used', async ({
  page,
  scene,
}) => {
  await scene('lesson');
  const cursor = page.locator('.tl-cursor');
  const box = await page.locator('.tl-axis').boundingBox();
  await page.mouse.move((box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + 80);
  await expect(cursor).toHaveText(/ms$/u);
  await page.evaluate(() => dispatchEvent(new CustomEvent('state', { detail: { times: 'absolute' } })));
  await expect(cursor).toHaveText(/^\d\d:\d\d:\d\d/u);
  await current(page).focus();
  await page.keyboard.press('ArrowDown');
  await expect(cursor).toBeHidden();
});

test('brings a row that is gone to into view with those around it', async ({ page, scene }) => {
  await scene('shop-5k');
  await page.evaluate(() => dispatchEvent(new CustomEvent('select', { detail: 40 })));
  const chosen = page.locator('.tl-row[aria-selected="true"]');
  await expect(chosen).toBeInViewport();
  const [rowBox, listBox] = [await chosen.boundingBox(), await page.locator('.tl-scroll').boundingBox()];
  const below = (listBox?.y ?? 0) + (listBox?.height ?? 0) - (rowBox?.y ?? 0);
  expect(below).toBeGreaterThan((listBox?.height ?? 0) / 2);
});

test('keys of an input method, and those another has taken, leave the find field alone', async ({
  page,
  scene,
}) => {
  await scene('lesson');
  await page.locator('.fb-input').fill('GET');
  await expect(page.locator('.fb-says')).toHaveText(/^1 of/u);
  await current(page).focus();
  await page.keyboard.press('Alt+n');
  await page.keyboard.press('Control+Shift+N');
  await expect(page.locator('.fb-says')).toHaveText(/^1 of/u);
  await page.keyboard.press('n');
  await expect(page.locator('.fb-says')).toHaveText(/^2 of/u);
});

test('shows times of day when asked', async ({ page, scene }) => {
  await scene('lesson');
  await page.getByRole('button', { name: 'Time of day' }).click();
  await expect(page.getByRole('columnheader', { name: 'Time of day' })).toContainText(/\d\d:\d\d:\d\d/u);
});

test('the line between names and bars moves by keys and is remembered', async ({ page, scene }) => {
  await scene('lesson');
  const line = page.getByRole('separator', { name: 'Width of the names' });
  await line.focus();
  await page.keyboard.press('ArrowRight');
  await expect(line).toHaveAttribute('aria-valuenow', '38');
  await page.reload();
  await expect(line).toHaveAttribute('aria-valuenow', '38');
  await line.dblclick();
  await expect(line).toHaveAttribute('aria-valuenow', '36');
});

test.describe('the picture', () => {
  for (const format of ['svg', 'png'] as const) {
    test(`is saved as ${format.toUpperCase()}`, async ({ page, scene }) => {
      await scene('shop');
      await page.getByRole('button', { name: 'Picture' }).click();
      const download = page.waitForEvent('download');
      await page.getByRole('button', { name: `Save as ${format.toUpperCase()}` }).click();
      const saved = await download;
      expect(saved.suggestedFilename()).toMatch(new RegExp(`^trace-[0-9a-f]{32}\\.${format}$`, 'u'));
      const chunks: Buffer[] = [];
      for await (const chunk of await saved.createReadStream()) chunks.push(chunk as Buffer);
      const bytes = Buffer.concat(chunks);
      if (format === 'svg') expect(bytes.toString('utf8')).toContain('go shopping');
      else expect(bytes.subarray(1, 4).toString('latin1')).toBe('PNG');
      expect(bytes.length).toBeGreaterThan(10_000);
    });
  }
});

test('on paper there are all the rows', async ({ page, scene }) => {
  await scene('shop');
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('.tl-row:visible')).toHaveCount(300);
  const last = page.locator('.tl-row[aria-rowindex="301"]');
  expect((await last.boundingBox())?.y ?? 0).toBeGreaterThan(8_000);
  await page.emulateMedia({ media: 'screen' });
  await expect.poll(() => page.locator('.tl-row:visible').count()).toBeLessThan(60);
});

test('rows have two lines on a phone', async ({ page, scene }) => {
  await scene('lesson', { width: 390, height: 844 });
  expect((await row(page, /welcome message/u).boundingBox())?.height).toBe(46);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
});

test('markup and script in every string are shown as text and do nothing', async ({ page, scene }) => {
  await scene('evil');
  await expect(page.locator('.tl-row').first()).toContainText('<');
  await page.getByRole('button', { name: 'Picture' }).click();
  expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
  await expect(page.locator('.ex').locator('img, script')).toHaveCount(0);
});

for (const theme of ['dark', 'light'] as const) {
  for (const name of ['lesson', 'odd', 'shop', 'evil']) {
    test(`axe finds nothing in ${name} in the ${theme} theme`, async ({ page, scene }) => {
      test.slow();
      await scene(name, { theme });
      await expect(page.locator('.tl-row').first()).toBeVisible();
      expect(await axeFindings(page)).toEqual([]);
      await page.locator('.fb-input').fill('GET');
      await page.getByRole('button', { name: 'Critical path' }).click();
      await page.getByRole('button', { name: 'Zoom in' }).click();
      await page.locator('.tl-row').first().click();
      await page.getByRole('button', { name: 'Picture' }).click();
      expect(await axeFindings(page)).toEqual([]);
    });
  }
}
