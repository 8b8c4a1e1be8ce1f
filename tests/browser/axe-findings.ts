/** What axe finds wrong with a page: the way every spec asks. */
import type { Page } from '@playwright/test';
import axe from 'axe-core';

declare global {
  interface Window {
    axe: typeof axe;
  }
}

/**
 * What axe finds wrong, in a line each.
 *
 * It runs in the page itself, and only what is wrong leaves it: the frames of a lab are hidden, and listing all that is
 * right takes thrice the time. So this asks axe and not @axe-core/playwright, which opens a page more each time.
 *
 * @param parts Selectors of what is looked at; those that are not there are left out. The whole page without any.
 */
export async function axeFindings(page: Page, ...parts: string[]): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  return page.evaluate(async (selectors) => {
    const there = selectors.filter((selector) => document.querySelector(selector) !== null);
    if (selectors.length > 0 && there.length === 0)
      throw new Error(`found none of ${selectors.join(', ')} on the page`);
    // A colour on its way to another is neither.
    const ending = document
      .getAnimations()
      .filter(
        ({ playState, effect }) =>
          playState === 'running' && effect?.getComputedTiming().endTime !== Infinity,
      );
    await Promise.allSettled(ending.map(({ finished }) => finished));
    const { violations } = await window.axe.run(
      there.length > 0 ? { include: there.map((part) => [part]) } : document,
      {
        resultTypes: ['violations'],
      },
    );
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(
        ({ html, target, failureSummary }) => `${id}: ${target.join(' ')} ${html} — ${failureSummary}`,
      ),
    );
  }, parts);
}
