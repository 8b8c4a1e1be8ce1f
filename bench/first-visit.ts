/** What a first visit to a lesson costs, and how long `npm start` takes when nothing has changed. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { type Browser, chromium, type Page } from '@playwright/test';
import { chromiumFlags, requireChromium } from '../tools/setup/chromium.ts';
import { ensureSite, siteFolder } from '../tools/site/build-site.ts';
import { createStaticServer, listen } from '../tools/site/static-server.ts';
import { quantile, type Row } from './row.ts';

const lesson = 'grocery-store/into-jaeger/';
const visits = 5;
const kB = 1_000;
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

/** JavaScript until somebody interacts, the editor's first appearance, and `npm start`. */
export async function benchFirstVisit(): Promise<Row[]> {
  await ensureSite({ log: console.error });
  const server = createStaticServer({ root: siteFolder });
  const port = await listen(server, 4_500);
  const browser = await chromium.launch({ executablePath: requireChromium(), args: [...chromiumFlags] });
  try {
    const url = `http://localhost:${port}/${lesson}`;
    const scripts = await scriptBytes(browser, url);
    const editor: number[] = [];
    for (let visit = 0; visit < visits; visit += 1) editor.push(await editorReadyMs(browser, url));
    return [
      row('JavaScript until interaction, gzip', 'kB', [scripts / kB], 60),
      row('Editor ready after the first click', 'ms', editor, 2_500),
      row('npm start, nothing changed, to a served page', 's', [await startSeconds()], 5),
    ];
  } finally {
    await browser.close();
    server.close();
    server.closeAllConnections();
  }
}

function row(name: string, unit: string, samples: number[], target: number): Row {
  return {
    name,
    unit,
    value: quantile(samples, 0.5),
    runs: samples.length,
    target: { value: target, better: 'lower' },
  };
}

/** Scripts of the page, inline ones too, once everything that starts by itself has started. */
async function scriptBytes(browser: Browser, url: string): Promise<number> {
  const page = await (await browser.newContext()).newPage();
  const bodies: Promise<Buffer>[] = [];
  page.on('response', (response) => {
    if (/javascript/u.test(response.headers()['content-type'] ?? '')) bodies.push(response.body());
  });
  await page.goto(url);
  await hydrated(page);
  await page.waitForLoadState('networkidle');
  const inline = await page.evaluate(() =>
    [...document.scripts].filter((each) => each.src === '').map((each) => each.textContent),
  );
  const files = await Promise.all(bodies);
  await page.context().close();
  return [...files, inline.join('\n')].reduce((sum, body) => sum + gzipSync(body).length, 0);
}

/** From a click into the code to the large editor standing there, on a cold cache. */
async function editorReadyMs(browser: Browser, url: string): Promise<number> {
  const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  await page.goto(url);
  await hydrated(page);
  const startedAt = performance.now();
  await page.locator('.bench textarea').first().click();
  await page.locator('.bench .monaco-editor .view-line').first().waitFor();
  const ms = performance.now() - startedAt;
  await page.context().close();
  return ms;
}

/** An island drops its `ssr` mark when its component has taken over. */
async function hydrated(page: Page): Promise<void> {
  await page.locator('.bench astro-island:not([ssr])').waitFor();
}

async function startSeconds(): Promise<number> {
  const startedAt = performance.now();
  const child = spawn(npm, ['start', '--', '--port', '4560'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    shell: process.platform === 'win32',
    detached: process.platform !== 'win32',
  });
  try {
    const url = await printedAddress(child.stdout);
    while (!(await fetch(url).catch(() => undefined))?.ok) await wait(20);
    return (performance.now() - startedAt) / 1000;
  } finally {
    const ended = once(child, 'exit');
    // npm does not always pass signals on, so the whole group is told.
    if (child.pid !== undefined && process.platform !== 'win32') process.kill(-child.pid, 'SIGTERM');
    else child.kill();
    await ended;
  }
}

async function printedAddress(output: AsyncIterable<Buffer>): Promise<string> {
  let text = '';
  for await (const chunk of output) {
    text += String(chunk);
    const address = /https?:\/\/\S+/u.exec(text)?.[0];
    if (address !== undefined) return address;
  }
  throw new Error(`npm start ended without an address. It said: ${text}`);
}
