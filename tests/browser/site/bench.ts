/** A lesson page as a learner uses it: what the specs of the built site say instead of selectors. */
import { test as base, expect, type Locator, type Page } from '@playwright/test';
import type { CheckResult, RunEvent } from '../../../sandbox/schemas/run-event.ts';
import { loadLessons } from '../../../src/lesson.ts';

export { expect };

/** Every lesson of the site, in order. */
export const lessons = await loadLessons('content');

/** The lesson with this number, in the first track that has one. */
export function lesson(number: number) {
  const found = lessons.find(({ frontmatter }) => frontmatter.lesson.number === number);
  if (found === undefined) throw new Error(`found no lesson ${number} below content/`);
  return found;
}

declare global {
  interface Window {
    /** What the lab told the page, as `recordEvents` kept it. */
    labEvents: RunEvent[];
  }
}

/** Keep what the lab's Worker tells the page: the author's diff of a check is shown nowhere on it. */
function recordEvents(): void {
  const Original = window.Worker;
  window.labEvents = [];
  window.Worker = class extends Original {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      this.addEventListener('message', ({ data }) => {
        if (data?.type === 'events') window.labEvents.push(...data.events);
      });
    }
  };
}

/**
 * What is wrong with a page, as it comes, from now on: errors, warnings, and what it asks of other origins.
 *
 * @param expected Part of what the console says that is as it should be.
 */
export function wrongWith(page: Page, baseURL: string | undefined, expected?: string): string[] {
  const wrong: string[] = [];
  const { origin } = new URL(baseURL ?? '');
  page.on('pageerror', ({ message }) => wrong.push(message));
  page.on('console', (message) => {
    const isExpected = expected !== undefined && message.text().includes(expected);
    if (['error', 'warning'].includes(message.type()) && !isExpected) wrong.push(message.text());
  });
  page.on('request', (request) => {
    const { protocol, origin: from } = new URL(request.url());
    if (protocol.startsWith('http') && from !== origin) wrong.push(`asks ${request.url()}`);
  });
  return wrong;
}

type PanelTitle = 'Console' | 'Trace' | 'Wire' | 'Collector' | 'Push' | 'Checks' | 'Request';

export class Bench {
  readonly page: Page;
  readonly root: Locator;
  readonly status: Locator;

  constructor(page: Page) {
    this.page = page;
    this.root = page.locator('.wb');
    this.status = page.locator('.wb-status');
  }

  /** The Run button, which is the Stop button while a run is on. */
  get runButton(): Locator {
    return this.page.getByRole('button', { name: /^(?:Run|Stop)$/u }).filter({ visible: true });
  }

  /** Open a lesson and wait until its workbench answers. */
  async open(slug: string): Promise<void> {
    await this.page.goto(`${slug}/`);
    await expect(this.runButton).toBeEnabled();
  }

  /** Press Run and wait until the run has ended. Resolves to why it ended. */
  async run(): Promise<string> {
    await this.runButton.click();
    return this.ended();
  }

  /** Wait until the run that is on has ended. Resolves to why it ended. */
  async ended(): Promise<string> {
    await expect(this.status).toHaveAttribute('data-reason', /./u, { timeout: 60_000 });
    return (await this.status.getAttribute('data-reason')) ?? '';
  }

  tab(name: RegExp | string): Locator {
    return this.root.getByRole('tab', { name });
  }

  panel(name: PanelTitle): Locator {
    return this.root.getByRole('tabpanel', { name: new RegExp(`^${name}`, 'u') });
  }

  async openPanel(name: PanelTitle): Promise<Locator> {
    await this.tab(new RegExp(`^${name}`, 'u')).click();
    return this.panel(name);
  }

  async switchExercise(title: string): Promise<void> {
    await this.root.getByRole('list', { name: 'Exercises' }).getByRole('button', { name: title }).click();
  }

  /** Put the solution into the editor, by its button. */
  async loadSolution(): Promise<void> {
    await this.root.getByRole('button', { name: 'Solution', exact: true }).click();
    await this.page.getByRole('dialog').getByRole('button', { name: 'Use the solution' }).click();
    await expect(this.page.getByRole('dialog')).toBeHidden();
  }

  openFile(file: string): Promise<void> {
    return this.root.getByRole('tab', { name: new RegExp(`^${file.replaceAll('.', '\\.')}`, 'u') }).click();
  }

  /** Monaco, once it has taken the place of the plain editor. */
  async bigEditor(): Promise<Locator> {
    // A pointer that came before the workbench listened is noticed when it moves again.
    await expect(this.runButton).toBeEnabled();
    await this.root.hover();
    const editor = this.root.locator('.wb-editor .monaco-editor').first();
    await expect(editor).toBeVisible({ timeout: 20_000 });
    return editor;
  }

  /** Replace the text of the open file, in whichever editor is there. */
  async type(text: string): Promise<void> {
    const editor = await this.bigEditor();
    await editor.locator('.view-lines').click();
    await this.page.keyboard.press('Control+A');
    await this.page.keyboard.insertText(text);
  }

  /** What the Checks panel shows: `met`, `missed` or `open`, check by check. */
  async checks(): Promise<string[]> {
    const panel = await this.openPanel('Checks');
    const words: Record<string, string> = { ok: 'met', bad: 'missed', open: 'open' };
    const states = await panel
      .locator('li.check')
      .evaluateAll((all) => all.map((each) => each.getAttribute('data-state') ?? ''));
    return states.map((state) => words[state] ?? state);
  }

  /** Every check of the loaded expectation is met; what was missed comes with the author's diff. */
  async expectAllMet(): Promise<void> {
    const states = await this.checks();
    expect(states.length, 'checks that the panel shows').toBeGreaterThan(0);
    expect(states, await this.missed()).toEqual(states.map(() => 'met'));
  }

  /** The last run as text for whoever must repair a lesson: missed checks, their diffs, what was printed. */
  async missed(): Promise<string> {
    const events = await this.page.evaluate(() => {
      const last = window.labEvents.at(-1)?.runId;
      return window.labEvents.filter(({ type, runId }) => runId === last && type !== 'http');
    });
    const results = events.flatMap((event) => (event.type === 'check' ? [event.result] : []));
    const uncaught = events.flatMap((event) => (event.type === 'uncaught' ? [JSON.stringify(event)] : []));
    const broken = events.flatMap((event) => (event.type === 'compile-error' ? [event.diagnostic] : []));
    return [
      `${(await this.status.textContent()) ?? ''}`,
      ...results.filter(({ ok }) => !ok).map(asText),
      ...uncaught,
      ...broken.map(({ file, line, message }) => `${file}:${line} ${message}`),
    ].join('\n');
  }

  /** The text of the open file. */
  async code(): Promise<string> {
    const area = this.root.locator('.wb-textarea');
    if ((await area.count()) > 0) return area.inputValue();
    const lines = await this.root.locator('.wb-editor .view-line').allTextContents();
    return lines.join('\n').replaceAll('\u00a0', ' ');
  }
}

function asText({ check, reasons, diff }: CheckResult): string {
  return [`✗ ${check}`, ...reasons.map((reason) => `  ${reason}`), diff].join('\n');
}

/** Playwright's `test` with a `bench` on the page of the test. */
export const test = base.extend<{ bench: Bench }>({
  bench: async ({ page }, use) => {
    await page.addInitScript(recordEvents);
    await use(new Bench(page));
  },
});
