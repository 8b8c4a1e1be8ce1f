/** The Collector in the page: how soon it is there, how much it takes, and the same load through the native one. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Browser, type CDPSession, chromium, type Page } from '@playwright/test';
import { collectorAssetsSchema } from '../sandbox/schemas/collector.ts';
import type { Answer, Command, State } from '../tests/browser/collector-host/harness/messages.ts';
import {
  type ServedCollector,
  serveCollectorHarness,
} from '../tests/browser/collector-host/harness/serve.ts';
import { collectorFolder } from '../tests/collector/collector-folder.ts';
import { chromiumFlags, requireChromium } from '../tools/setup/chromium.ts';
import { loadNative } from './collector-native.ts';
import { quantile, type Row } from './row.ts';

const visits = 5;
const restarts = 15;
export const load = {
  /** One at a time, one span each. */
  requests: 2_000,
  /** Requests of so many spans. */
  batches: 100,
  spansInBatch: 500,
} as const;

/** What both Collectors run for the load: nothing is written but errors. */
export const loadConfig = `
receivers: { otlp: { protocols: { http: { endpoint: '0.0.0.0:4318' } } } }
processors: { batch: {} }
exporters: { debug: { verbosity: basic } }
service:
  telemetry: { logs: { level: error }, metrics: { level: none } }
  pipelines: { traces: { receivers: [otlp], processors: [batch], exporters: [debug] } }
`;

const exportingConfig = loadConfig
  .replace(
    'exporters: { debug: { verbosity: basic } }',
    "exporters: { debug: { endpoint: 'jaeger:4317', tls: { insecure: true } } }",
  )
  .replaceAll('debug', 'otlp_grpc');

/** Needs Chromium; builds the Collector and a harness page if need be. The native one needs Docker. */
export async function benchCollector(): Promise<Row[]> {
  const served = await serveCollectorHarness('bench');
  const browser = await chromium.launch({ executablePath: requireChromium(), args: [...chromiumFlags] });
  try {
    const ready = await measureReady(browser, served);
    const page = await visit(await browser.newPage(), served);
    await ask(page, { type: 'start', config: loadConfig });
    const rates = await measureRates(page);
    const native = await loadNative(loadConfig, load);
    return [
      row('Collector ready, nothing cached', 'ms', ready.cold, { value: 2_000, better: 'lower' }),
      row('  of that, loading and compiling', 'ms', ready.coldLoad),
      row('  time of all cores in all processes', 'ms', ready.coldCpu),
      row('Collector ready, seen before', 'ms', ready.warm, { value: 1_000, better: 'lower' }),
      row('  of that, loading and compiling', 'ms', ready.warmLoad),
      row('  time of all cores in all processes', 'ms', ready.warmCpu),
      row('Collector restarted after an edit', 'ms', await measureRestarts(page), {
        value: 500,
        better: 'lower',
      }),
      row('… whose exporter gets no answer', 'ms', await measureStuckRestarts(page), {
        value: 500,
        better: 'lower',
      }),
      {
        ...row('OTLP requests through the Collector, one at a time', '/s', [rates.requests], {
          value: 1_000,
          better: 'higher',
        }),
        peer: { name: 'native, in a container', value: native.requests },
      },
      {
        ...row('Spans through the Collector, 500 a request', '/s', [rates.spans], {
          value: 20_000,
          better: 'higher',
        }),
        peer: { name: 'native, in a container', value: native.spans },
      },
      row('Memory of the WebAssembly instance after that', 'MB', [rates.memory], {
        value: 80,
        better: 'lower',
      }),
      ...(await wireSizes()),
    ];
  } finally {
    await browser.close();
    await served.close();
  }
}

function row(name: string, unit: string, samples: number[], target?: Row['target']): Row {
  const many = samples.length >= 10 ? { p95: quantile(samples, 0.95) } : {};
  return {
    name,
    unit,
    value: quantile(samples, 0.5),
    runs: samples.length,
    ...many,
    ...(target && { target }),
  };
}

function ask(page: Page, command: Command): Promise<Answer> {
  return page.evaluate((each) => window.collectorHarness.ask(each), command);
}

