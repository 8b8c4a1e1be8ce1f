import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { lastLines } from './command.ts';
import { type Say, SetupError } from './setup-error.ts';

/** A Docker daemon that this process started and will end. */
export interface StartedDaemon {
  log: string;
  stop: () => Promise<void>;
}

/** What restricted machines lack, how dockerd says so, and the flags that do without. */
const doWithout = [
  { complaint: /iptables|nf_tables|ip_tables/iu, flags: ['--iptables=false', '--ip6tables=false'] },
  { complaint: /overlay|graph ?driver|storage-driver/iu, flags: ['--storage-driver=vfs'] },
] as const;

/**
 * Reads why dockerd ended and returns flags worth another try, or `undefined` when there are none.
 * Only its last lines count: before them it also speaks of things it has done without.
 */
export function flagsAfterFailure(log: string, tried: readonly string[]): string[] | undefined {
  const lastWords = lastLines(log, 3);
  const next = doWithout.find(
    ({ complaint, flags }) => complaint.test(lastWords) && !flags.every((flag) => tried.includes(flag)),
  );
  return next && [...tried, ...next.flags];
}

/** Waits until a daemon answers (`true`), or this one has ended or not answered in time (`false`). */
async function comesUp(daemon: ChildProcess, answers: () => Promise<boolean>): Promise<boolean> {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline && daemon.exitCode === null && daemon.signalCode === null) {
    if (await answers()) return true;
    await delay(200);
  }
  // Ours may have ended because somebody else's was just coming up.
  return answers();
}

/** Ends the daemon and waits until it has gone, so that the next one finds its socket and lock free. */
async function end(daemon: ChildProcess): Promise<void> {
  if (daemon.exitCode !== null || daemon.signalCode !== null) return;
  const gone = new Promise((resolve) => daemon.once('exit', resolve));
  daemon.kill('SIGTERM');
  await gone;
}

/** Starts `dockerd`, with fewer demands on the machine when it refuses. Throws `SetupError` when it never answers. */
export async function startDaemon(options: {
  cache: string;
  say: Say;
  answers: () => Promise<boolean>;
}): Promise<StartedDaemon> {
  const { cache, say, answers } = options;
  mkdirSync(cache, { recursive: true });
  const log = join(cache, 'dockerd.log');
  let flags: string[] | undefined = [];
  while (flags !== undefined) {
    say(`no Docker daemon answers; starting one: ${['dockerd', ...flags].join(' ')} (log: ${log})`);
    const output = openSync(log, 'w');
    // In a session of its own: Ctrl+C must reach the tests first, or their containers are left behind.
    const daemon = spawn('dockerd', flags, { stdio: ['ignore', output, output], detached: true });
    closeSync(output);
    const killAtExit = () => daemon.kill('SIGTERM');
    process.once('exit', killAtExit);
    const stop = async () => {
      await end(daemon);
      process.off('exit', killAtExit);
    };
    if (await comesUp(daemon, answers)) return { log, stop };
    await stop();
    flags = flagsAfterFailure(readFileSync(log, 'utf8'), flags);
  }
  throw new SetupError(
    `dockerd does not come up here:\n${lastLines(readFileSync(log, 'utf8'), 6)}\nStart a Docker daemon yourself, then run this again.`,
  );
}
