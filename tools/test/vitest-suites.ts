import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { showBuild } from '../collector/show-build.ts';
import { cacheFolder } from '../setup/cache-folder.ts';
import { ensureChromium } from '../setup/chromium.ts';
import { addCounts, type Counts, countVitest } from './counts.ts';
import { runGoTests } from './go-tests.ts';
import { countReport, runLive, type Suite } from './suite.ts';

/** Runs one project of vitest.config.ts; its progress goes to the terminal, its counts come from a report. */
export async function runVitest(project: string): Promise<Counts> {
  const report = join(cacheFolder, `reports/${project}.json`);
  rmSync(report, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const code = await runLive('vitest', ['run', '--project', project, ...reporters]);
  return countReport(report, countVitest, code);
}

export const unitSuite: Suite = {
  name: 'unit',
  about: 'Vitest',
  run: () => runVitest('unit'),
};

/** The Collector as WebAssembly: the Go code it is made of, how it is built, and what runs it. */
export const collectorSuite: Suite = {
  name: 'collector',
  about: 'the Collector as WebAssembly: Go tests, its build, its host',
  run: async (say) => {
    await showBuild({ mayInstall: true });
    const inGo = async (): Promise<Counts> =>
      addCounts([
        await runGoTests({ module: 'sandbox/collector/bridge', packages: './...', say }),
        await runGoTests({ module: 'tools/collector-schema', packages: './describe/...', say }),
      ]);
    // Vitest leaves a core to others.
    return addCounts(await Promise.all([inGo(), runVitest('collector')]));
  },
};

/** Records what a lesson exports in Chromium first, where that has changed; so it needs that too. */
export const containersSuite: Suite = {
  name: 'containers',
  about: 'a real Collector and a real Jaeger, by testcontainers',
  run: async (say) => {
    await ensureChromium(say);
    await showBuild({ mayInstall: true });
    return runVitest('containers');
  },
};
