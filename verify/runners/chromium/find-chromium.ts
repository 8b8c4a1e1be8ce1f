/** Finds a Chromium on this machine, without starting or loading anything. */
import { readdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { CannotRun } from '../../model/run.ts';

const usual: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  linux: [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome-stable',
    '/usr/bin/google-chrome',
    '/opt/google/chrome/chrome',
    '/snap/bin/chromium',
    '/usr/bin/microsoft-edge',
  ],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ],
};

/** Variables that name one, the most particular first. */
const variables = ['PLAYWRIGHT_CHROMIUM', 'CHROME_PATH'] as const;

export const howToGetChromium =
  'Install one with "npx playwright install chromium" (or your system\'s packages), or say where yours is: ' +
  'PLAYWRIGHT_CHROMIUM=/path/to/chrome, or chromium: { executablePath } in spanlab.config.ts.';

/**
 * Where Chromium is: as configured, as the environment says, at its usual places, or where Playwright keeps its own.
 * @throws `CannotRun` that says how to get one
 */
export function findChromium(configured?: string, environment: NodeJS.ProcessEnv = process.env): string {
  const named = [
    ['chromium.executablePath', configured] as const,
    ...variables.map((name) => [name, environment[name]] as const),
  ];
  for (const [by, path] of named) {
    if (path === undefined || path === '') continue;
    if (isFile(path)) return path;
    throw new CannotRun(`found ${by} = ${path}, and there is no such file. ${howToGetChromium}`);
  }
  for (const path of [...(usual[process.platform] ?? []), ...ofPlaywright(environment)]) {
    if (isFile(path)) return path;
  }
  throw new CannotRun(`found no Chromium or Chrome. ${howToGetChromium}`);
}

/** Changes whenever another Chromium would run; for cache keys. `none` without one. */
export function chromiumVersion(configured?: string): string {
  try {
    const path = findChromium(configured);
    const { size, mtimeMs } = statSync(path);
    return `${path} ${size} ${Math.trunc(mtimeMs)}`;
  } catch (error) {
    if (error instanceof CannotRun) return 'none';
    throw error;
  }
}

/** Playwright's own, newest first. */
function ofPlaywright(environment: NodeJS.ProcessEnv): string[] {
  const folder = environment['PLAYWRIGHT_BROWSERS_PATH'] ?? playwrightFolder(environment);
  const revisions = entriesOf(folder);
  const number = (name: string) => Number(/\d+$/u.exec(name)?.[0] ?? 0);
  return revisions
    .filter((name) => /^chromium(?:_headless_shell)?-\d+$/u.test(name))
    .sort((left, right) => number(right) - number(left))
    .flatMap((name) => inPlaywright.map((path) => join(folder, name, path)));
}

const inPlaywright = [
  'chrome-linux64/chrome',
  'chrome-linux/chrome',
  'chrome-linux/headless_shell',
  'chrome-mac-arm64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
  'chrome-mac/Chromium.app/Contents/MacOS/Chromium',
  'chrome-win64/chrome.exe',
  'chrome-win/chrome.exe',
];

function playwrightFolder(environment: NodeJS.ProcessEnv): string {
  if (process.platform === 'darwin') return join(homedir(), 'Library/Caches/ms-playwright');
  if (process.platform === 'win32') return join(environment['LOCALAPPDATA'] ?? homedir(), 'ms-playwright');
  return join(environment['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'ms-playwright');
}

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
