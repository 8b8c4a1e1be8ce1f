import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { showBuild } from '../collector/show-build.ts';
import { ensureImages } from '../images/ensure-images.ts';
import { cacheFolder } from '../setup/cache-folder.ts';
import { ensureChromium } from '../setup/chromium.ts';
import { runCommand } from '../setup/command.ts';
import { ensureDocker } from '../setup/docker.ts';
import type { Say } from '../setup/setup-error.ts';
import { addCounts, type Counts, countVerify } from './counts.ts';
import { countReport, root, type Suite } from './suite.ts';
import { runVitest } from './vitest-suites.ts';

/** What this repository says about itself: its lessons, its reference, and how to begin. */
const documents = ['content', 'README.md', 'CONTRIBUTING.md'];
const backends = ['embedded', 'containers'];

/** Runs the command as anybody does, and says what it said when it has ended. */
async function verify(runtime: string, backend: string, say: Say): Promise<Counts> {
  const report = join(cacheFolder, `reports/verify-${runtime}-${backend}.json`);
  mkdirSync(join(cacheFolder, 'reports'), { recursive: true });
  rmSync(report, { force: true });
  const settings = [
    '--no-cache',
    '--runtime',
    runtime,
    '--backend',
    backend,
    '--report',
    `pretty,json=${report}`,
  ];
  const args = ['verify/bin/spanlab.cjs', 'verify', ...documents, ...settings];
  const { code, output } = await runCommand(process.execPath, args, { cwd: root });
  say(`\n${runtime}, ${backend}: spanlab ${args.slice(1).join(' ')}\n${output.trimEnd()}`);
  return countReport(report, countVerify, code);
}

/** Both backends, one after the other: in Node programs hold the ports that are written in them. */
async function inRuntime(runtime: string, say: Say): Promise<Counts> {
  const counts: Counts[] = [];
  for (const backend of backends) counts.push(await verify(runtime, backend, say));
  return addCounts(counts);
}

export const verifySuite: Suite = {
  name: 'verify',
  about: 'spanlab verify on this repository: both runtimes, both backends',
  run: async (say) => {
    say(`using ${await ensureChromium(say)}`);
    await showBuild({ mayInstall: true });
    const docker = await ensureDocker(cacheFolder, say);
    try {
      await ensureImages(docker.client, cacheFolder, say);
      const inBrowser = async (): Promise<Counts> =>
        addCounts([await runVitest('verify-browser'), await inRuntime('chromium', say)]);
      // Node's programs mostly wait, Chromium's compute: together they take little longer than the slower of them.
      return addCounts(await Promise.all([inBrowser(), inRuntime('node', say)]));
    } finally {
      await docker.stop();
    }
  },
};
