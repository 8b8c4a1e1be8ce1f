/** Nothing is lost: edits, Reset, Solution, variants, a reload, a changed lesson. */
import type { Page } from '@playwright/test';
import { type Bench, expect, lesson, test } from '../site/bench.ts';
import { openOnPhone } from './phone.ts';

const { slug } = lesson(6);

/** Type at the start of the open file, in whichever editor is there. */
async function type(page: Page, bench: Bench, text: string): Promise<void> {
  const plain = bench.root.locator('.wb-textarea');
  const editor =
    (await plain.count()) > 0
      ? plain
      : bench.root.locator('.monaco-editor .native-edit-context, .monaco-editor textarea').first();
  await editor.focus();
  await page.keyboard.press('Control+Home');
  await page.keyboard.type(text);
}

test('what was typed is there after a reload, in the plain editor', async ({ browser }) => {
  const page = await openOnPhone(browser, slug);
  await page.getByRole('button', { name: /Workbench/u }).click();
  const code = page.getByRole('textbox', { name: 'Code of shopper.ts' });
  await code.focus();
  await page.keyboard.press('Control+Home');
  await page.keyboard.type('// mine');
  await page.reload();
  await page.getByRole('button', { name: /Workbench/u }).click();
  await expect(code).toHaveValue(/^\/\/ mine/u);
  await expect(page.getByRole('tab', { name: 'shopper.ts (changed)' })).toBeVisible();
  await page.context().close();
});

test('Reset can be undone, and the undoing can be undone', async ({ page, bench }) => {
  await bench.open(slug);
  await type(page, bench, '// mine');
  const changed = bench.tab('shopper.ts (changed)');
  await expect(changed).toBeVisible();
  await bench.root.getByRole('button', { name: 'Reset to the starting files' }).click();
  await expect(changed).toBeHidden();
  await bench.root.getByRole('button', { name: 'Undo Reset' }).click();
  await expect(changed).toBeVisible();
  await bench.root.getByRole('button', { name: 'Redo Reset' }).click();
  await expect(changed).toBeHidden();
});

test('a variant goes back to what the learner had', async ({ page, bench }) => {
  await bench.open(slug);
  await type(page, bench, '// mine');
  await page.locator('[data-variant]').first().click();
  await expect(bench.root.getByText('Break it')).toBeVisible();
  await expect(bench.tab('tracing.ts (changed)')).toHaveAttribute('aria-selected', 'true');
  await bench.root.getByRole('button', { name: 'Back to mine' }).click();
  await expect(bench.tab('shopper.ts (changed)')).toBeVisible();
  await expect(bench.tab('tracing.ts (changed)')).toBeHidden();
});

test('a lesson that has changed since keeps the learner’s version and says what changed', async ({
  page,
  bench,
}) => {
  await page.addInitScript(
    ({ key, value }) => localStorage.getItem(key) ?? localStorage.setItem(key, value),
    {
      key: `spanlab:lesson:${slug}`,
      value: JSON.stringify({
        version: 1,
        exercise: 'main',
        openFile: {},
        exercises: { main: { edits: { 'shopper.ts': { text: '// mine\n', base: '// an older lesson\n' } } } },
      }),
    },
  );
  await bench.open(slug);
  await expect(bench.root.getByText('This lesson has changed since you edited shopper.ts.')).toBeVisible();
  expect(await bench.code()).toContain('// mine');
  await bench.root.getByRole('button', { name: 'See what changed' }).click();
  const dialog = page.getByRole('dialog', { name: 'Your files beside the lesson’s new version' });
  await expect(dialog).toContainText('startActiveSpan');
  await dialog.getByRole('button', { name: 'Keep mine' }).click();
  await bench.root.getByRole('button', { name: 'Keep mine' }).click();
  await expect(bench.root.getByText('This lesson has changed')).toBeHidden();
  expect(await bench.code()).toContain('// mine');
});

test('code that does not compile is said where it is, and the last good output stays', async ({
  page,
  bench,
}) => {
  await bench.open(slug);
  await bench.run();
  const output = bench.panel('Console').getByText('the shopper hears');
  await expect(output).toBeVisible();
  await type(page, bench, "import './traicing.ts';\n");
  expect(await bench.run()).toBe('not-started');
  await expect(bench.panel('Console').getByRole('button', { name: /^shopper\.ts:1/u })).toBeVisible();
  await expect(output).toBeVisible();
  await expect(bench.panel('Console').locator('[data-stale]')).toBeVisible();
});

test('a second tab follows the first until something is typed there, and then asks', async ({
  page,
  bench,
  context,
}) => {
  await bench.open(slug);
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(other.getByRole('button', { name: 'Run', exact: true })).toBeEnabled();
  await page.bringToFront();
  await type(page, bench, '// first');
  await expect(other.getByRole('tab', { name: 'shopper.ts (changed)' })).toBeVisible();

  await other.bringToFront();
  await other.getByRole('button', { name: 'Reset to the starting files' }).click();
  await page.bringToFront();
  await expect(bench.root.getByText('This lesson was changed in another tab.')).toBeVisible();
  expect(await bench.code()).toContain('// first');
  await bench.root.getByRole('button', { name: 'Take the other tab’s' }).click();
  await expect(bench.tab('shopper.ts (changed)')).toBeHidden();
  await bench.root.getByRole('button', { name: 'Undo Other tab’s version' }).click();
  await expect(bench.tab('shopper.ts (changed)')).toBeVisible();
});
