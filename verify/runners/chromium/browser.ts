/** One Chromium for all runs. Started when first needed, and again when it has died. */
import type { Browser, BrowserContext, BrowserType, Page } from 'playwright-core';
import { CannotRun } from '../../model/run.ts';
import { howToGetChromium } from './find-chromium.ts';

export interface SharedBrowser {
  /** A new page, blank. @throws `CannotRun` when Chromium cannot be started (again) */
  page(): Promise<Page>;
  /** Calls one function after the other. */
  alone<Result>(call: () => Promise<Result>): Promise<Result>;
  dispose(): Promise<void>;
}

const flags = [
  // What a program keeps in its heap, in a Worker or in a page.
  '--js-flags=--max-old-space-size=512',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Timers and Workers of pages nobody looks at go on at full speed.
  '--disable-background-timer-throttling',
  '--disable-renderer-backgrounding',
  '--disable-backgrounding-occluded-windows',
];

/** A Chromium that dies so often is not to blame on a program. */
const mostStarts = 5;

export function openBrowser(
  chromium: BrowserType,
  executablePath: string,
  args: readonly string[],
): SharedBrowser {
  let opened: Promise<{ browser: Browser; context: BrowserContext }> | undefined;
  let starts = 0;
  let disposed = false;
  let last: Promise<unknown> = Promise.resolve();

  const start = async (): Promise<{ browser: Browser; context: BrowserContext }> => {
    starts += 1;
    if (starts > mostStarts)
      throw new CannotRun(`Chromium (${executablePath}) has ended by itself ${mostStarts} times.`);
    const browser = await chromium
      .launch({
        executablePath,
        args: [...flags, ...args],
        handleSIGINT: false,
        handleSIGTERM: false,
        handleSIGHUP: false,
      })
      .catch((error: unknown) => {
        const reason = error instanceof Error ? error.message : String(error);
        throw new CannotRun(`Chromium (${executablePath}) does not start: ${reason}\n${howToGetChromium}`);
      });
    browser.once('disconnected', () => {
      opened = undefined;
    });
    return { browser, context: await browser.newContext() };
  };

  return {
    async page() {
      if (disposed) throw new CannotRun('Chromium has been closed');
      opened ??= start();
      const { context } = await opened;
      return context.newPage();
    },
    alone(call) {
      const result = last.then(call, call);
      last = result;
      return result;
    },
    async dispose() {
      disposed = true;
      const open = await opened?.catch(() => undefined);
      await open?.browser.close();
    },
  };
}
