/** A new page for each program that needs a document, on an origin of its own, so that storage is its own too. */
import type { SharedBrowser } from './browser.ts';
import { answersWithinMs, type Driven, type Lane } from './driven.ts';
import type { ProgramPage } from './realm/page.ts';
import { type ProgramReport, reportLimits } from './realm/program-report.ts';

/** @param addressOf Address of the page, different for each number: browsers take `*.localhost` as loopback. */
export function openPageLane(browser: SharedBrowser, addressOf: (number: number) => string): Lane {
  let number = 0;
  return {
    async run(start, ending) {
      number += 1;
      const page = await browser.page();
      const ended = Promise.withResolvers<Driven>();
      const reports: ProgramReport[] = [];
      const end = (how: Driven['how'], message?: string): void =>
        ended.resolve({ how, reports, ...(message !== undefined && { message }) });
      page.once('crash', () => end('crashed', 'it used up its browser page, memory most likely'));
      page.once('close', () => end('gone', 'Chromium ended while it ran, or it closed its own page'));
      page.on('dialog', (dialog) => void dialog.dismiss().catch(() => undefined));
      try {
        await page.exposeFunction('spanlabReport', (batch: ProgramReport[]) => {
          for (const report of batch) {
            if (reports.length < reportLimits.calls * 2) reports.push(report);
            if (report.type === 'done' || report.type === 'flood') end(report.type);
          }
        });
        await page.goto(addressOf(number));
        page.once('domcontentloaded', () => end('crashed', 'it left its page for another address'));
        ending((how) => {
          if (how === 'stop') end('stopped');
          else page.evaluate(() => (globalThis as ProgramPage).spanlabEnd?.()).catch(() => undefined);
        });
        page
          .evaluate((start) => (globalThis as ProgramPage).spanlabStart?.(start), start)
          .catch((error: unknown) => {
            // A program that goes to another address takes its own page away.
            end('broken', error instanceof Error ? error.message : String(error));
          });
        return await ended.promise;
      } finally {
        page.removeAllListeners();
        await Promise.race([
          page.close(),
          new Promise((resolve) => setTimeout(resolve, answersWithinMs)),
        ]).catch(() => undefined);
      }
    },
  };
}
