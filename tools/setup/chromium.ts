import { readFileSync } from 'node:fs';
import { type Browser, chromium } from '@playwright/test';
import { aptInstall, canAptInstall } from './apt.ts';
import { findOnPath, isExecutable, lastLines, runCommand } from './command.ts';
import { type Say, SetupError } from './setup-error.ts';

/** For a Chromium that runs in containers and as root, and that talks to nobody but the page under test. */
export const chromiumFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
] as const;

const namesOnPath = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'microsoft-edge',
];

/** Where Chromium's relatives install themselves when they do not put themselves on PATH. */
export function usualPlaces(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): string[] {
  if (platform === 'darwin') {
    return ['Google Chrome', 'Chromium', 'Microsoft Edge'].flatMap((name) =>
      ['', env['HOME'] ?? ''].map((root) => `${root}/Applications/${name}.app/Contents/MacOS/${name}`),
    );
  }
  if (platform === 'win32') {
    return [env['ProgramFiles'], env['ProgramFiles(x86)'], env['LocalAppData']]
      .filter((root) => root !== undefined)
      .flatMap((root) => [
        `${root}\\Google\\Chrome\\Application\\chrome.exe`,
        `${root}\\Chromium\\Application\\chrome.exe`,
        `${root}\\Microsoft\\Edge\\Application\\msedge.exe`,
      ]);
  }
  return [];
}

/** An installed Chromium: `CHROME_PATH`, PATH, the usual places, or the one Playwright downloaded. */
export function findChromium(): string | undefined {
  const chosen = process.env['CHROME_PATH'];
  if (chosen !== undefined && chosen !== '') {
    if (isExecutable(chosen)) return chosen;
    throw new SetupError(
      `CHROME_PATH is ${chosen}, which is not an executable file. Correct it or unset it.`,
    );
  }
  return (
    findOnPath(namesOnPath) ??
    [...usualPlaces(process.platform, process.env), chromium.executablePath()].find(isExecutable)
  );
}

/** The installed Chromium, or `SetupError` saying how to get one. */
export function requireChromium(): string {
  const found = findChromium();
  if (found !== undefined) return found;
  throw new SetupError(
    'No Chromium or Chrome was found. Install one with "npx playwright install chromium", or set CHROME_PATH to the one you have.',
  );
}

/** Starts it. Throws `SetupError` where there is none. */
export async function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: requireChromium(), args: [...chromiumFlags] });
}

/** Ubuntu's `chromium-browser` package only leads to a snap, which does not run in containers. */
function isUbuntu(): boolean {
  try {
    return /^ID=ubuntu$/mu.test(readFileSync('/etc/os-release', 'utf8'));
  } catch {
    return false;
  }
}

/** Finds Chromium, or installs it where that can be done unattended. */
export async function ensureChromium(say: Say): Promise<string> {
  const found = findChromium();
  if (found !== undefined) return found;
  if (canAptInstall() && !isUbuntu()) {
    await aptInstall(['chromium', 'fonts-liberation'], 'Chromium, for the browser tests', say);
  } else if (canAptInstall()) {
    const args = ['playwright', 'install', '--with-deps', 'chromium'];
    say(`installing Chromium, for the browser tests: npx ${args.join(' ')}`);
    const { code, output } = await runCommand('npx', args);
    if (code !== 0) throw new SetupError(`npx ${args.join(' ')} failed:\n${lastLines(output, 12)}`);
  }
  return requireChromium();
}
