/** Runs examples in one Chromium: each in a Worker of its own, or in a page of its own when it needs a document. */
import { availableParallelism } from 'node:os';
import type { ProgramExample } from '../../model/example.ts';
import type { Job, Ran, Runner } from '../../model/run.ts';
import type { BrokenScript, Script } from '../bundle/bundle.ts';
import { bundleExamples } from '../bundle/bundle-examples.ts';
import { openBrowser, type SharedBrowser } from './browser.ts';
import { chromiumVersion, findChromium } from './find-chromium.ts';
import { type EndRun, type Lane, openHostLane } from './host-lane.ts';
import { needsPage } from './needs-page.ts';
import { type Origin, openOrigin } from './origin.ts';
import { openPageLane } from './page-lane.ts';
import { loadPlaywright } from './playwright.ts';
import { notRun, ranOf } from './ran.ts';
import { realmScripts } from './realm-scripts.ts';

export interface ChromiumRunnerOptions {
  /** Where playwright-core is looked for first. */
  cwd: string;
  /** How many at a time. */
  jobs?: number | undefined;
  config?: { chromium?: { executablePath?: string; args?: readonly string[] } };
}

interface Started {
  origin: Origin;
  browser: SharedBrowser;
  lanes: (Lane & { warm(): Promise<void> })[];
  pages: Lane;
}

export function createChromiumRunner(options: ChromiumRunnerOptions): Runner {
  const configured = options.config?.chromium;
  const width = options.jobs ?? Math.max(2, availableParallelism());
  const scripts = new Map<ProgramExample, Script | BrokenScript>();
  let started: Promise<Started> | undefined;

  const start = async (): Promise<Started> => {
    const executablePath = findChromium(configured?.executablePath);
    const [chromium, origin, realm] = await Promise.all([
      loadPlaywright(options.cwd),
      openOrigin(),
      realmScripts(),
    ]);
    for (const [name, code] of Object.entries(realm)) origin.put(`/spanlab/${name}`, code, true);
    origin.put('/spanlab/host', pageWith('host.js'), false);
    origin.put('/spanlab/page', pageWith('page.js'), false);
    const browser = openBrowser(chromium, executablePath, configured?.args ?? []);
    const lanes = Array.from({ length: width }, () =>
      openHostLane(browser, `http://127.0.0.1:${origin.port}/spanlab/host`),
    );
    const pages = openPageLane(
      browser,
      (number) => `http://p${number}.localhost:${origin.port}/spanlab/page`,
    );
    return { origin, browser, lanes, pages };
  };
  const bundle = async (examples: readonly ProgramExample[], { origin }: Started): Promise<void> => {
    const bundles = await bundleExamples(examples);
    for (const [path, code] of bundles.shared) origin.put(path, code, true);
    for (const example of examples) {
      const script = bundles.scripts.get(example.id);
      if (script !== undefined) scripts.set(example, script);
    }
  };

  return {
    runtime: 'chromium',
    width,
    version: chromiumVersion(configured?.executablePath),
    async prepare(examples) {
      started ??= start();
      const all = await started;
      await Promise.all([
        bundle(
          examples.map(({ example }) => example),
          all,
        ),
        ...all.lanes.map((lane) => lane.warm()),
      ]);
    },
    async run(job) {
      started ??= start();
      const all = await started;
      if (!scripts.has(job.example)) await bundle([job.example], all);
      const script = scripts.get(job.example);
      if (script === undefined || !('code' in script))
        return notRun(script?.troubles ?? [], script?.errors ?? []);
      if (needsPage(job.example)) return drive(job, script, all, all.pages);
      const lane =
        all.lanes.pop() ?? openHostLane(all.browser, `http://127.0.0.1:${all.origin.port}/spanlab/host`);
      try {
        return await drive(job, script, all, lane);
      } finally {
        all.lanes.push(lane);
      }
    },
    async dispose() {
      const all = await started?.catch(() => undefined);
      await all?.browser.dispose();
      await all?.origin.close();
    },
  };
}

async function drive(job: Job, script: Script, { origin }: Started, lane: Lane): Promise<Ran> {
  const path = `/spanlab/run/${encodeURIComponent(job.runId)}.js`;
  origin.put(path, script.code, false);
  const from = performance.now();
  let timedOut = false;
  let end: EndRun = () => undefined;
  const timer = setTimeout(() => {
    timedOut = true;
    end('stop');
  }, job.timeoutMs);
  const abort = (): void => end('stop');
  job.signal.addEventListener('abort', abort);
  try {
    const driven = await lane.run({ script: path, endpoint: job.endpoint }, (ending) => {
      end = ending;
      if (job.signal.aborted || timedOut) end('stop');
      job.enough?.then(() => end('enough'));
    });
    const durationMs = performance.now() - from;
    return ranOf(driven, { script, address: path, timeoutMs: job.timeoutMs, durationMs, timedOut });
  } finally {
    clearTimeout(timer);
    job.signal.removeEventListener('abort', abort);
    origin.remove(path);
  }
}

function pageWith(script: string): string {
  return `<!doctype html><html><head><meta charset="utf-8"><title>spanlab</title><script type="module" src="/spanlab/${script}"></script></head><body></body></html>`;
}
