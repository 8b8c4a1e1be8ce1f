/** A page that runs one program after the other, each in a Worker of its own. */
import type { SharedBrowser } from './browser.ts';
import type { BrowserPage } from './browser-page.ts';
import { answersWithinMs, type Driven, type Lane } from './driven.ts';
import type { HostedRun, HostPage } from './realm/host.ts';
import type { ProgramReport } from './realm/program-report.ts';

export interface HostLane extends Lane {
  /** Opens the page ahead of the first run. */
  warm(): Promise<void>;
}

const [runIt, endIt, hearIt] = [
  'spanlabRun',
  'spanlabEnd',
  'spanlabHear',
] as const satisfies (keyof HostPage)[];

/** @param address Of the host page. */
export function openHostLane(browser: SharedBrowser, address: string): HostLane {
  let opened: Promise<BrowserPage> | undefined;
  /** The page as it is, or a new one when the last has gone. */
  const ready = async (): Promise<BrowserPage> => {
    try {
      const last = await opened;
      if (last !== undefined && !last.isEnded()) return last;
      opened = browser.open(address);
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
    async run(start, ending, heard) {
      const page = await ready();
      const ended = Promise.withResolvers<Driven>();
      const lost = (how: Driven['how'], message: string) => ended.resolve({ how, reports: [], message });
      page.ended.then((how) =>
        how === 'crashed'
          ? lost('crashed', 'it used up its browser page, memory most likely')
          : lost('gone', 'Chromium ended while it ran'),
      );
      page.call(runIt, start).then(
        (run) => ended.resolve(run as HostedRun),
        (error: unknown) => {
          // Its end, above, says more.
          if (!page.isEnded()) lost('broken', error instanceof Error ? error.message : String(error));
        },
      );
      if (heard !== undefined) listen(page, start.script, heard).catch(() => undefined);
      let unanswered: NodeJS.Timeout | undefined;
      ending((how) => {
        page.call(endIt, how).catch(() => undefined);
        if (how === 'enough') return;
        unanswered ??= setTimeout(() => lost('stopped', 'its page answered no more'), answersWithinMs);
      });
      const driven = await ended.promise;
      clearTimeout(unanswered);
      // After anything unusual the next program gets a page, and a process, that has seen nothing of it.
      if (driven.how !== 'done') {
        opened = undefined;
        page.close().catch(() => undefined);
      }
      return driven;
    },
  };
}

/** Until the program has ended. Its page answers only when there is something new. */
async function listen(
  page: BrowserPage,
  script: string,
  heard: (reports: readonly ProgramReport[]) => void,
): Promise<void> {
  const all: ProgramReport[] = [];
  for (;;) {
    const more = (await page.call(hearIt, script, all.length)) as ProgramReport[];
    if (more.length === 0) return;
    all.push(...more);
    heard(all);
  }
}
