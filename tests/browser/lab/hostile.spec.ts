import { readFileSync } from 'node:fs';
import type { Browser } from '@playwright/test';
import { exitOf, expect, type LabPage, lines, only, test, toLab } from './lab-test.ts';
import { echo } from './programs.ts';

const loops: Record<string, string> = {
  'an endless loop': `console.log('in'); for (;;) {}`,
  'an endless chain of promises': `console.log('in'); for (;;) await null;`,
  'an endless loop under zone.js': `import '@opentelemetry/context-zone'; console.log('in'); const spin = async () => { for (;;) await null; }; await spin();`,
  'an endless series of timers': `console.log('in'); const again = () => setTimeout(again); again();`,
  'a flood of output': `console.log('in'); for (let line = 0; ; line++) console.log('line', line, { some: ['thing'] });`,
  'a flood of requests': `console.log('in'); for (;;) fetch('http://localhost:5000/').catch(() => {});`,
  'a loop that catches everything': `console.log('in'); for (;;) { try { for (;;) throw 1; } catch {} }`,
};

/** The page must not stand still while programs misbehave. The figure to reach is in the bench; this is the alarm. */
const longestFrameMs = 1_500;

async function stopAfterStart(lab: LabPage, files: Record<string, string>) {
  await lab.page.evaluate(() => window.harness.watchFrames());
  const runId = await lab.start(files);
  await lab.seen(runId, { type: 'console' });
  const stoppedAt = await lab.page.evaluate(() => {
    const at = performance.now();
    window.harness.lab.stop();
    return at;
  });
  const events = await lab.ended(runId);
  const result = await lab.page.evaluate((at) => {
    const { endedAt, frames } = window.harness;
    return {
      tookMs: endedAt - at,
      longestFrame: Math.max(...frames),
      iframes: document.querySelectorAll('iframe').length,
    };
  }, stoppedAt);
  return { events, ...result };
}

for (const [what, program] of Object.entries(loops)) {
  test(`${what} ends within 2 s of Stop, and the page goes on meanwhile`, async ({ lab }) => {
    const { events, tookMs, longestFrame } = await stopAfterStart(lab, {
      'store.ts': echo,
      'shopper.ts': program,
    });
    expect(exitOf(events).reason).toBe('stopped');
    expect(tookMs).toBeLessThan(2_000);
    expect(longestFrame).toBeLessThan(longestFrameMs);
  });

  test(`${what} ends at the run limit`, async ({ lab }) => {
    const events = await lab.run({ 'store.ts': echo, 'shopper.ts': program }, { runLimitMs: 1_000 });
    expect(exitOf(events)).toMatchObject({
      reason: 'limit',
      message: expect.stringContaining('The run reached its limit of 1 s'),
    });
    expect(events.at(-1)?.atMs).toBeLessThan(4_000);
  });
}

test('output that is too much is dropped, its last lines are kept, and how much was dropped is said', async ({
  lab,
}) => {
  const events = await lab.run({
    'main.ts': `for (let line = 1; line <= 200_000; line++) console.log('line', line);`,
  });
  const shown = only(events, 'console').length;
  const dropped = only(events, 'console-dropped').reduce((sum, event) => sum + event.count, 0);
  expect(shown).toBeLessThan(2_000);
  expect(shown + dropped).toBe(200_000);
  expect(lines(events).at(-1)).toBe('main: line 200000');
  const batches = await lab.page.evaluate(() => window.harness.batches);
  expect(Math.max(...batches)).toBeLessThanOrEqual(200);
});

test('a flood of requests is bounded, and honest ones go on afterwards', async ({ lab }) => {
  const events = await lab.run({
    'store.ts': echo,
    'shopper.ts': `
      const all = await Promise.allSettled(Array.from({ length: 3_000 }, () => fetch('http://localhost:5000/')));
      console.log(all.filter(({ status }) => status === 'fulfilled').length > 0);
      const refused = all.find((each) => each.status === 'rejected');
      console.log(refused?.status === 'rejected' ? refused.reason.cause.message : 'none refused');
      console.log((await fetch('http://localhost:5000/after')).status);`,
  });
  expect(lines(events)).toEqual([
    'shopper: true',
    'shopper: 1000 requests are under way; a program in the lab can have 1000 at a time',
    'shopper: 200',
  ]);
});

test('a program that takes all memory is ended at the limit, and the memory comes back', async ({
  lab,
  browser,
}) => {
  await lab.run({ 'main.ts': `console.log('warm');` });
  const before = await memoryMb(browser);
  await lab.page.evaluate(() => window.harness.watchFrames());
  const runId = await lab.start(
    {
      'hog.ts': `
        const hog: Uint8Array[] = [];
        const take = () => { for (let n = 0; n < 10; n++) hog.push(new Uint8Array(4_000_000).fill(1)); if (hog.length === 100) console.log('400 MB'); };
        while (hog.length < 400) { take(); await new Promise((resolve) => setTimeout(resolve)); }
        for (;;) {}`,
    },
    { runLimitMs: 6_000 },
  );
  await lab.seen(runId, { type: 'console' });
  const during = await memoryMb(browser);
  const events = await lab.ended(runId);
  expect(exitOf(events).reason).toBe('limit');
  expect(during - before).toBeGreaterThan(300);
  await expect.poll(async () => (await memoryMb(browser)) - before, { timeout: 4_000 }).toBeLessThan(150);
  const longest = await lab.page.evaluate(() => Math.max(...window.harness.frames));
  expect(longest).toBeLessThan(longestFrameMs);
});

test('a realm whose process dies is told as a crash', async ({ page, harness, browser }) => {
  await page.goto(harness.url);
  // Playwright takes the crash of a frame for one of the page and evaluates nothing any more; the protocol does.
  const session = await page.context().newCDPSession(page);
  const evaluate = async (expression: string): Promise<unknown> =>
    (await session.send('Runtime.evaluate', { expression, returnByValue: true, awaitPromise: true })).result
      .value;
  const before = new Map(await memory(browser));
  const lab = toLab(page);
  const runId = await lab.start(
    {
      'main.ts': `const large = new Uint8Array(300_000_000).fill(1); console.log('in'); for (;;) large.at(0);`,
    },
    { runLimitMs: 50_000 },
  );
  await lab.seen(runId, { type: 'console' });
  const grown = (await memory(browser)).find(([pid, mb]) => mb - (before.get(pid) ?? 0) > 250);
  if (grown === undefined) throw new Error('no process took the memory of the program');
  process.kill(grown[0], 'SIGKILL');
  await evaluate(`window.harness.ended('${runId}')`);
  expect(await evaluate('window.harness.events.at(-1)')).toMatchObject({
    reason: 'crashed',
    message: expect.stringContaining('memory'),
  });
});

/** Resident memory in MB of each of the browser's page processes, by process id. */
async function memory(browser: Browser): Promise<[pid: number, mb: number][]> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  return processInfo
    .filter(({ type }) => type === 'renderer')
    .map(({ id }) => {
      try {
        const kb = /VmRSS:\s+(\d+)/u.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1];
        return [id, Number(kb ?? 0) / 1024];
      } catch {
        // It has ended in the meantime.
        return [id, 0];
      }
    });
}

async function memoryMb(browser: Browser): Promise<number> {
  return (await memory(browser)).reduce((sum, [, mb]) => sum + mb, 0);
}
