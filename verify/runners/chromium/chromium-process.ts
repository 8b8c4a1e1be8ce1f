/** Starts a Chromium without a window, spoken to over a pipe: when this process ends, however it ends, so does it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import type { Readable, Writable } from 'node:stream';
import { CannotRun } from '../../model/run.ts';
import { openTemporaryFolder } from '../temporary-folder.ts';
import { type Devtools, openDevtools } from './devtools.ts';
import { howToGetChromium } from './find-chromium.ts';

export interface ChromiumProcess {
  devtools: Devtools;
  /** Ends it and all its processes, and removes its profile. */
  dispose(): Promise<void>;
}

const flags = [
  '--headless',
  '--remote-debugging-pipe',
  // What a program keeps in its heap, in a Worker or in a page.
  '--js-flags=--max-old-space-size=512',
  '--disable-gpu',
  '--disable-quic',
  '--disable-extensions',
  '--disable-dev-shm-usage',
  '--disable-sync',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-client-side-phishing-detection',
  '--disable-search-engine-choice-screen',
  '--disable-breakpad',
  '--disable-hang-monitor',
  '--disable-popup-blocking',
  '--disable-features=Translate,MediaRouter,OptimizationHints,DestroyProfileOnBrowserClose,HttpsUpgrades',
  '--no-first-run',
  '--no-default-browser-check',
  '--no-service-autorun',
  '--metrics-recording-only',
  '--mute-audio',
  '--password-store=basic',
  '--use-mock-keychain',
  // Timers and Workers of pages nobody looks at go on at full speed.
  '--disable-background-timer-throttling',
  '--disable-renderer-backgrounding',
  '--disable-backgrounding-occluded-windows',
];

const startsWithinMs = 30_000;

/** @throws `CannotRun` with what Chromium said */
export async function startChromium(executable: string, args: readonly string[]): Promise<ChromiumProcess> {
  // Root has no sandbox to give; where others cannot have one either, Chromium says so and is started again.
  const isRoot = process.getuid?.() === 0;
  const first = await tryStart(executable, isRoot ? ['--no-sandbox', ...args] : args);
  if ('devtools' in first) return first;
  const second = /sandbox/iu.test(first.said) ? await tryStart(executable, ['--no-sandbox', ...args]) : first;
  if ('devtools' in second) return second;
  throw new CannotRun(
    `Chromium (${executable}) does not start: ${second.said.trim().slice(-500)}\n${howToGetChromium}`,
  );
}

async function tryStart(
  executable: string,
  args: readonly string[],
): Promise<ChromiumProcess | { said: string }> {
  const profile = await openTemporaryFolder('spanlab-chromium');
  const child = spawn(executable, [...flags, ...args, `--user-data-dir=${profile}`, '--no-startup-window'], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
    // A group of its own, so that all of it can be ended at once; Windows has none.
    detached: process.platform !== 'win32',
  });
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-5_000);
  });
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', (error) => {
      said += error.message;
      resolve();
    });
  });
  const devtools = openDevtools(child.stdio[3] as Writable, child.stdio[4] as Readable);
  const dispose = async (): Promise<void> => {
    killAll(child);
    if (child.pid !== undefined) await exited;
    // The last of its processes may still be writing.
    await rm(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 }).catch(
      () => undefined,
    );
  };
  try {
    const deadline = AbortSignal.timeout(startsWithinMs);
    await Promise.race([
      devtools.send('Target.setDiscoverTargets', { discover: true }),
      exited.then(() => Promise.reject(new Error(said))),
      new Promise((_, reject) => deadline.addEventListener('abort', () => reject(deadline.reason))),
    ]);
    return { devtools, dispose };
  } catch (error) {
    await dispose();
    return { said: said === '' ? String(error) : said };
  }
}

function killAll(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') spawn('taskkill', ['/pid', String(child.pid), '/T', '/F']);
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
