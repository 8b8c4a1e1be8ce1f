/** The trace explorer in Chromium, as `spanlab view` serves it, with a cold profile each time. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { heapBytes, longestTask, openCold } from './explorer/browser.ts';
import { benchLibrary } from './explorer/library.ts';
import { wideTrace, writeOtlpFile } from './explorer/make-traces.ts';
import { type RealJaeger, startJaeger } from './explorer/real-jaeger.ts';
import {
  recorded,
  recordedJumpMs,
  recordedLongestFrameMs,
  recordedName,
  recordedScriptsKb,
  type Size,
  sizes,
} from './explorer/recorded-jaeger.ts';
import { find, jump, markTime, rowsPainted, scroll, zoom } from './explorer/timeline-figures.ts';
import { buildViewer, startViewer } from './explorer/viewer.ts';
import { quantile, type Row } from './row.ts';

const runs = 5;
const folder = '.cache/bench-explorer';
const MiB = 2 ** 20;

const targets: Record<'rowsMs' | 'overApiMs' | 'findMs', Record<Size, number>> = {
  rowsMs: { 1000: 350, 10000: 450, 50000: 1_000, 200000: 3_500 },
  overApiMs: { 1000: 300, 10000: 350, 50000: 600, 200000: 1_800 },
  findMs: { 1000: 50, 10000: 50, 50000: 80, 200000: 200 },
};

export async function benchExplorer(): Promise<Row[]> {
  await buildViewer();
  await mkdir(folder, { recursive: true });
  const rows: Row[] = [];
  /** It takes minutes: each figure is said as soon as it is there. */
  const measured = (added: readonly Row[]): void => {
    rows.push(...added);
    for (const { name, value, unit } of added) console.error(`  ${name}: ${value.toPrecision(3)} ${unit}`);
  };
  for (const size of sizes) measured(await fromFile(size));
  measured(await scripts());
  measured(await openLargeFile());
  measured(await compare());
  try {
    await using jaeger = await startJaeger();
    for (const [index, size] of sizes.entries()) measured([await fromJaeger(jaeger, size, index + 1)]);
  } catch (error) {
    console.error(`  without a real Jaeger: ${error instanceof Error ? error.message : error}`);
  }
  measured(await benchLibrary());
  return rows;
}

async function fileOf(spans: number, number = 1): Promise<string> {
  const path = join(folder, `${spans}-${number}.json`);
  await writeOtlpFile(path, wideTrace({ spans, number }));
  return path;
}

/** All that is felt in a trace of this size. */
async function fromFile(size: Size): Promise<Row[]> {
  await using viewer = await startViewer(await fileOf(size));
  const painted: number[] = [];
  const heaps: number[] = [];
  const moves = {
    scroll: [] as number[],
    scrollLongest: [] as number[],
    zoom: [] as number[],
    zoomLongest: [] as number[],
  };
  const jumps: number[] = [];
  const finds: number[] = [];
  for (let run = 0; run < runs; run++) {
    await using cold = await openCold();
    const { page } = cold;
    painted.push(await rowsPainted(page, viewer.url));
    const scrolled = await scroll(page);
    moves.scroll.push(scrolled.perSecond);
    moves.scrollLongest.push(scrolled.longestMs);
    jumps.push(await jump(page, 0.8));
    const zoomed = await zoom(page);
    moves.zoom.push(zoomed.perSecond);
    moves.zoomLongest.push(zoomed.longestMs);
    finds.push(await find(page, 'customer-12'));
    heaps.push((await heapBytes()) / MiB);
  }
  const named = (what: string): string => `Explorer: ${size.toLocaleString('en')} spans, ${what}`;
  const peer = (value: number): Pick<Row, 'peer'> => ({ peer: { name: recordedName, value } });
  return [
    {
      ...lower(named('navigation to rows, from a file'), 'ms', painted, targets.rowsMs[size]),
      ...peer(recorded.rowsMs[size]),
    },
    {
      ...higher(named('wheel at 60 notches/s'), 'frames/s', moves.scroll, 50),
      ...peer(recorded.framesPerSecond[size]),
    },
    {
      ...lower(named('longest frame of that'), 'ms', moves.scrollLongest, 50),
      ...peer(recordedLongestFrameMs),
    },
    higher(named('zooming'), 'frames/s', moves.zoom, 50),
    lower(named('longest frame of that'), 'ms', moves.zoomLongest, 50),
    { ...lower(named('jump to a far row'), 'ms', jumps, 50), ...peer(recordedJumpMs) },
    {
      ...lower(named('last key of a find to highlight'), 'ms', finds, targets.findMs[size]),
      ...peer(recorded.findMs[size]),
    },
    {
      ...lower(named('heap of page and Worker'), 'MiB', heaps, recorded.heapMib[size] / 2),
      ...peer(recorded.heapMib[size]),
    },
  ];
}

