/** The lab in pages of one Chromium, each with one run at a time. */
import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { defaultRunLimitMs } from '@spanlab/sandbox/schemas/lab.ts';
import { buildLabAssets, labAssetsFolder } from '../../tools/build-lab-assets.ts';
import { launchChromium } from '../../tools/setup/chromium.ts';
import { CannotRun } from '../model/run.ts';
import type { LabRequest, LabRun } from './lab-run.ts';
import { type Before, servePage } from './page/serve-page.ts';

type Page = Awaited<ReturnType<Awaited<ReturnType<typeof launchChromium>>['newPage']>>;

export interface ChromiumLab {
  /** Where the page is served: addresses of containers are told from there. */
  readonly origin: string;
  run(request: LabRequest, signal: AbortSignal): Promise<LabRun>;
  dispose(): Promise<void>;
}

/** Loading the compiler and the Collector, and delivering what a Collector holds, on a machine that is busy. */
const graceMs = 90_000;

/** @throws `CannotRun` without Chromium, or without the lab's assets */
export async function openChromiumLab(before: Before): Promise<ChromiumLab> {
  await buildLabAssets(() => undefined);
  await collectorMustBeBuilt();
  await using opened = new AsyncDisposableStack();
  const served = await servePage(labAssetsFolder, before);
  opened.defer(() => served.close());
  const browser = await launch();
  opened.defer(() => browser.close());
  const idle: Page[] = [];
  const all = opened.move();

  const takePage = async (): Promise<Page> => {
    const waiting = idle.pop();
    if (waiting !== undefined) return waiting;
    const page = await browser.newPage();
    await page.goto(served.origin);
    await page.waitForFunction(() => 'runInLab' in window);
    return page;
  };
  return {
    origin: served.origin,
    async run(request, signal) {
      signal.throwIfAborted();
      const page = await takePage();
      const stop = () => void page.close();
      signal.addEventListener('abort', stop, { once: true });
      try {
        const run = await inTime(page, request);
        // What ended badly may have taken the page's lab along: the next run gets another.
        if (['finished', 'failed', 'stopped'].includes(run.exit.reason)) idle.push(page);
        else await page.close();
        return run;
      } finally {
        signal.removeEventListener('abort', stop);
      }
    },
    dispose: () => all.disposeAsync(),
  };
}

/** The lab ends its runs itself; this is for a page that hangs. */
async function inTime(page: Page, request: LabRequest): Promise<LabRun> {
  const limitMs = (request.lab.runLimitMs ?? defaultRunLimitMs.desktop) + graceMs;
  const { promise, resolve } = Promise.withResolvers<LabRun>();
  const message = `The page said nothing for ${limitMs / 1000} s.`;
  const timer = setTimeout(() => {
    resolve({
      exit: { reason: 'limit', message },
      ...{ checks: [], uncaught: [], diagnostics: [], notes: [], collector: [] },
    });
  }, limitMs);
  const run = page.evaluate((asked) => window.runInLab(asked), request);
  return Promise.race([run, promise]).finally(() => clearTimeout(timer));
}

function launch(): ReturnType<typeof launchChromium> {
  return launchChromium().catch((problem: unknown) => {
    throw new CannotRun(problem instanceof Error ? problem.message : String(problem));
  });
}

/** Without it a page would wait for a build that nobody makes. */
async function collectorMustBeBuilt(): Promise<void> {
  const file = join(labAssetsFolder, 'collector.json');
  const state = await access(file).then(
    async () => String(JSON.parse(await readFile(file, 'utf8')).state),
    () => 'absent',
  );
  if (state !== 'ready') {
    throw new CannotRun(
      `The lab’s Collector is not built (${file}: ${state}). Build it: npm run build:collector`,
    );
  }
}
