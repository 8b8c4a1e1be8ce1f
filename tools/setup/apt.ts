import { findOnPath, lastLines, runCommand } from './command.ts';
import { type Say, SetupError } from './setup-error.ts';

let listsAreFresh = false;

/** Whether packages can be installed here: Debian or Ubuntu, as root. */
export function canAptInstall(): boolean {
  return process.platform === 'linux' && process.getuid?.() === 0 && findOnPath(['apt-get']) !== undefined;
}

/**
 * Installs Debian packages, having said so. Throws `SetupError` when apt-get fails.
 * @param what what they are for, as in "Chromium, for the browser tests"
 */
export async function aptInstall(packages: readonly string[], what: string, say: Say): Promise<void> {
  const install = ['install', '-y', '--no-install-recommends', ...packages];
  say(`installing ${what}: apt-get ${install.join(' ')}`);
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of listsAreFresh ? [install] : [['update'], install]) {
    const { code, output } = await runCommand('apt-get', args, { env });
    if (code !== 0) {
      throw new SetupError(
        `apt-get ${args.join(' ')} failed (exit code ${code}):\n${lastLines(output, 12)}\nInstall ${packages.join(', ')} by hand, then run this again.`,
      );
    }
  }
  listsAreFresh = true;
}
