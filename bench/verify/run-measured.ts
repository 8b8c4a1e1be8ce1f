/** Runs a command to its end and measures it from outside: wall time, and memory of it and all it starts. */
import { spawn } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';

export interface Measured {
  /** From start to end, as a shell would wait for it. */
  seconds: number;
  /** Sum over all its processes of the most each had in memory at one time. 0 where /proc is not. */
  peakMib: number;
  code: number | null;
  /** stdout and stderr, the last megabyte. */
  output: string;
}

const mostOutput = 1_000_000;

export async function runMeasured(
  command: string,
  args: readonly string[],
  options: { cwd: string; env?: NodeJS.ProcessEnv; memory?: boolean },
): Promise<Measured> {
  const startedAt = performance.now();
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-mostOutput);
    });
  }
  const peaks = new Map<number, number>();
  let last = Promise.resolve();
  const sampling = options.memory
    ? setInterval(() => {
        last = last.then(() => sample(child.pid, peaks)).catch(() => undefined);
      }, 50)
    : undefined;
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('close', resolve);
  });
  const seconds = (performance.now() - startedAt) / 1000;
  clearInterval(sampling);
  await last;
  const peakKib = [...peaks.values()].reduce((sum, kib) => sum + kib, 0);
  return { seconds, peakMib: peakKib / 1024, code, output };
}

/** The kernel keeps each process's peak itself: a sample only has to come once before its end. */
async function sample(root: number | undefined, peaks: Map<number, number>): Promise<void> {
  if (root === undefined) return;
  const parents = new Map<number, number>();
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/u.test(name)) continue;
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
    // The command's name, in parentheses, may hold anything.
    const parent = /^\d+ \(.*\) \S (\d+)/su.exec(stat)?.[1];
    if (parent !== undefined) parents.set(Number(name), Number(parent));
  }
  const descends = (pid: number): boolean => {
    for (let at: number | undefined = pid; at !== undefined && at > 1; at = parents.get(at))
      if (at === root) return true;
    return false;
  };
  for (const pid of parents.keys()) {
    if (!descends(pid)) continue;
    const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
    const kib = Number(/^VmHWM:\s+(\d+) kB/mu.exec(status)?.[1] ?? 0);
    peaks.set(pid, Math.max(peaks.get(pid) ?? 0, kib));
  }
}
