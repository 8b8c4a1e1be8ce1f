/** Who listens at a port of this machine. */
import { execFile } from 'node:child_process';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { promisify } from 'node:util';

/** Its process id and command line, or undefined where that cannot be seen: another user's, or no way to ask. */
export async function holderOf(port: number): Promise<string | undefined> {
  try {
    return process.platform === 'linux' ? await fromProc(port) : await fromLsof(port);
  } catch {
    return undefined;
  }
}

/** How to find out by hand. */
export function howToFind(port: number): string {
  return process.platform === 'win32'
    ? `netstat -ano | findstr :${port}`
    : `lsof -nP -iTCP:${port} -sTCP:LISTEN`;
}

async function fromProc(port: number): Promise<string | undefined> {
  const inodes = new Set<string>();
  for (const table of ['/proc/net/tcp', '/proc/net/tcp6']) {
    const lines = (await readFile(table, 'utf8').catch(() => '')).split('\n').slice(1);
    for (const line of lines) {
      const [, local = '', , state, , , , , , inode = ''] = line.trim().split(/\s+/u);
      const listens = state === '0A' && Number.parseInt(local.split(':')[1] ?? '', 16) === port;
      if (listens) inodes.add(`socket:[${inode}]`);
    }
  }
  if (inodes.size === 0) return undefined;
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/u.test(name))) {
    // Of processes that are another user's, or have ended meanwhile, nothing can be read.
    for (const fd of await readdir(`/proc/${pid}/fd`).catch(() => [])) {
      if (inodes.has(await readlink(`/proc/${pid}/fd/${fd}`).catch(() => ''))) return commandOf(pid);
    }
  }
  return undefined;
}

async function commandOf(pid: string): Promise<string> {
  const command = (await readFile(`/proc/${pid}/cmdline`, 'utf8')).split('\0').join(' ').trim();
  return `process ${pid} (${command.slice(0, 120)})`;
}

async function fromLsof(port: number): Promise<string | undefined> {
  const { stdout } = await promisify(execFile)('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fpc'], {
    timeout: 5_000,
  });
  const pid = /^p(\d+)$/mu.exec(stdout)?.[1];
  const name = /^c(.+)$/mu.exec(stdout)?.[1];
  return pid === undefined ? undefined : `process ${pid} (${name ?? 'its name is not known'})`;
}
