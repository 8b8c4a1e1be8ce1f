/** A new page for each program that needs a document, on an origin of its own, so that storage is its own too. */
import type { SharedBrowser } from './browser.ts';
import { answersWithinMs, type Driven, type Lane } from './driven.ts';
import type { ProgramPage } from './realm/page.ts';
import { type ProgramReport, reportLimits } from './realm/program-report.ts';

const [report, startIt, endIt] = [
  'spanlabReport',
  'spanlabStart',
  'spanlabEnd',
] as const satisfies (keyof ProgramPage)[];

/** @param addressOf Address of the page, different for each number: browsers take `*.localhost` as loopback. */
export function openPageLane(browser: SharedBrowser, addressOf: (number: number) => string): Lane {
  let number = 0;
  return {
    async run(start, ending, heard) {
      number += 1;
      const ended = Promise.withResolvers<Driven>();
      const reports: ProgramReport[] = [];
      const end = (how: Driven['how'], message?: string): void =>
        ended.resolve({ how, reports, ...(message !== undefined && { message }) });
      const take = (batch: string): void => {
        for (const each of JSON.parse(batch) as ProgramReport[]) {
          if (reports.length < reportLimits.calls * 2) reports.push(each);
          if (each.type === 'done' || each.type === 'flood') end(each.type);
        }
        heard?.(reports);
      };
      const page = await browser.open(addressOf(number), { [report]: take });
      page.ended.then((how) =>
        how === 'crashed'
          ? end('crashed', 'it used up its browser page, memory most likely')
          : end('gone', 'Chromium ended while it ran, or it closed its own page'),
      );
      page.left.then(() => end('crashed', 'it left its page for another address'));
      page.call(startIt, start).catch((error: unknown) => {
        if (!page.isEnded()) end('broken', error instanceof Error ? error.message : String(error));
      });
      ending((how) => {
        if (how === 'stop') end('stopped');
        else page.call(endIt).catch(() => undefined);
      });
      const driven = await ended.promise;
      const patience = Promise.withResolvers<void>();
      const timer = setTimeout(patience.resolve, answersWithinMs);
      await Promise.race([page.close(), patience.promise]);
      clearTimeout(timer);
      return driven;
    },
  };
}
