/** `spanlab view` with its real page: built once a worker, started with what a test gives it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { test as base, expect, type Page } from '@playwright/test';
import type { Span } from '@spanlab/sandbox/schemas/trace.ts';
import { encodeTracesJson } from '@spanlab/sandbox/store/otlp/encode-json.ts';
import { build } from 'vite';

export { expect };

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export interface Running {
  url: string;
  /** Ends it as Ctrl+C does. */
  end(): Promise<void>;
}

interface Fixtures {
  /** A folder of this test's own. */
  folder: string;
  /** Starts it. It ends with the test. */
  view: (...args: string[]) => Promise<Running>;
  /** What the browser says in its console that it should not: refused by the policy, thrown, not found. */
  complaints: string[];
}

export const test = base.extend<Fixtures, { built: string }>({
  built: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures it gives from this pattern
    async ({}, use) => {
      const outDir = await mkdtemp(join(tmpdir(), 'spanlab-viewer-'));
      await build({
        configFile: here('../../../tools/viewer.vite.config.ts'),
        logLevel: 'error',
        build: { outDir },
      });
      await use(outDir);
      await rm(outDir, { recursive: true });
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  // biome-ignore lint/correctness/noEmptyPattern: as above
  folder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'spanlab-viewed-'));
    await use(folder);
    await rm(folder, { recursive: true });
  },
  view: async ({ built }, use) => {
    const running: Running[] = [];
    await use(async (...args) => {
      const started = await start(built, args);
      running.push(started);
      return started;
    });
    await Promise.all(running.map((each) => each.end()));
  },
  complaints: async ({ page }, use) => {
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    await use(complaints);
    expect(complaints).toEqual([]);
  },
});

async function start(viewerFolder: string, args: readonly string[]): Promise<Running> {
  const child = spawn(process.execPath, [here('./start-view.ts'), viewerFolder, ...args, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  for await (const line of createInterface(child.stdout)) {
    const url = /at (http:\/\/127\.0\.0\.1:\d+\/)/u.exec(line)?.[1];
    if (url === undefined) continue;
    child.stdout.resume();
    return {
      url,
      async end() {
        child.kill('SIGINT');
        await exited;
      },
    };
  }
  throw new Error('spanlab view ended before it had an address');
}

export async function writeTraces(folder: string, name: string, spans: readonly Span[]): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, JSON.stringify(encodeTracesJson(spans)));
  return path;
}

/** What dropping a file on the page is, as far as a page can tell. */
export async function drop(page: Page, name: string, text: string): Promise<void> {
  const data = await page.evaluateHandle(
    ({ name: called, text: inside }) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([inside], called));
      return transfer;
    },
    { name, text },
  );
  for (const type of ['dragenter', 'dragover', 'drop']) {
    await page.dispatchEvent('body', type, { dataTransfer: data });
  }
}

/** @param into where the focus is */
export async function paste(page: Page, text: string, into: string): Promise<void> {
  await page.locator(into).evaluate((element, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pasted);
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, text);
}
