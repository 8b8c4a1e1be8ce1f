import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test, vi } from 'vitest';
import { createNodeRunner } from '../../../../verify/runners/node/node-runner.ts';
import { jobOf, stdout } from './support.ts';

const session = fileURLToPath(new URL('./killed-session.program.ts', import.meta.url));

test('nothing a session has started outlives it when it is killed', { timeout: 60_000 }, async () => {
  const tag = mkdtempSync(join(realpathSync(tmpdir()), 'spanlab-killed-'));
  const temporary = join(tag, 'tmp');
  mkdirSync(temporary);
  const started = spawn(process.execPath, [session, tag], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, TMPDIR: temporary },
  });
  let pids: number[] = [];
  try {
    const names = ['in-thread', 'detached', 'alone', 'in-shell'];
    await vi.waitFor(() => expect(readdirSync(tag)).toEqual(expect.arrayContaining(names)), 30_000);
    pids = names.map((name) => Number(readFileSync(join(tag, name), 'utf8')));
    expect(pids.map(isRunning)).toEqual([true, true, true, true]);
    started.kill('SIGKILL');
    await once(started, 'exit');
    await vi.waitFor(() => expect(pids.map(isRunning)).toEqual([false, false, false, false]), 20_000);
    await vi.waitFor(() => expect(readdirSync(temporary)).toEqual([]), 20_000);
  } finally {
    started.kill('SIGKILL');
    for (const pid of pids.filter(isRunning)) process.kill(pid, 'SIGKILL');
    rmSync(tag, { recursive: true, force: true });
  }
});

test('folders of sessions that are no more are removed, those of others are not', async () => {
  const parent = realpathSync(tmpdir());
  const dead = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
  await once(dead, 'exit');
  const abandoned = mkdtempSync(join(parent, `spanlab-node-${dead.pid}-`));
  const kept = mkdtempSync(join(parent, `spanlab-node-${process.ppid}-`));
  const runner = createNodeRunner({ jobs: 1 });
  try {
    const ran = await runner.run(jobOf(`console.log(process.cwd());`));
    expect(basename(dirname(stdout(ran)[0] ?? ''))).toMatch(new RegExp(`^spanlab-node-${process.pid}-`, 'u'));
    expect([abandoned, kept].map((folder) => existsSync(folder))).toEqual([false, true]);
  } finally {
    await runner.dispose();
    for (const folder of [abandoned, kept]) rmSync(folder, { recursive: true, force: true });
  }
});

function isRunning(pid: number): boolean {
  try {
    return !/\) Z/u.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
