import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
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

test('a child without environment, in a session of its own, is found by its folder', {
  timeout: 30_000,
}, async () => {
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

describe('a child that cannot be found and keeps the streams open holds nobody up', {
  timeout: 30_000,
}, () => {
  test.each([
    ['in a thread', false],
    ['in a process of its own', true],
  ])('%s', async (how, alone) => {
    const other = createNodeRunner({ jobs: 1 });
    const arg = seconds(how.length);
    try {
      const ran = await other.run(
        jobOf(escaping(arg, `stdio: ['ignore', 'inherit', 'inherit'], cwd: '/'`), { alone }),
      );
      expect(ran).toMatchObject({ output: [{ text: 'on' }], troubles: [] });
      await other.dispose();
      // It is what the test is about: it was not found, so that it held the streams all the time.
      expect(running(`sleep ${arg}`)).toBe(1);
    } finally {
      await other.dispose();
      for (const pid of pidsOf(`sleep ${arg}`)) process.kill(pid, 'SIGKILL');
    }
  });

  test('in a shell', async () => {
    const arg = seconds(9);
    const text = `cd /
setsid env -i setsid sleep ${arg} &
until ps -eo args | grep -q '^sleep ${arg}$'; do sleep 0.01; done
echo on`;
    const { example } = jobOf('');
    const block = { ...example, kind: 'shell' as const, file: { name: 'block.sh', text, origins: [] } };
    const { signal } = new AbortController();
    try {
      const ran = await runShell(block, { folder: '/', env: process.env, signal });
      expect(ran).toMatchObject({ exitCode: 0, output: [{ text: 'on' }] });
      expect(running(`sleep ${arg}`)).toBe(1);
    } finally {
      for (const pid of pidsOf(`sleep ${arg}`)) process.kill(pid, 'SIGKILL');
    }
  });
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
