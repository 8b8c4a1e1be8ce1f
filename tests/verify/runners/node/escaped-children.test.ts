import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { createNodeRunner } from '../../../../verify/runners/node/node-runner.ts';
import { runShell } from '../../../../verify/runners/shell/run-shell.ts';
import { jobOf, stdout } from './support.ts';

const runner = createNodeRunner({ jobs: 1 });
afterAll(() => runner.dispose());

/** Seconds nobody else sleeps: tells these children from others'. */
const seconds = (n: number) => `${process.pid}${n}`;

/** A child in a session of its own and without environment. Half a minute is more than any wait here. */
const escaping = (arg: string, options: string) => `import { spawn } from 'node:child_process';
spawn('env', ['-i', 'setsid', 'sleep', '${arg}'], { detached: true, ${options} }).unref();
while (!(await sleeping())) await new Promise((done) => setTimeout(done, 5));
console.log('on');
async function sleeping() {
  const { execFileSync } = await import('node:child_process');
  return execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' }).includes('\\nsleep ${arg}\\n');
}`;

test('a child without environment, in a session of its own, is found by its folder', async () => {
  for (const [n, alone] of [false, true].entries()) {
    const arg = seconds(n);
    const ran = await runner.run(jobOf(escaping(arg, `stdio: 'ignore'`), { alone }));
    expect(stdout(ran)).toEqual(['on']);
    expect(ran.troubles).toMatchObject([
      { rule: 'left-behind', message: expect.stringContaining(`sleep ${arg}`) },
    ]);
    expect(running(`sleep ${arg}`)).toBe(0);
  }
});

test('a child in another folder is found by its parent', async () => {
  const arg = seconds(2);
  const text = `import { spawn } from 'node:child_process';
spawn('sleep', ['${arg}'], { detached: true, stdio: 'ignore', env: {}, cwd: '/' }).unref();`;
  const ran = await runner.run(jobOf(text));
  expect(ran.troubles).toMatchObject([
    { rule: 'left-behind', message: expect.stringContaining(`sleep ${arg}`) },
  ]);
  expect(running(`sleep ${arg}`)).toBe(0);
});

test('one that cannot be found and keeps its streams open holds nobody up', async () => {
  const other = createNodeRunner({ jobs: 1 });
  const args = [seconds(3), seconds(4), seconds(5)] as const;
  try {
    for (const [n, alone] of [false, true].entries()) {
      const ran = await other.run(
        jobOf(escaping(args[n] ?? '', `stdio: ['ignore', 'inherit', 'inherit'], cwd: '/'`), { alone }),
      );
      expect(stdout(ran)).toEqual(['on']);
    }
    await other.dispose();
    const file = { name: 'block.sh', text: `cd /\nsetsid env -i setsid sleep ${args[2]} &\nsleep 0.3`, origins: [] };
    const block = { ...jobOf('').example, kind: 'shell' as const, file };
    const signal = new AbortController().signal;
    const ran = await runShell(block, { folder: '/', env: process.env, signal });
    expect(ran.exitCode).toBe(0);
    // They are what the test is about: none of them was found, so that all of them held the streams.
    expect(args.map((arg) => running(`sleep ${arg}`))).toEqual([1, 1, 1]);
  } finally {
    await other.dispose();
    for (const arg of args) for (const pid of pidsOf(`sleep ${arg}`)) process.kill(pid, 'SIGKILL');
  }
});

const running = (command: string) => pidsOf(command).length;

function pidsOf(command: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/u.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim() === command;
      } catch {
        return false;
      }
    });
}
