/** What the Trace panel does for learners, in the built site: predictions, the solution's trace, the way back to the code. */
import type { Locator } from '@playwright/test';
import { axeFindings } from '../axe-findings.ts';
import { type Bench, expect, test } from '../site/bench.ts';

const intoJaeger = 'grocery-store/into-jaeger';

/** Whatever the panel's height: in its header, or in its menu. */
async function press(panel: Locator, name: string): Promise<void> {
  const button = panel.getByRole('button', { name });
  const menu = panel.getByRole('button', { name: /^More/u });
  await expect(button.or(menu).first()).toBeVisible();
  if (!(await button.isVisible())) await menu.click();
  await button.click();
}

async function solved(bench: Bench): Promise<Locator> {
  await bench.open(intoJaeger);
  await bench.loadSolution();
  await bench.run();
  return bench.openPanel('Trace');
}

test('a tree drawn before the run is laid beside what came', async ({ page, bench }) => {
  await bench.open(intoJaeger);
  await page.getByRole('button', { name: 'draw their tree' }).click();
  const panel = bench.panel('Trace');
  await panel.getByLabel('Name of line 1').fill('going to the grocery store');
  await panel.getByLabel('Service of line 1').selectOption('shopper');
  await panel.getByLabel('Name of line 1').press('Enter');
  await expect(panel.getByLabel('Name of line 2')).toBeFocused();
  await panel.getByLabel('Name of line 2').fill('GET');
  await panel.getByLabel('Kind of line 2').selectOption('SERVER');
  expect(await axeFindings(page)).toEqual([]);

  await bench.loadSolution();
  await bench.run();
  await expect(panel.getByRole('status').filter({ hasText: /1 of 2 spans as you expected/u })).toBeVisible();
  await expect(panel.getByText('Its kind is CLIENT, you expected SERVER.')).toBeVisible();
  await expect(panel.getByText('You did not expect it.').first()).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);

  // Kept, and its spans lead to the trace.
  await panel.getByRole('button', { name: 'welcome message' }).click();
  await expect(panel.getByRole('row', { selected: true })).toContainText('welcome message');
  await page.reload();
  await page.getByRole('button', { name: 'draw their tree' }).click();
  await expect(panel.getByLabel('Name of line 2')).toHaveValue('GET');
});

test('the solution runs out of sight, and its trace is laid over the learner’s', async ({ page, bench }) => {
  const panel = await solved(bench);
  const before = await bench.root.getByRole('tab', { name: /^Console/u }).textContent();
  await press(panel, 'Solution’s trace');
  await expect(panel.getByRole('treegrid')).toBeVisible({ timeout: 30_000 });
  await expect(panel.getByRole('row', { name: /welcome message/u })).toBeVisible();
  expect(await bench.root.getByRole('tab', { name: /^Console/u }).textContent()).toBe(before);
  expect(await axeFindings(page)).toEqual([]);
});

test('a span leads to the line of the learner’s code that started it', async ({ page, bench }) => {
  const panel = await solved(bench);
  await panel.getByRole('row', { name: /welcome message/u }).click();
  await panel.getByRole('button', { name: /^store\.ts:\d+/u }).click();
  await expect(bench.root.getByRole('tab', { name: /^store\.ts/u })).toHaveAttribute('aria-selected', 'true');
  await expect(page.locator('.wb')).toContainText('startActiveSpan');
});

test('words of the lesson lead into a state of the explorer', async ({ page, bench }) => {
  const panel = await solved(bench);
  await page.getByRole('button', { name: 'The critical path' }).click();
  await expect(panel.locator('.tl-critical').filter({ visible: true }).first()).toBeVisible();
});
