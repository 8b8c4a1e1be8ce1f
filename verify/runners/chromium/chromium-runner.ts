/** Runs examples in one Chromium: each in a Worker of its own, or in a page of its own when it needs a document. */
import { availableParallelism } from 'node:os';
import type { ProgramExample } from '../../model/example.ts';
import type { Runner } from '../../model/run.ts';
import type { BrokenScript, Script } from '../bundle/bundle.ts';
import { bundleExamples } from '../bundle/bundle-examples.ts';
import { openBrowser } from './browser.ts';
import { chromiumVersion, findChromium } from './find-chromium.ts';
import { openHostLane } from './host-lane.ts';
import { openOrigin } from './origin.ts';
import { openPageLane } from './page-lane.ts';
import { notRun } from './ran.ts';
import { realmScripts } from './realm-scripts.ts';
import { type Places, runJob } from './run-job.ts';

export interface ChromiumRunnerOptions {
  /** How many at a time. */
  jobs?: number | undefined;
  config?: { chromium?: { executablePath?: string; args?: readonly string[] } };
}

export function createChromiumRunner(options: ChromiumRunnerOptions = {}): Runner {
  const configured = options.config?.chromium;
  const width = options.jobs ?? Math.max(2, availableParallelism());
  const scripts = new Map<ProgramExample, Script | BrokenScript>();
  /** Paths of shared modules that are being served. */
  const shared = new Set<string>();
  let builds = 0;
  let started: Promise<Places> | undefined;

  const start = async (): Promise<Places> => {
    const executable = findChromium(configured?.executablePath);
    const [origin, realm] = await Promise.all([openOrigin(), realmScripts()]);
    for (const [name, code] of Object.entries(realm)) origin.put(`/spanlab/${name}`, code, true);
    origin.put('/spanlab/host', pageWith('host.js'), false);
    origin.put('/spanlab/page', pageWith('page.js'), false);
    const browser = openBrowser(executable, configured?.args ?? []);
    const host = () => openHostLane(browser, `http://127.0.0.1:${origin.port}/spanlab/host`);
    const lanes = Array.from({ length: width }, host);
    const pages = openPageLane(
      browser,
      (number) => `http://p${number}.localhost:${origin.port}/spanlab/page`,
    );
    return { origin, browser, lanes, pages, host };
  };
  const bundle = async (examples: readonly ProgramExample[], { origin }: Places): Promise<void> => {
    builds += 1;
    const bundles = await bundleExamples(examples, builds);
    for (const [path, code] of bundles.shared) {
      origin.put(path, code, true);
      shared.add(path);
    }
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
      // Those of the last time, when documents are watched.
      for (const path of shared) all.origin.remove(path);
      shared.clear();
      scripts.clear();
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
      return runJob(job, script, all);
    },
    async dispose() {
      const all = await started?.catch(() => undefined);
      await all?.browser.dispose();
      await all?.origin.close();
    },
  };
}

function pageWith(script: string): string {
  return `<!doctype html><html><head><meta charset="utf-8"><title>spanlab</title><script type="module" src="/spanlab/${script}"></script></head><body></body></html>`;
}
