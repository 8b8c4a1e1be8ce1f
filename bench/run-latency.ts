/** How long it takes from Run to spans, and how still the page stands meanwhile, in Chromium on the lab's harness page. */
import { chromium, type Page } from '@playwright/test';
import { createNodeCompiler } from '../sandbox/compile/node.ts';
import type { FileSet } from '../sandbox/schemas/file-set.ts';
import { type Lab, labSchema } from '../sandbox/schemas/lab.ts';
import { collectorConfig, collectorLab } from '../tests/browser/lab/collector-programs.ts';
import { serveHarness } from '../tests/browser/lab/harness/serve.ts';
import { exporting, tracedShopper, tracedStore } from '../tests/browser/lab/programs.ts';
import { chromiumFlags, requireChromium } from '../tools/setup/chromium.ts';
import { quantile, type Row } from './row.ts';

const runs = 50;

/** The programs of a two-service lesson: client and server instrumented, spans exported one by one. */
const files = { 'store.ts': tracedStore, 'shopper.ts': tracedShopper, '_tracing.ts': exporting() };
const services = [
  { name: 'store', entry: 'store.ts' },
  { name: 'shopper', entry: 'shopper.ts' },
];
const lab = labSchema.parse({ services, backend: 'jaeger' });
/** The same programs with a Collector between them and Jaeger, whose batches wait for nothing. */
const throughCollector = {
  lab: labSchema.parse({ services, ...collectorLab }),
  files: { ...files, '_collector.yaml': collectorConfig({ processors: '{ batch: { timeout: 0 } }' }) },
};

/** Needs Chromium; builds the harness page and the lab's assets. */
export async function benchRunLatency(): Promise<Row[]> {
  const served = await serveHarness('bench');
  const browser = await chromium.launch({ executablePath: requireChromium(), args: [...chromiumFlags] });
  try {
    const page = await browser.newPage();
    await page.goto(served.url);
    return [...(await measureRuns(page)), ...(await measureCollectorRuns(page)), await measureFrames(page)];
  } finally {
    await browser.close();
    await served.close();
  }
}

interface Samples {
  /** Milliseconds from Run to the first span in the store, and to all four. */
  first: number[];
  complete: number[];
}

function sample(page: Page, { lab, files }: { lab: Lab; files: FileSet }): Promise<Samples> {
  const { modules } = createNodeCompiler().compile(files, ['store.ts', 'shopper.ts']);
  return page.evaluate(
    async ({ lab, files, emitted, runs }) => {
      const { lab: session, ended } = window.harness;
      const first: number[] = [];
      const complete: number[] = [];
      const rest = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
      session.warm(lab);
      await rest(3_000);
      // The first three find caches cold, as nobody's second Run does.
      for (let run = -3; run < runs; run += 1) {
        const pressedAt = performance.now();
        let spans = 0;
        const unsubscribe = session.subscribe((events) => {
          for (const event of events) {
            if (event.type !== 'stored') continue;
            if (spans === 0 && run >= 0) first.push(performance.now() - pressedAt);
            spans += event.spans.length;
            if (spans === 4 && run >= 0) complete.push(performance.now() - pressedAt);
          }
        });
        await ended(session.run({ lab, files, emitted }));
        unsubscribe();
        // Somebody looks at the result; the spare realm is made meanwhile.
        await rest(700);
      }
      return { first, complete };
    },
    { lab, files, emitted: modules, runs },
  );
}

function row(name: string, samples: number[], target: Row['target']): Row {
  return {
    name,
    unit: 'ms',
    value: quantile(samples, 0.5),
    p95: quantile(samples, 0.95),
    runs: samples.length,
    ...(target === undefined ? {} : { target }),
  };
}

async function measureRuns(page: Page): Promise<Row[]> {
  const measured = await sample(page, { lab, files });
  return [
    row('Run to first stored span, warm, two services', measured.first, {
      value: 100,
      p95: 250,
      better: 'lower',
    }),
    row('Run to the complete four-span trace', measured.complete, { value: 450, better: 'lower' }),
  ];
}

async function measureCollectorRuns(page: Page): Promise<Row[]> {
  const { first, complete } = await sample(page, throughCollector);
  return [
    row('Run to first span through the Collector', first, { value: 200, better: 'lower' }),
    row('Run to the complete four-span trace through the Collector', complete, undefined),
  ];
}

const misbehaving = [
  `console.log('in'); for (;;) {}`,
  `console.log('in'); for (;;) await null;`,
  `console.log('in'); for (let line = 0; ; line++) console.log('line', line, { some: ['thing'] });`,
  `console.log('in'); for (;;) fetch('http://localhost:5000/').catch(() => {});`,
  `console.log('in'); const hog = []; while (hog.length < 200) { hog.push(new Uint8Array(4_000_000).fill(1)); await null; } for (;;) {}`,
];

/** The longest frame of the page while programs loop, flood and take memory. */
async function measureFrames(page: Page): Promise<Row> {
  const longest = await page.evaluate(
    async ({ lab, programs }) => {
      const { lab: session, watchFrames, frames, runRaw, ended } = window.harness;
      const longestOf: number[] = [];
      let idle = 0;
      const rest = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
      for (const program of programs) {
        watchFrames();
        await rest(2_000);
        idle = Math.max(idle, ...frames);
        watchFrames();
        const runId = runRaw(lab, { 'main.js': program });
        await rest(2_000);
        session.stop();
        await ended(runId);
        longestOf.push(Math.max(...frames));
        await rest(500);
      }
      return { misbehaving: Math.max(...longestOf), idle };
    },
    {
      lab: labSchema.parse({ services: [{ name: 'main', entry: 'main.js' }], runLimitMs: 10_000 }),
      programs: misbehaving,
    },
  );
  return {
    name: 'Longest frame of the page while a program misbehaves',
    unit: 'ms',
    value: longest.misbehaving,
    runs: misbehaving.length,
    target: { value: 50, better: 'lower' },
    // A machine that is busy with other things makes long frames of its own.
    peer: { name: 'the page while nothing runs', value: longest.idle },
  };
}
