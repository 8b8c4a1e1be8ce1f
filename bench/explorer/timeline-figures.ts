/** What a reader of a trace feels: how soon its rows are there, and how they move. */
import type { CDPSession, Page } from '@playwright/test';

const rowsMark = 'spanlab:rows';
const foundMark = 'spanlab:found';
/** 60 a second. */
const notchMs = 1000 / 60;
const notches = 180;

export interface Frames {
  perSecond: number;
  longestMs: number;
}

/** From the start of the navigation until rows are painted, in ms. */
export async function rowsPainted(page: Page, url: string): Promise<number> {
  await page.goto(url, { waitUntil: 'commit' });
  return markTime(page, rowsMark, 1);
}

/** When the mark was set for the `count`th time, in ms since the navigation. */
export async function markTime(page: Page, name: string, count: number): Promise<number> {
  const mark = await page.waitForFunction(
    ([name, count]) => performance.getEntriesByName(name)[count - 1]?.startTime,
    [name, count] as const,
    { timeout: 60_000 },
  );
  return (await mark.jsonValue()) ?? Number.NaN;
}

/** The wheel turns down over the rows. */
export function scroll(page: Page): Promise<Frames> {
  return turnWheel(page, () => ({ deltaY: 100, modifiers: 0 }));
}

/** The wheel turns with Ctrl held, half a second in and half a second out. */
export function zoom(page: Page): Promise<Frames> {
  const control = 2;
  return turnWheel(page, (notch) => ({ deltaY: notch % 60 < 30 ? -100 : 100, modifiers: control }));
}

async function turnWheel(
  page: Page,
  turn: (notch: number) => { deltaY: number; modifiers: number },
): Promise<Frames> {
  const box = await page.locator('.tl-scroll').boundingBox();
  if (box === null) throw new Error('there are no rows to scroll');
  const at = { x: box.x + box.width * 0.6, y: box.y + box.height / 2 };
  await page.mouse.move(at.x, at.y);
  const session: CDPSession = await page.context().newCDPSession(page);
  await startFrames(page);
  const startedAt = performance.now();
  const sent: Promise<unknown>[] = [];
  for (let notch = 0; notch < notches; notch++) {
    sent.push(
      session.send('Input.dispatchMouseEvent', { type: 'mouseWheel', ...at, deltaX: 0, ...turn(notch) }),
    );
    const dueIn = startedAt + (notch + 1) * notchMs - performance.now();
    if (dueIn > 0) await new Promise((resolve) => setTimeout(resolve, dueIn));
  }
  const frames = await stopFrames(page);
  await Promise.all(sent);
  await session.detach();
  await rest(page);
  return frames;
}

/** Until the rows stand still: a wheel's last notches glide. */
function rest(page: Page): Promise<void> {
  return page.evaluate(async () => {
    const top = (): number => document.querySelector('.tl-scroll')?.scrollTop ?? 0;
    let last = -1;
    for (let still = 0; still < 10; still = top() === last ? still + 1 : 0) {
      last = top();
      await new Promise(requestAnimationFrame);
    }
  });
}

async function startFrames(page: Page): Promise<void> {
  await page.evaluate(() => {
    const times: number[] = [];
    const state = { times, on: true };
    Object.assign(window, { frames: state });
    const frame = (now: number): void => {
      times.push(now);
      if (state.on) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
}

function stopFrames(page: Page): Promise<Frames> {
  return page.evaluate(() => {
    const { frames } = window as unknown as { frames: { times: number[]; on: boolean } };
    frames.on = false;
    const gaps = frames.times.slice(1).map((time, index) => time - (frames.times[index] ?? time));
    const spanMs = gaps.reduce((sum, gap) => sum + gap, 0);
    return { perSecond: (gaps.length / spanMs) * 1000, longestMs: Math.max(...gaps) };
  });
}

/** From a jump to `share` of the way down until the rows that belong there are painted, in ms. */
export function jump(page: Page, share: number): Promise<number> {
  return page.evaluate(async (share) => {
    const scroller = document.querySelector('.tl-scroll');
    const grid = scroller?.closest('[aria-rowcount]') ?? document.querySelector('[aria-rowcount]');
    if (!scroller || !grid) throw new Error('there are no rows to jump in');
    const rows = Number(grid.getAttribute('aria-rowcount'));
    const { left, top, width, height } = scroller.getBoundingClientRect();
    const frame = () => new Promise(requestAnimationFrame);
    const goal = share * scroller.scrollHeight;
    const middleRow = ((goal + height / 2) / scroller.scrollHeight) * rows;
    const isThere = (): boolean => {
      const row = document.elementFromPoint(left + width / 3, top + height / 2)?.closest('.tl-row');
      return Math.abs(Number(row?.getAttribute('aria-rowindex')) - middleRow) < 5;
    };
    const startedAt = performance.now();
    scroller.scrollTop = goal;
    for (let frames = 0; frames < 300; frames++) {
      await frame();
      if (!isThere()) continue;
      // What this frame has drawn is painted when the next one begins.
      await frame();
      return performance.now() - startedAt;
    }
    throw new Error('the rows did not come');
  }, share);
}

/** From the last key of a text in the find field until its matches are painted, in ms. */
export async function find(page: Page, text: string): Promise<number> {
  const field = page.locator('.fb-input');
  await field.fill('');
  await page.evaluate((name) => performance.clearMarks(name), foundMark);
  await field.pressSequentially(text.slice(0, -1));
  await page.waitForFunction((name) => performance.getEntriesByName(name).length > 0, foundMark);
  // The answers to earlier keys have had their time, too.
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
  await page.evaluate((name) => {
    performance.clearMarks(name);
    const key = ({ timeStamp }: Event): void => void Object.assign(window, { keyAt: timeStamp });
    document.addEventListener('keydown', key, { capture: true, once: true });
  }, foundMark);
  await field.press(text.slice(-1));
  // What is told of an earlier key may still come meanwhile: it does not count.
  const took = await page.waitForFunction((name) => {
    const { keyAt = Number.POSITIVE_INFINITY } = window as unknown as { keyAt?: number };
    const found = performance.getEntriesByName(name).find(({ startTime }) => startTime >= keyAt);
    return found && { ms: found.startTime - keyAt };
  }, foundMark);
  return ((await took.jsonValue()) as { ms: number }).ms;
}
