/** The workbench without a mouse: running, tabs, leaving the editor, dialogs, splits. */
import { expect, lesson, test } from '../site/bench.ts';
import { openOnPhone } from './phone.ts';

const { slug } = lesson(7);

test('Ctrl+Enter runs from anywhere on the page, and the result is said in one sentence', async ({
  page,
  bench,
}) => {
  await bench.open(slug);
  await page.locator('h1').first().click();
  await page.keyboard.press('Control+Enter');
  await expect(bench.runButton).toHaveText('Stop');
  await bench.ended();
  await expect(bench.root.getByRole('status').first()).toContainText(/\d of 3 checks met/u);
});

test('Ctrl+Enter leaves an open dialog alone', async ({ page, bench }) => {
  await bench.open(slug);
  await bench.root.getByRole('button', { name: 'Solution', exact: true }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(bench.runButton).toHaveText('Run');
});

test('the panel the lesson is about comes forward once, and stays away from who chose another', async ({
  page,
  bench,
}) => {
  await bench.open(slug);
  await bench.openPanel('Console');
  await bench.run();
  await expect(bench.tab(/^Trace/u)).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Control+Enter');
  await bench.tab(/^Wire/u).click();
  await bench.ended();
  await expect(bench.tab(/^Wire/u)).toHaveAttribute('aria-selected', 'true');
});

test('arrows, Home and End choose a tab; Tab leaves the tabs', async ({ page, bench }) => {
  await bench.open(slug);
  await bench.tab('shopper.ts').focus();
  await page.keyboard.press('ArrowRight');
  await expect(bench.tab('store.ts')).toBeFocused();
  await expect(bench.tab('store.ts')).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('End');
  await expect(bench.tab('tracing.ts')).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(bench.tab('shopper.ts')).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(bench.root.locator('[role=tab]:focus')).toHaveCount(0);
});

test('Tab is not caught in the plain editor, unless asked to indent, and then Escape frees it', async ({
  browser,
}) => {
  const page = await openOnPhone(browser, slug);
  await page.getByRole('button', { name: /Workbench/u }).click();
  const code = page.getByRole('textbox', { name: /^Code of/u });
  await code.focus();
  const before = await code.inputValue();
  await page.keyboard.press('Tab');
  await expect(code).not.toBeFocused();
  await page.getByRole('button', { name: 'Tab indents' }).click();
  await code.focus();
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('Tab');
  await expect(code).toBeFocused();
  await expect(code).toHaveValue(`  ${before}`);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  await expect(code).not.toBeFocused();
  await page.context().close();
});

test('the comparison holds the focus, closes with Escape and gives the focus back', async ({
  page,
  bench,
}) => {
  await bench.open(slug);
  const solution = bench.root.getByRole('button', { name: 'Solution', exact: true });
  await solution.focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toBeVisible();
  await expect(dialog.locator(':focus')).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(solution).toBeFocused();
});

test('the split is moved with arrows and stays so on the next visit', async ({ page, bench }) => {
  await bench.open(slug);
  const handle = bench.root.getByRole('separator', { name: 'Height of the editor' });
  await handle.focus();
  const height = async () => (await bench.root.locator('.wb-editor').boundingBox())?.height ?? 0;
  const before = await height();
  await page.keyboard.press('ArrowUp');
  await expect.poll(height).toBeLessThan(before - 20);
  const after = await height();
  await page.reload();
  await expect.poll(height).toBeCloseTo(after, -1);
});

test('p in the workbench switches the projector on and off, but not while somebody types', async ({
  page,
  bench,
}) => {
  await bench.open(slug);
  const html = page.locator('html');
  await page.locator('h1').first().click();
  await page.keyboard.press('p');
  await expect(html).not.toHaveAttribute('data-projector', '');
  await bench.tab('shopper.ts').focus();
  await page.keyboard.press('p');
  await expect(html).toHaveAttribute('data-projector', '');
  await page.keyboard.press('p');
  await expect(html).not.toHaveAttribute('data-projector', '');
  await bench.root.locator('.wb-textarea, .native-edit-context').first().focus();
  await page.keyboard.press('p');
  await expect(html).not.toHaveAttribute('data-projector', '');
});
