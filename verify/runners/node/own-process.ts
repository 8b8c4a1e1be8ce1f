/** Runs a program in a process of its own: what needs the ports for itself, signals, or goes on until it is ended. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Job, Ran } from '../../model/run.ts';
import { watchEnd } from './ended.ts';
import type { PoolSettings, Program, Told } from './messages.ts';
import { permissionFlags } from './permission.ts';
import { RanSoFar } from './ran.ts';
import { readSaid } from './said.ts';
import { endStrays } from './strays.ts';

/** Between SIGTERM and SIGKILL. */
const terminateMs = 3_000;
const answerMs = 300;
/** What a program that has said its last word gets to end by itself: its own `exit` handlers run then. */
const lastMs = 300;

/** Never rejects for what the program does. When it resolves, the process and its children have ended. */
export async function runInOwnProcess(
  program: Program,
  job: Pick<Job, 'enough' | 'shows' | 'timeoutMs'>,
  { isolate, work, allowWrite, memoryMb, signal }: PoolSettings & { signal: AbortSignal },
): Promise<Ran> {
  const folder = await mkdtemp(join(work, 'alone-'));
  const soFar = new RanSoFar();
  const flags = [...permissionFlags([folder, ...allowWrite]), `--max-old-space-size=${memoryMb}`];
  const child = spawn(process.execPath, [...flags, isolate], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    serialization: 'advanced',
    detached: true,
    env: { ...program.env, TMPDIR: folder, PWD: folder },
  });
  const { exited, closed } = watchEnd(child);
  const kill = (name: NodeJS.Signals) => {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    try {
      process.kill(process.platform === 'win32' ? child.pid : -child.pid, name);
    } catch {
      child.kill(name);
    }
  };
  const state: { ended: 'itself' | 'done' | 'enough' | 'timeout' | 'aborted' | 'flood' } = {
    ended: 'itself',
  };
  const end = (how: typeof state.ended, name: NodeJS.Signals = 'SIGKILL') => {
    if (state.ended === 'itself') state.ended = how;
    kill(name);
  };
  const timers: NodeJS.Timeout[] = [];
  const tell = (told: Told) => {
    if (child.connected) child.send(told);
  };

  const shown = () => soFar.shown();

  child.on('message', (value) => {
    const said = readSaid(value);
    if (said === undefined) return soFar.garbled();
    soFar.take(said);
    job.shows?.(shown);
    if (said.say === 'holding') end('timeout');
    // A server it has left open, or one that goes on after a crash, holds nobody up.
    if (said.say === 'done') timers.push(setTimeout(() => end('done'), lastMs));
    if (soFar.flooded) end('flood');
  });
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream]?.setEncoding('utf8').on('data', (text: string) => {
      soFar.output(stream, text);
      job.shows?.(shown);
      if (soFar.flooded) end('flood');
    });
  }
  timers.push(
    setTimeout(() => {
      tell({ tell: 'what-holds' });
      timers.push(setTimeout(() => end('timeout'), answerMs));
    }, program.timeoutMs),
  );
  const aborted = () => end('aborted');
  signal.addEventListener('abort', aborted);
  if (signal.aborted) aborted();
  void job.enough?.then(() => {
    end('enough', 'SIGTERM');
    timers.push(setTimeout(() => kill('SIGKILL'), terminateMs));
  });
  tell({ tell: 'run', program });

  const { code, signal: by } = await exited;
  for (const timer of timers) clearTimeout(timer);
  signal.removeEventListener('abort', aborted);
  const strays = await endStrays(program.runId, {
    folder,
    ...(child.pid === undefined ? {} : { group: child.pid }),
  });
  await closed;
  await rm(folder, { recursive: true, force: true });

  const { ended } = state;
  if (ended === 'itself' || ended === 'done' || ended === 'enough')
    for (const stray of strays) soFar.trouble(stray);
  if (ended === 'timeout') soFar.timedOut(program.timeoutMs);
  if (ended === 'itself' && by !== null) {
    const message = `It ended its own process with ${by}. Use process.exitCode or process.exit() to end a program.`;
    soFar.trouble({ rule: 'killed-itself', message });
  }
  const ran = soFar.ran({ calledOff: ended === 'aborted' || ended === 'enough' });
  // Ended by us, or by its own hand after SIGTERM.
  // After an error the process itself ends well: what threw has been heard.
  if (ended === 'itself') return { ...ran, exitCode: code || ran.exitCode };
  return ended === 'done' ? ran : { ...ran, exitCode: 0 };
}
