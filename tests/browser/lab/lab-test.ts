/** `test` with a lab on an empty page: `lab.run(files)` runs programs in Chromium and returns what happened. */
import { test as base, type Page } from '@playwright/test';
import type { Expectation } from '../../../sandbox/schemas/expectation.ts';
import { type Lab, labSchema } from '../../../sandbox/schemas/lab.ts';
import type { ConsoleValue, RunEvent } from '../../../sandbox/schemas/run-event.ts';
import { type ServedHarness, serveHarness } from './harness/serve.ts';

/** A run's events; bigints are strings and bodies are text, so that they can leave the page. */
export type Events = RunEvent[];

type RunOptions = Partial<Omit<Lab, 'network'>> & {
  network?: Partial<Lab['network'][number]>[];
  expectation?: Expectation;
};

export interface LabPage {
  page: Page;
  /** Runs the files, each as a service of its name, in this order; those that begin with `_` are only imported. */
  run(files: Record<string, string>, options?: RunOptions): Promise<Events>;
  /** Starts a run and does not wait for its end. */
  start(files: Record<string, string>, options?: RunOptions): Promise<string>;
  /** Waits until an event has come that `like` is part of; returns all events so far. */
  seen(runId: string, like: object): Promise<Events>;
  ended(runId: string): Promise<Events>;
}

export const test = base.extend<{ lab: LabPage }, { harness: ServedHarness; labPage: Page }>({
  harness: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures it depends on here
    async ({}, use, { workerIndex }) => {
      const served = await serveHarness(String(workerIndex));
      await use(served);
      await served.close();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  // One page for many tests: its compiler takes seconds to load. A test that fails gets the next one a new page.
  labPage: [
    async ({ browser, harness }, use) => {
      const page = await browser.newPage();
      await page.goto(harness.url);
      await use(page);
      await page.close();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  lab: async ({ labPage }, use) => {
    await use(toLab(labPage));
    await labPage.evaluate(() => window.harness.reset());
  },
});
export { expect } from '@playwright/test';

/** A lab on a page that has been opened on the harness. */
export function toLab(page: Page): LabPage {
  const start: LabPage['start'] = (files, { expectation, ...options } = {}) => {
    const services = Object.keys(files)
      .filter((file) => !file.startsWith('_'))
      .map((file) => ({ name: file.replace(/\.ts$/u, ''), entry: file }));
    const lab = labSchema.parse({ services, runLimitMs: 20_000, ...options });
    return page.evaluate(
      ({ lab, files, expectation }) => window.harness.lab.run({ lab, files, expectation }),
      {
        lab,
        files,
        expectation,
      },
    );
  };
  const eventsOf = (runId: string): Promise<Events> =>
    page.evaluate((id) => window.harness.portable(id), runId) as Promise<Events>;
  const ended: LabPage['ended'] = async (runId) => {
    await page.evaluate((id) => window.harness.ended(id), runId);
    return eventsOf(runId);
  };
  return {
    page,
    start,
    ended,
    async run(files, options) {
      return ended(await start(files, options));
    },
    async seen(runId, like) {
      await page.waitForFunction(
        ({ id, text }) => window.harness.has(id, JSON.parse(text)),
        { id: runId, text: JSON.stringify(like) },
        { polling: 'raf' },
      );
      return eventsOf(runId);
    },
  };
}

/** The console of a run as lines `service: text`. */
export function lines(events: Events): string[] {
  return events.flatMap((event) =>
    event.type === 'console' ? [`${event.service}: ${event.args.map(text).join(' ')}`] : [],
  );
}

function text(value: ConsoleValue): string {
  if ('text' in value) return value.text;
  if (value.type === 'error') {
    const cause = value.cause === undefined ? '' : ` (${text(value.cause)})`;
    return `${value.name}: ${value.message}${cause}`;
  }
  return JSON.stringify(value);
}

export function only<Type extends RunEvent['type']>(events: Events, type: Type) {
  return events.filter((event): event is Extract<RunEvent, { type: Type }> => event.type === type);
}

export function exitOf(events: Events): { reason: string; message: string } {
  const exit = only(events, 'exit')[0];
  return exit === undefined
    ? { reason: 'none', message: '' }
    : { reason: exit.reason, message: exit.message };
}

/** The printed spans of a run as `name < parent's name`, in the order they ended. */
export function family(events: Events): string[] {
  const spans = [...only(events, 'printed'), ...only(events, 'stored')].flatMap((event) => event.spans);
  return spans.map(({ name, parentSpanId }) => {
    const parent = spans.find((span) => span.spanId === parentSpanId)?.name;
    return `${name} < ${parent ?? (parentSpanId === '' ? 'nothing' : 'unknown')}`;
  });
}
