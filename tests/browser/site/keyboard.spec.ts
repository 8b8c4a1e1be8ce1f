import type { Locator, Page } from '@playwright/test';
import { expect, lesson, test } from './bench.ts';

test('lesson 7 can be done with the keyboard alone', async ({ page, bench }) => {
  const { slug, exercises } = lesson(7);
  await bench.open(slug);
  const textbox = bench.root.getByRole('textbox', { name: /^Code of/u });
  const tabs = bench.root.getByRole('tablist', { name: 'Files' });
  const results = bench.root.getByRole('tablist', { name: 'Results' });

  await test.step('Tab reaches the files, the arrows choose one, Tab goes on into the editor', async () => {
    await tabTo(page, tabs.getByRole('tab', { selected: true }));
    await press(page, 'End');
    await expect(tabs.getByRole('tab', { name: /^tracing\.ts/u, selected: true })).toBeFocused();
    await expect(bench.root.locator('.monaco-editor').first()).toBeVisible();
    await tabTo(page, textbox);
  });

  await test.step('what is typed arrives in the file', async () => {
    await press(page, 'Control+A');
    await page.keyboard.insertText(exercises.main.solution['tracing.ts'] ?? '');
    await expect(tabs.getByRole('tab', { name: 'tracing.ts (changed)' })).toBeVisible();
  });

  await test.step('Tab writes in the editor, and after Ctrl+M leaves it', async () => {
    await press(page, 'Control+End', 'Tab');
    await expect(textbox).toBeFocused();
    await press(page, 'Control+M', 'Tab');
    await expect(textbox).not.toBeFocused();
    await press(page, 'Shift+Tab');
    await expect(textbox).toBeFocused();
    await press(page, 'Control+M');
  });

  await test.step('Ctrl+Enter runs, and the result is announced in a sentence', async () => {
    await press(page, 'Control+Enter');
    expect(await bench.ended()).toBe('finished');
    await expect(
      bench.root.getByRole('status').filter({ hasText: '4 spans stored, 3 of 3 checks met' }),
    ).toBeAttached();
    await expect(textbox).toBeFocused();
  });

  await test.step('the checks are read', async () => {
    await press(page, 'Control+M');
    await tabTo(page, results.getByRole('tab', { selected: true }));
    await press(page, 'End');
    await expect(results.getByRole('tab', { name: /^Checks/u, selected: true })).toBeFocused();
    await expect(bench.panel('Checks')).toContainText('All checks are met.');
  });

  await test.step('the waterfall is walked row by row, a span opened and closed', async () => {
    await press(page, 'Home', 'ArrowRight');
    await expect(results.getByRole('tab', { name: /^Trace/u, selected: true })).toBeFocused();
    const rows = bench.panel('Trace').getByRole('treegrid').getByRole('row');
    await tabTo(page, rows.filter({ hasText: 'going to the grocery store' }));
    await press(page, 'ArrowDown', 'ArrowDown', 'ArrowDown');
    const last = rows.filter({ hasText: 'welcome message' });
    await expect(last).toBeFocused();
    await press(page, 'Enter');
    const detail = bench.panel('Trace').getByRole('heading', { name: 'welcome message' });
    await expect(detail).toBeVisible();
    await press(page, 'Escape');
    await expect(detail).toBeHidden();
  });

  await test.step('Reset takes the edits away, Undo brings them back', async () => {
    await tabTo(page, bench.root.getByRole('button', { name: 'Reset to the starting files' }), 'Shift+Tab');
    await press(page, 'Enter');
    await expect(tabs.getByRole('tab', { name: 'tracing.ts (changed)' })).toBeHidden();
    await tabTo(page, bench.root.getByRole('button', { name: 'Undo Reset' }), 'Shift+Tab');
    await press(page, 'Enter');
    await expect(tabs.getByRole('tab', { name: 'tracing.ts (changed)' })).toBeVisible();
  });

  await test.step('Ctrl+Enter stops a run that would not end', async () => {
    await tabTo(page, textbox);
    await press(page, 'Control+A');
    await page.keyboard.insertText('export function startTracing() { for (;;); }');
    await press(page, 'Control+Enter');
    await expect(bench.root.getByRole('button', { name: 'Stop' })).toBeVisible();
    await press(page, 'Control+Enter');
    expect(await bench.ended()).toBe('stopped');
  });
});

async function press(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

/** Press Tab until an element has the focus. Fails when that takes more stops than a page has. */
async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  const stops: string[] = [];
  await expect(target).toBeAttached();
  while (!(await hasFocus(target))) {
    stops.push(await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 120) ?? ''));
    expect(stops.length, `stops on the way:\n${stops.join('\n')}`).toBeLessThan(120);
    await page.keyboard.press(key);
  }
}

const hasFocus = (target: Locator): Promise<boolean> =>
  target.evaluate((element) => element === document.activeElement);
