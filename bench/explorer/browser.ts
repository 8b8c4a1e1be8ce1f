/** A Chromium with a cold profile, and what it says of memory. */
import { type Browser, chromium, type Page } from '@playwright/test';
import { chromiumFlags, requireChromium } from '../../tools/setup/chromium.ts';

/** Where the browser can be asked what Playwright does not ask. */
const debugPort = 4_590;

/**
 * After its start the browser makes pages of its own, its menus, for about a second: 0.3 s of a core on the machine this
 * was first measured on. A reader's browser has that behind it.
 */
const settleMs = 1_500;

export interface ColdPage extends AsyncDisposable {
  page: Page;
}

/** A browser of its own: nothing is cached, compiled or warm. Long tasks are kept from the start. */
export async function openCold(): Promise<ColdPage> {
  const browser = await launch();
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await page.addInitScript(() => {
    const tasks: number[] = [];
    Object.assign(window, { longTasks: tasks });
    new PerformanceObserver((list) =>
      tasks.push(...list.getEntries().map(({ duration }) => duration)),
    ).observe({
      type: 'longtask',
      buffered: true,
    });
  });
  await page.waitForTimeout(settleMs);
  return { page, [Symbol.asyncDispose]: () => browser.close() };
}

function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: requireChromium(),
    args: [...chromiumFlags, `--remote-debugging-port=${debugPort}`],
  });
}

/** The longest task of the page's thread since it was opened, in ms; 0 when none was over 50. */
export function longestTask(page: Page): Promise<number> {
  return page.evaluate(() => Math.max(0, ...(window as unknown as { longTasks: number[] }).longTasks));
}

interface Answer {
  id?: number;
  sessionId?: string;
  method?: string;
  params?: { sessionId?: string };
  result?: { usedSize: number; backingStorageSize?: number; sessionId: string; targetInfos: TargetInfo[] };
}

interface TargetInfo {
  targetId: string;
  type: string;
}

/** What the page and its Workers hold after a garbage collection, in bytes: JavaScript's heap and the arrays beside it. */
export async function heapBytes(): Promise<number> {
  const version = await fetch(`http://127.0.0.1:${debugPort}/json/version`);
  const { webSocketDebuggerUrl } = (await version.json()) as { webSocketDebuggerUrl: string };
  const socket = new WebSocket(webSocketDebuggerUrl);
  await new Promise((resolve, reject) => {
    socket.onopen = resolve;
    socket.onerror = () => reject(new Error('the browser cannot be asked for its heap'));
  });
  const sessions: string[] = [];
  const waiting = new Map<number, (answer: NonNullable<Answer['result']>) => void>();
  socket.onmessage = ({ data }) => {
    const answer = JSON.parse(String(data)) as Answer;
    if (answer.method === 'Target.attachedToTarget' && answer.params?.sessionId) {
      sessions.push(answer.params.sessionId);
    }
    if (answer.id !== undefined && answer.result !== undefined) waiting.get(answer.id)?.(answer.result);
  };
  let id = 0;
  const ask = (
    method: string,
    params: object = {},
    sessionId?: string,
  ): Promise<NonNullable<Answer['result']>> =>
    new Promise((resolve) => {
      id += 1;
      waiting.set(id, resolve);
      socket.send(JSON.stringify({ id, method, params, ...(sessionId && { sessionId }) }));
    });
  try {
    const { targetInfos } = await ask('Target.getTargets');
    const page = targetInfos.find(({ type }) => type === 'page');
    const { sessionId } = await ask('Target.attachToTarget', { targetId: page?.targetId, flatten: true });
    const attach = { autoAttach: true, waitForDebuggerOnStart: false, flatten: true };
    await ask('Target.setAutoAttach', attach, sessionId);
    let bytes = 0;
    for (const each of new Set([sessionId, ...sessions])) {
      await ask('HeapProfiler.collectGarbage', {}, each);
      const { usedSize, backingStorageSize = 0 } = await ask('Runtime.getHeapUsage', {}, each);
      bytes += usedSize + backingStorageSize;
    }
    return bytes;
  } finally {
    socket.close();
  }
}
