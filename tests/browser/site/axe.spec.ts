import type { Page } from '@playwright/test';
import { axeFindings } from '../axe-findings.ts';
import { addresses } from './addresses.ts';
import { expect, lesson, test } from './bench.ts';

const themes = ['light', 'dark'] as const;

for (const address of addresses) {
  test(`axe finds nothing on /${address} in either theme`, async ({ page, bench }) => {
    await page.goto(address);
    // What is there before its script has come is looked at without scripts, elsewhere.
    if ((await bench.root.count()) > 0) await expect(bench.runButton).toBeEnabled();
    await expectCleanInBothThemes(page, 'html');
  });
}

test.describe('axe finds nothing in the workbench in use:', () => {
  test('every panel after a run, a span and an exchange opened', async ({ page, bench }) => {
    await bench.open(lesson(7).slug);
    await bench.loadSolution();
    await bench.run();
    await expect(bench.root.locator('.monaco-editor')).toBeVisible();
    const trace = await bench.openPanel('Trace');
    await trace.getByRole('row', { name: /welcome message/u }).click();
    await expectCleanInBothThemes(page);
    const wire = await bench.openPanel('Wire');
    await wire
      .getByRole('row', { name: /v1\/traces/u })
      .first()
      .click();
    await expectCleanInBothThemes(page);
    await bench.openPanel('Checks');
    await expectCleanInBothThemes(page);
    await bench.openPanel('Console');
    await expectCleanInBothThemes(page);
  });

  test('spans in the console, and checks that are missed', async ({ page, bench }) => {
    await bench.open(lesson(6).slug);
    await bench.run();
    const console = await bench.openPanel('Console');
    await console.locator('.span-card-head').first().click();
    await expectCleanInBothThemes(page);
    await bench.openPanel('Checks');
    await expectCleanInBothThemes(page);
  });

  test('the comparison with the solution', async ({ page, bench }) => {
    await bench.open(lesson(7).slug);
    await bench.root.getByRole('button', { name: 'Solution', exact: true }).click();
    await expect(page.getByRole('dialog')).toContainText('OTLPTraceExporter');
    await expectCleanInBothThemes(page);
  });

  test('a program that does not compile, and one that fails', async ({ page, bench }) => {
    await bench.open(lesson(1).slug);
    await page.locator('[data-variant="wrong-port"]').click();
    await bench.run();
    await bench.openPanel('Console');
    await expectCleanInBothThemes(page);
    await bench.type('const broken = ;');
    await bench.run();
    await expectCleanInBothThemes(page);
  });

  test('an answer in the request box, while a server runs', async ({ page, bench }) => {
    await bench.open(lesson(1).slug);
    await bench.switchExercise('Ask the store yourself');
    await bench.runButton.click();
    const request = await bench.openPanel('Request');
    await request.getByRole('button', { name: 'Send' }).click();
    await expect(request.locator('.rq-answer')).toContainText('200');
    await expectCleanInBothThemes(page);
  });
});

test('axe finds nothing on a phone with the sheet open', async ({ page, bench }) => {
  await page.setViewportSize({ width: 375, height: 812 });
  await bench.open(lesson(7).slug);
  await page.getByRole('button', { name: /Workbench/u }).click();
  await bench.run();
  await expectCleanInBothThemes(page);
});

/** The workbench and what floats over it; pages have a test of their own. */
const workbench = ['.wb', '[role="dialog"]'];

async function expectCleanInBothThemes(page: Page, ...parts: string[]): Promise<void> {
  for (const theme of themes) {
    // No transitions: colours on their way from one theme to the other are neither.
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
    expect(
      await axeFindings(page, ...(parts.length > 0 ? parts : workbench)),
      `in the ${theme} theme`,
    ).toEqual([]);
  }
}
