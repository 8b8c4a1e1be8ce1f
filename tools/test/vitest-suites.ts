import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from '../setup/cache-folder.ts';
import { ensureChromium } from '../setup/chromium.ts';
import { countVitest } from './counts.ts';
import { countReport, runLive, type Suite } from './suite.ts';

/** Runs one project of vitest.config.ts; its progress goes to the terminal, its counts come from a report. */
async function runVitest(project: string) {
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

/** Records what a lesson exports in Chromium first, where that has changed; so it needs that too. */
export const containersSuite: Suite = {
  name: 'containers',
  about: 'a real Collector and a real Jaeger, by testcontainers',
  run: async (say) => {
    await ensureChromium(say);
    return runVitest('containers');
  },
};