async function visit(page: Page, served: ServedCollector): Promise<Page> {
  await page.goto(served.url);
  await page.waitForFunction(() => 'collectorHarness' in window);
  await ask(page, { type: 'open', assetBase: served.assetBase('negotiating') });
  return page;
}

/** Time of processors is what a busy machine measures as well as an idle one. */
async function measureReady(browser: Browser, served: ServedCollector) {
  const measured = ['cold', 'coldLoad', 'coldCpu', 'warm', 'warmLoad', 'warmCpu'] as const;
  const times = Object.fromEntries(measured.map((name): [string, number[]] => [name, []])) as Record<
    (typeof measured)[number],
    number[]
  >;
  const session = await browser.newBrowserCDPSession();
  for (let each = 0; each < visits; each += 1) {
    const context = await browser.newContext();
    for (const kind of ['cold', 'warm'] as const) {
      const page = await visit(await context.newPage(), served);
      const cpuBefore = await cpuMs(session);
      const loaded = await ask(page, { type: 'load' });
      const started = await ask(page, { type: 'start', config: loadConfig });
      if (loaded.error !== undefined) throw new Error(loaded.error);
      times[kind].push(loaded.ms + started.ms);
      times[`${kind}Load`].push(loaded.ms);
      times[`${kind}Cpu`].push((await cpuMs(session)) - cpuBefore);
      if (kind === 'cold') await kept(page);
      await page.close();
    }
    await context.close();
  }
  return times;
}

async function cpuMs(session: CDPSession): Promise<number> {
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  return processInfo.reduce((sum, { cpuTime }) => sum + 1_000 * cpuTime, 0);
}

/** It is stored some time after it was first used. */
function kept(page: Page): Promise<unknown> {
  return page.waitForFunction(async () => {
    const [name] = await caches.keys();
    return name !== undefined && (await (await caches.open(name)).keys()).length === 3;
  });
}

async function measureRates(page: Page): Promise<{ requests: number; spans: number; memory: number }> {
  const post = async (requests: number, spansEach: number): Promise<number> => {
    const { ms, value } = await ask(page, { type: 'post', load: { requests, spansEach } });
    const accepted = (value as Record<string, number>)['200'];
    if (accepted !== requests)
      throw new Error(`${accepted} of ${requests} were accepted: ${JSON.stringify(value)}`);
    return (1_000 * requests) / ms;
  };
  await post(300, 1);
  const requests = await post(load.requests, 1);
  const batches = await post(load.batches, load.spansInBatch);
  const state = (await ask(page, { type: 'state' })).value as State;
  return { requests, spans: batches * load.spansInBatch, memory: state.memoryBytes / 1e6 };
}

async function measureRestarts(page: Page): Promise<number[]> {
  const times: number[] = [];
  for (let each = 0; each < restarts; each += 1) {
    await ask(page, { type: 'post', load: { requests: 3, spansEach: 10 } });
    times.push((await ask(page, { type: 'start', config: loadConfig })).ms);
  }
  return times;
}

async function measureStuckRestarts(page: Page): Promise<number[]> {
  const times: number[] = [];
  await ask(page, { type: 'outside', mode: 'silent' });
  for (let each = 0; each < restarts; each += 1) {
    await ask(page, { type: 'start', config: exportingConfig });
    await ask(page, { type: 'post', load: { requests: 20, spansEach: 10 } });
    // The batch is on its way once its timeout of 200 ms is over.
    await page.waitForTimeout(300);
    times.push((await ask(page, { type: 'start', config: loadConfig })).ms);
  }
  return times;
}

async function wireSizes(): Promise<Row[]> {
  const text = await readFile(path.join(await collectorFolder(), 'collector.json'), 'utf8');
  const assets = collectorAssetsSchema.parse(JSON.parse(text));
  if (assets.state !== 'ready') return [];
  return [
    row('Collector over the wire, brotli', 'MB', [assets.brotli.bytes / 1e6], { value: 11, better: 'lower' }),
    row('Collector over the wire, gzip', 'MB', [assets.gzip.bytes / 1e6], { value: 16, better: 'lower' }),
  ];
}
