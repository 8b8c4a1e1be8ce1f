/** A page that runs one program after the other, each in a Worker of its own. */
import type { Page } from 'playwright-core';
import type { SharedBrowser } from './browser.ts';
import type { HostedRun, HostPage } from './realm/host.ts';
import type { ProgramReport, ProgramStart } from './realm/program-report.ts';

export interface Driven {
  /** `crashed`: the program took its page along. */
  how: 'done' | 'flood' | 'stopped' | 'broken' | 'crashed';
  reports: readonly ProgramReport[];
  message?: string;
}

/** Tells a run to end: `enough` lets it flush, `stop` does not. */
export type EndRun = (how: 'enough' | 'stop') => void;

export interface Lane {
  run(start: ProgramStart, ending: (end: EndRun) => void): Promise<Driven>;
}

/** A page that does not answer within this is given up. */
export const answersWithinMs = 3_000;

/** @param address Of the host page. */
export function openHostLane(browser: SharedBrowser, address: string): Lane & { warm(): Promise<void> } {
  let opened: Promise<Page> | undefined;
  const open = async (): Promise<Page> => {
    const page = await browser.page();
    await page.goto(address);
    return page;
  };
  const give = (page: Page): void => {
    opened = undefined;
    page.close().catch(() => undefined);
  };
  return {
    async warm() {
      opened ??= open();
      await opened;
    },
    async run(start, ending) {
      opened ??= open();
      const page = await opened.catch((error: unknown) => {
        opened = undefined;
        throw error;
      });
      const gone = Promise.withResolvers<Driven>();
      const lost = (how: Driven['how'], message: string) => gone.resolve({ how, reports: [], message });
      page.once('crash', () => lost('crashed', 'it took its browser page along'));
      page.once('close', () => lost('crashed', 'Chromium ended while it ran'));
      let unanswered: NodeJS.Timeout | undefined;
      ending((how) => {
        page
          .evaluate((how) => (globalThis as unknown as HostPage).spanlabEnd(how), how)
          .catch(() => undefined);
        if (how === 'stop')
          unanswered ??= setTimeout(
            () => lost('stopped', 'its browser page answered no more'),
            answersWithinMs,
          );
      });
      const run = page
        .evaluate((start) => (globalThis as unknown as HostPage).spanlabRun(start), start)
        .catch((error: unknown): HostedRun | Promise<Driven> => {
          const message = error instanceof Error ? error.message : String(error);
          if (!/crash|closed/iu.test(message)) return { how: 'broken', reports: [], message };
          return gone.promise;
        });
      const driven = await Promise.race([run, gone.promise]);
      clearTimeout(unanswered);
      page.removeAllListeners();
      if (driven.how === 'crashed' || driven.how === 'broken' || driven.message !== undefined) give(page);
      return driven;
    },
  };
}
