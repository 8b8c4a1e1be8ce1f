/** One Chromium for all runs. Started when first needed, and again when it has died. */
import { CannotRun } from '../../model/run.ts';
import { type BrowserPage, openPage } from './browser-page.ts';
import { type ChromiumProcess, startChromium } from './chromium-process.ts';

export interface SharedBrowser {
  /** A new page. @throws `CannotRun` when Chromium cannot be started (again) */
  open(address: string, bindings?: Readonly<Record<string, (text: string) => void>>): Promise<BrowserPage>;
  /** Calls one function after the other. */
  alone<Result>(call: () => Promise<Result>): Promise<Result>;
  dispose(): Promise<void>;
}

/** A Chromium that dies so often is not to blame on a program. */
const mostStarts = 5;

export function openBrowser(executable: string, args: readonly string[]): SharedBrowser {
  let opened: Promise<ChromiumProcess> | undefined;
  let starts = 0;
  let disposed = false;
  let last: Promise<unknown> = Promise.resolve();

  const start = async (): Promise<ChromiumProcess> => {
    starts += 1;
    if (starts > mostStarts)
      throw new CannotRun(`Chromium (${executable}) has ended by itself ${mostStarts} times.`);
    const browser = await startChromium(executable, args);
    browser.devtools.closed.then(() => {
      opened = undefined;
      return browser.dispose();
    });
    return browser;
  };

  return {
    async open(address, bindings) {
      if (disposed) throw new CannotRun('Chromium has been closed');
      opened ??= start();
      const { devtools } = await opened;
      return openPage(devtools, address, bindings);
    },
    alone(call) {
      const result = last.then(call, call);
      last = result;
      return result;
    },
    async dispose() {
      disposed = true;
      const browser = await opened?.catch(() => undefined);
      await browser?.dispose();
    },
  };
}