/** Beside what its API takes in the same run. */
async function fromJaeger(jaeger: RealJaeger, size: Size, number: number): Promise<Row> {
  const traceId = await jaeger.add(size, number);
  await using viewer = await startViewer('--jaeger', jaeger.url);
  const api: number[] = [];
  const painted: number[] = [];
  for (let run = 0; run < runs; run++) {
    api.push(await jaeger.apiMs(traceId));
    await using cold = await openCold();
    painted.push(await rowsPainted(cold.page, `${viewer.url}#id=${traceId}`));
  }
  const apiMs = quantile(api, 0.5);
  return {
    ...lower(
      `Explorer: ${size.toLocaleString('en')} spans, navigation to rows, from a real Jaeger`,
      'ms',
      painted,
      apiMs + targets.overApiMs[size],
    ),
    peer: { name: 'its API alone', value: apiMs },
  };
}

/** Until a trace is shown, the Worker's own included. */
async function scripts(): Promise<Row[]> {
  await using viewer = await startViewer(await fileOf(1_000));
  await using cold = await openCold();
  const bodies = new Map<string, Promise<Buffer>>();
  cold.page.context().on('response', (response) => {
    if (/javascript/u.test(response.headers()['content-type'] ?? ''))
      bodies.set(response.url(), response.body());
  });
  await rowsPainted(cold.page, viewer.url);
  await cold.page.waitForLoadState('networkidle');
  const files = await Promise.all(bodies.values());
  const kB = files.reduce((sum, body) => sum + gzipSync(body).length, 0) / 1_000;
  return [
    {
      ...lower('Explorer: JavaScript until a trace is shown, Worker included, gzip', 'kB', [kB], 90),
      peer: { name: recordedName, value: recordedScriptsKb },
    },
  ];
}

/** Chosen in the page, as a reader does. */
async function openLargeFile(): Promise<Row[]> {
  const file = await fileOf(200_000);
  await using viewer = await startViewer();
  const totals: number[] = [];
  const tasks: number[] = [];
  for (let run = 0; run < runs; run++) {
    await using cold = await openCold();
    const { page } = cold;
    await page.goto(viewer.url);
    const input = page.locator('input[type=file]').first();
    await input.waitFor({ state: 'attached' });
    const startedAt = await page.evaluate(() => performance.now());
    await input.setInputFiles(file);
    totals.push(((await markTime(page, 'spanlab:rows', 1)) - startedAt) / 1_000);
    tasks.push(await longestTask(page));
  }
  return [
    lower('Explorer: opening 125 MB of OTLP JSON, 200,000 spans, to rows', 's', totals, 6),
    lower('Explorer: longest task of the page meanwhile (0: none over 50 ms)', 'ms', tasks, 100),
  ];
}

/** Two traces that differ in some places, both read already. */
async function compare(): Promise<Row[]> {
  await using viewer = await startViewer(await fileOf(5_000), await fileOf(5_000, 2));
  const samples: number[] = [];
  for (let run = 0; run < runs; run++) {
    await using cold = await openCold();
    await cold.page.goto(viewer.url);
    await cold.page.getByText('GET /cart').first().waitFor();
    samples.push(await compared(cold.page));
  }
  return [lower('Explorer: comparing two traces of 5,000 spans', 'ms', samples, 300)];
}

/** From asking for the comparison until its rows are painted. */
function compared(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const id = (number: number) => number.toString(16).padStart(32, '0');
    const startedAt = performance.now();
    location.hash = `left=${id(1)}&right=${id(2)}`;
    while (document.querySelector('.cm-row') === null) await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
    return performance.now() - startedAt;
  });
}

function lower(name: string, unit: string, samples: readonly number[], target: number): Row {
  return row(name, unit, samples, { value: target, better: 'lower' });
}

function higher(name: string, unit: string, samples: readonly number[], target: number): Row {
  return row(name, unit, samples, { value: target, better: 'higher' });
}

function row(
  name: string,
  unit: string,
  samples: readonly number[],
  target: NonNullable<Row['target']>,
): Row {
  return { name, unit, value: quantile(samples, 0.5), runs: samples.length, target };
}
