/** The workbench in use has nothing axe finds fault with, in both themes, wide and narrow. */
import { axeFindings } from '../axe-findings.ts';
import { expect, lesson, test } from '../site/bench.ts';
import { openOnPhone } from './phone.ts';

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    // Axe computes the contrast of every text; a busy machine takes its time over that.
    test.slow();
    test.use({ colorScheme });

    test('every panel after a run, and the comparison', async ({ page, bench }) => {
      await bench.open(lesson(7).slug);
      await bench.run();
      for (const panel of ['Console', 'Trace', 'Wire', 'Checks'] as const) {
        await bench.openPanel(panel);
        expect(await axeFindings(page), panel).toEqual([]);
      }
      await bench.root.getByRole('button', { name: 'Solution', exact: true }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
      expect(await axeFindings(page), 'comparison').toEqual([]);
    });

    test('a phone, with the sheet closed and open', async ({ browser }) => {
      const page = await openOnPhone(browser, lesson(6).slug, { colorScheme });
      const handle = page.getByRole('button', { name: /Workbench/u });
      await expect(handle).toBeVisible();
      expect(await axeFindings(page), 'closed').toEqual([]);
      await handle.click();
      await page.getByRole('button', { name: 'Run', exact: true }).filter({ visible: true }).click();
      await expect(page.getByRole('tab', { name: /^Checks \d\/\d/u })).toBeVisible();
      expect(await axeFindings(page), 'open').toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(375);
      await page.context().close();
    });
  });
}
