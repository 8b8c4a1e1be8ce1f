/** A page that runs one program after the other, each in a Worker of its own. */
import type { Page } from 'playwright-core';
import type { SharedBrowser } from './browser.ts';
import { answersWithinMs, type Driven, type Lane } from './driven.ts';
import type { HostPage } from './realm/host.ts';

export interface HostLane extends Lane {
  /** Opens the page ahead of the first run. */
  warm(): Promise<void>;
}

/** @param address Of the host page. */
export function openHostLane(browser: SharedBrowser, address: string): HostLane {
  let opened: Promise<Page> | undefined;
  const open = async (): Promise<Page> => {
    const page = await browser.page();
    await page.goto(address);
    return page;
  };
  /** The page as it is, or a new one when the last has gone. */
  const ready = async (): Promise<Page> => {
    try {
      const last = await opened;
      if (last !== undefined && !last.isClosed()) return last;
      opened = open();
      return await opened;
    } catch (error) {
      opened = undefined;
      throw error;
    }
  };
  return {
    async warm() {
      await ready();
    },
    async run(start, ending) {
      const page = await ready();
      const ended = Promise.withResolvers<Driven>();
      const lost = (how: Driven['how'], message: string) => ended.resolve({ how, reports: [], message });
      page.once('crash', () => lost('crashed', 'it used up its browser page, memory most likely'));
      page.once('close', () => lost('gone', 'Chromium ended while it ran'));
      let unanswered: NodeJS.Timeout | undefined;
      page
        .evaluate((start) => (globalThis as unknown as HostPage).spanlabRun(start), start)
        .then(ended.resolve, (error: unknown) => {
          const message = error instanceof Error ? error.message : String(error);
          // The events above know more.
          if (!/crash|closed/iu.test(message)) lost('broken', message);
        });
      ending((how) => {
        page
          .evaluate((how) => (globalThis as unknown as HostPage).spanlabEnd(how), how)
          .catch(() => undefined);
        if (how === 'enough') return;
        unanswered ??= setTimeout(() => lost('stopped', 'its page answered no more'), answersWithinMs);
      });
      const driven = await ended.promise;
      clearTimeout(unanswered);
      page.removeAllListeners('crash').removeAllListeners('close');
      // After anything unusual the next program gets a page, and a process, that has seen nothing of it.
      if (driven.how !== 'done') {
        opened = undefined;
        page.close().catch(() => undefined);
      }
      return driven;
    },
  };
}
