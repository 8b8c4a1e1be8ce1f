/** Whose containers these are, written on them, so that none stays behind whatever happens to their owner. */
import { spawn } from 'node:child_process';
import { hostname } from 'node:os';
import { isAlive } from '../is-alive.ts';
import { docker, removeContainers } from './docker.ts';

/** Labels of every container that is started here. */
export const containerLabels = {
  /** One session of the command. */
  session: 'dev.spanlab.verify.session',
  /** `<host>/<process id>` */
  owner: 'dev.spanlab.verify.owner',
} as const;

export function ownerName(pid: number = process.pid): string {
  return `${hostname()}/${pid}`;
}

/** Remove containers whose owner on this machine is no more: one that was killed together with its watchman. */
export async function sweep(): Promise<void> {
  const format = `{{.ID}} {{.Label "${containerLabels.owner}"}}`;
  const list = await docker([
    'ps',
    '--all',
    '--filter',
    `label=${containerLabels.owner}`,
    '--format',
    format,
  ]);
  const orphans = list.split('\n').flatMap((line) => {
    const [id = '', owner = ''] = line.split(' ');
    const [host, pid] = owner.split('/');
    return id !== '' && host === hostname() && !isAlive(Number(pid)) ? [id] : [];
  });
  await removeContainers(orphans);
}

/**
 * Waits for the end of its input, which comes with the end of this process, however that comes. Then removes what the
 * session has left, and looks again: a container that was being started appears a moment later.
 */
const watchman = `
const { execFileSync } = require('node:child_process');
const [label] = process.argv.slice(1);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => undefined);
let released = false;
process.stdin.on('data', () => { released = true; });
process.stdin.on('end', () => {
  let looks = 0;
  const look = () => {
    if (released || looks++ === 5) return;
    try {
      const ids = execFileSync('docker', ['ps', '-aq', '--filter', 'label=' + label], { encoding: 'utf8' }).split(/\\s+/).filter(Boolean);
      if (ids.length > 0) execFileSync('docker', ['rm', '-f', '-v', ...ids], { stdio: 'ignore' });
    } catch {}
    setTimeout(look, 1000);
  };
  look();
});
`;

/** A process of its own that outlives this one, until it has tidied up or is released. */
export function postWatchman(session: string): { release(): Promise<void> } {
  const { NODE_OPTIONS: _, ...env } = process.env;
  const child = spawn(process.execPath, ['-e', watchman, `${containerLabels.session}=${session}`], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    env,
  });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  child.stdin.on('error', () => undefined);
  // It must not keep this process from ending.
  child.unref();
  if ('unref' in child.stdin && typeof child.stdin.unref === 'function') child.stdin.unref();
  return {
    async release() {
      child.stdin.end('released');
      child.ref();
      await ended;
    },
  };
}
