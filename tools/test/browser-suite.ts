import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { showBuild } from '../collector/show-build.ts';
import { cacheFolder } from '../setup/cache-folder.ts';
import { ensureChromium } from '../setup/chromium.ts';
import { countPlaywright } from './counts.ts';
import { firstFreePort } from './free-port.ts';
import { countReport, runLive, type Suite } from './suite.ts';

/** Where the tested site is served, unless that port is taken. */
const wantedPort = 4399;

/** Playwright on an installed Chromium, over the built site. */
export const browserSuite: Suite = {
  name: 'browser',
  about: 'Playwright on an installed Chromium',
  run: async (say) => {
    say(`using ${await ensureChromium(say)}`);
    await showBuild({ mayInstall: true });
    const port = await firstFreePort(wantedPort);
    if (port !== wantedPort) say(`port ${wantedPort} is taken; serving the site on ${port}`);
    const report = join(cacheFolder, 'reports/browser.json');
    rmSync(report, { force: true });
    const code = await runLive('playwright', ['test', '--reporter=list,json'], {
      SPANLAB_TEST_PORT: String(port),
      PLAYWRIGHT_JSON_OUTPUT_NAME: report,
    });
    return countReport(report, countPlaywright, code);
  },
};
