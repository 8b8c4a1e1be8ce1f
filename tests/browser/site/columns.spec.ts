/** The line between prose and workbench: pointer, finger and keys move it, and the browser remembers. */
import { expect, lesson, test } from './bench.ts';

const address = `${lesson(6).slug}/`;

test.beforeEach(async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(address);
});

test('dragging moves it, a reload keeps it, a double click puts it back', async ({ page }) => {
  const line = page.getByRole('separator', { name: 'Width of the text, in per cent' });
  await expect(line).toHaveAttribute('aria-valuenow', '42');
  const box = await line.boundingBox();
  await page.mouse.move((box?.x ?? 0) + 5, 400);
  await page.mouse.down();
  await page.mouse.move(900, 420, { steps: 4 });
  await page.mouse.up();
  // 900 of 1440 pixels.
  await expect(line).toHaveAttribute('aria-valuenow', '63');
  expect(Math.round((await page.locator('.bench').boundingBox())?.x ?? 0)).toBe(900);
  await page.reload();
  await expect(line).toHaveAttribute('aria-valuenow', '63');
  await line.dblclick();
  await expect(line).toHaveAttribute('aria-valuenow', '42');
  await page.reload();
  await expect(line).toHaveAttribute('aria-valuenow', '42');
});

test('arrows, Home, End and Enter move it, and never past what can be read', async ({ page }) => {
  const line = page.getByRole('separator', { name: 'Width of the text, in per cent' });
  await line.focus();
  await page.keyboard.press('ArrowRight');
  await expect(line).toHaveAttribute('aria-valuenow', '44');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await expect(line).toHaveAttribute('aria-valuenow', '40');
  await page.keyboard.press('Home');
  expect((await page.locator('.lesson-prose').boundingBox())?.width).toBe(320);
  await page.keyboard.press('End');
  expect((await page.locator('.bench').boundingBox())?.width).toBe(384);
  await page.keyboard.press('Enter');
  await expect(line).toHaveAttribute('aria-valuenow', '42');
});

test('a finger moves it too', async ({ page }) => {
  const line = page.getByRole('separator', { name: 'Width of the text, in per cent' });
  await expect(line).toBeVisible();
  const session = await page.context().newCDPSession(page);
  const x = (await line.boundingBox())?.x ?? 0;
  await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x: x + 5, y: 300 }] });
  await session.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [{ x: 720, y: 310 }] });
  await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await expect(line).toHaveAttribute('aria-valuenow', '50');
});

test('there is none where the columns are one below the other', async ({ page }) => {
  await page.setViewportSize({ width: 799, height: 900 });
  await expect(page.locator('.column-split')).toBeHidden();
});
