import type { Page } from '@playwright/test';
import { expect, lesson, test } from './bench.ts';

test.describe('the big editor, with nothing but this site to ask,', () => {
  test('shows the real signature of startActiveSpan on hover', async ({ page, bench }) => {
    await bench.open(lesson(7).slug);
    await bench.bigEditor();
    await hoverWord(page, 'startActiveSpan');
    await expect(page.locator('.monaco-hover').filter({ hasText: 'startActiveSpan' })).toContainText(
      /Tracer\.startActiveSpan<.*>\(name: string, fn: \(trip: Span\) =>/u,
    );
  });

  test('lists the methods of a span', async ({ page, bench }) => {
    await bench.open(lesson(7).slug);
    await bench.bigEditor();
    await hoverWord(page, 'startActiveSpan'); // Answered once the types are there.
    await expect(page.locator('.monaco-hover').filter({ hasText: '(trip: Span)' })).toBeVisible();
    await bench.type(
      "import { trace } from '@opentelemetry/api';\nconst span = trace.getTracer('x').startSpan('y');\nspan.",
    );
    await page.keyboard.press('Control+Space');
    const list = page.locator('.suggest-widget');
    await expect(list.getByLabel(/^addEvent,/u)).toBeVisible();
    await page.keyboard.type('setAttr');
    await expect(list.getByLabel(/^setAttribute,/u)).toBeVisible();
  });

  test('marks an import that does not exist, and says what can be imported', async ({ page, bench }) => {
    await bench.open(lesson(7).slug);
    await bench.type("import pad from 'left-pad';\nconsole.log(pad);\n");
    expect(await bench.run()).toBe('not-started');
    await expect(bench.root.locator('.squiggly-error').first()).toBeVisible();
    await expect(bench.panel('Console')).toContainText(/There is no "left-pad" here/u);
    await hoverWord(page, 'left-pad');
    await expect(page.locator('.monaco-hover').filter({ hasText: 'left-pad' })).toContainText(
      /can import: .*@opentelemetry\/api/u,
    );
  });
});

test('a syntax error is shown in its place, and the last good output stays', async ({ bench }) => {
  await bench.open(lesson(1).slug);
  expect(await bench.run()).toBe('finished');
  const output = await bench.openPanel('Console');
  await expect(output).toContainText('Ada hears: Here is your cheese');
  await bench.type('const broken = ;\n');
  expect(await bench.run()).toBe('not-started');
  await expect(output.getByRole('button', { name: 'shopper.ts:1:16' })).toBeVisible();
  await expect(output).toContainText('Expression expected');
  await expect(output).toContainText('Ada hears: Here is your cheese');
  await expect(bench.root.locator('.squiggly-error').first()).toBeVisible();
});

test('Run does not wait for the big editor, nor need it', async ({ page, bench }) => {
  const blocked: string[] = [];
  await page.route(/\/_astro\/(?:monaco|editor\.api)[\w.-]*\.js$/u, (route) => {
    blocked.push(route.request().url()); // Never answered.
  });
  await bench.open(lesson(7).slug);
  await bench.openFile('tracing.ts');
  const area = bench.root.getByRole('textbox', { name: 'Code of tracing.ts' });
  await area.fill(lesson(7).exercises.main.solution['tracing.ts'] ?? '');
  expect(await bench.run()).toBe('finished');
  await bench.expectAllMet();
  expect(blocked).not.toEqual([]);
});

test('edits are there after a reload, in every file and whichever is open', async ({ page, bench }) => {
  await bench.open(lesson(7).slug);
  await bench.type('// mine\n');
  await bench.openFile('store.ts');
  await bench.type('// mine, too\n');
  await page.reload();
  await expect(bench.root.getByRole('tab', { name: 'store.ts (changed)', selected: true })).toBeVisible();
  await expect.poll(() => bench.code()).toContain('// mine, too');
  await bench.openFile('shopper.ts');
  await expect.poll(() => bench.code()).not.toContain('too');
  expect(await bench.code()).toContain('// mine');
});

test('Reset brings the starting files back, Undo the edits, also after a reload', async ({ page, bench }) => {
  await bench.open(lesson(7).slug);
  await bench.type("console.log('mine');\n");
  await bench.root.getByRole('button', { name: 'Reset to the starting files' }).click();
  await expect(bench.root.locator('.view-lines')).toContainText('startTracing');
  await page.reload();
  await bench.root.getByRole('button', { name: 'Undo Reset' }).click();
  await bench.run();
  await expect(await bench.openPanel('Console')).toContainText('mine');
});

test('Stop ends an endless loop, and the next run starts afresh', async ({ bench }) => {
  await bench.open(lesson(1).slug);
  await bench.type("console.log('round and round');\nfor (;;);\n");
  await bench.runButton.click();
  await expect(await bench.openPanel('Console')).toContainText('round and round');
  await bench.runButton.click();
  expect(await bench.ended()).toBe('stopped');
  await bench.root.getByRole('button', { name: 'Reset to the starting files' }).click();
  expect(await bench.run()).toBe('finished');
});

test('a run of servers alone goes on until Stop, and says so', async ({ bench }) => {
  await bench.open(lesson(1).slug);
  await bench.switchExercise('Ask the store yourself');
  await expect(bench.status).toHaveText('Servers run until Stop.');
  await bench.runButton.click();
  await expect(bench.root.getByRole('button', { name: /^grocery-store\b.*listening/u })).toBeVisible();
  await expect(bench.status).toHaveText('Servers run until Stop.');
  await expect(bench.runButton).toHaveText('Stop');
  await bench.runButton.click();
  expect(await bench.ended()).toBe('stopped');
});

/** Put the mouse on a word of the code, and leave it there. */
async function hoverWord(page: Page, word: string): Promise<void> {
  const place = await page.locator('.wb-editor .view-lines').evaluate((lines, wanted) => {
    const texts = document.createTreeWalker(lines, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
      const at = node.textContent?.indexOf(wanted) ?? -1;
      if (at < 0) continue;
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + wanted.length);
      const { x, y, width, height } = range.getBoundingClientRect();
      return { x: x + width / 2, y: y + height / 2 };
    }
    return undefined;
  }, word);
  if (place === undefined) throw new Error(`found no "${word}" in the editor`);
  await page.mouse.move(place.x, place.y);
  await page.mouse.move(place.x + 1, place.y);
}
