import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Job } from '../../../../verify/model/run.ts';
import { createNodeRunner } from '../../../../verify/runners/node/node-runner.ts';
import { jobOf, openIntake, stdout } from './support.ts';

const runner = createNodeRunner({ jobs: 1, memoryMb: 128 });
afterAll(() => runner.dispose());

/** What it came to, and that the next program still runs. */
async function troublesOf(job: Job) {
  const ran = await runner.run(job);
  const next = await runner.run(jobOf(`console.log('goes on');`));
  expect(next).toMatchObject({ errors: [], troubles: [], output: [{ text: 'goes on' }] });
  return ran;
}

describe('a program that', () => {
  test('never gives way is ended, and keeps what it printed', async () => {
    const ran = await troublesOf(jobOf(`console.log('before');\nfor (;;);`, { timeoutMs: 500 }));
    expect(ran.troubles).toMatchObject([
      { rule: 'timeout', message: expect.stringContaining('never gives way') },
    ]);
    expect(stdout(ran)).toEqual(['before']);
  });

  test('sets an interval and never clears it is told where', async () => {
    const ran = await troublesOf(jobOf(`\n  setInterval(() => {}, 10);`, { timeoutMs: 500 }));
    expect(ran.troubles).toMatchObject([
      {
        rule: 'timeout',
        message: expect.stringContaining('interval'),
        at: { file: 'app.ts', line: 2, column: 3 },
      },
    ]);
  });

  test('waits for a promise that nothing settles is told at once', async () => {
    const ran = await troublesOf(jobOf(`await new Promise(() => {});`, { timeoutMs: 60_000 }));
    expect(ran.troubles).toMatchObject([
      { rule: 'timeout', message: expect.stringContaining('top-level await') },
    ]);
  });

  test('leaves a server open is told its port, without waiting for the timeout', async () => {
    const ran = await troublesOf(
      jobOf(
        `import { createServer } from 'node:http';
createServer().listen(0, function () { console.log(this.address().port); });`,
        { timeoutMs: 60_000 },
      ),
    );
    expect(ran.troubles).toMatchObject([
      { rule: 'left-behind', message: expect.stringContaining(`port ${stdout(ran)[0]}`) },
    ]);
  });

  test('floods its output is ended', { timeout: 30_000 }, async () => {
    const flood = `for (;;) console.log('x'.repeat(100));`;
    const past = `import fs from 'node:fs';\nfor (;;) fs.writeSync(1, 'x'.repeat(100) + '\\n');`;
    for (const [text, alone] of [
      [flood, false],
      [flood, true],
      [past, false],
    ] as const) {
      const ran = await troublesOf(jobOf(text, { alone }));
      expect(ran.troubles.map(({ rule }) => rule)).toEqual(['too-much-output']);
      expect(ran.output.length).toBeLessThan(20_000);
    }
  });

  test('kills its process is the only one blamed', async () => {
    const ran = await troublesOf(
      jobOf(`process.kill(process.pid, 'SIGKILL');\nawait new Promise((done) => setTimeout(done, 60_000));`),
    );
    expect(ran.troubles).toMatchObject([
      { rule: 'killed-itself', message: expect.stringContaining('SIGKILL') },
    ]);
  });

  test('takes more memory than there is for it is ended', async () => {
    const objects = `const all = [];\nfor (;;) all.push(new Array(10_000).fill(1.5));`;
    const buffers = `const all = [];\nfor (;;) { all.push(Buffer.alloc(10e6, 1)); await new Promise((done) => setTimeout(done, 1)); }`;
    for (const text of [objects, buffers]) {
      const ran = await troublesOf(jobOf(text, { timeoutMs: 60_000 }));
      expect(ran.troubles).toMatchObject([
        { rule: 'killed-itself', message: expect.stringContaining('memory') },
      ]);
    }
  });

  test('writes outside its folder cannot, and is told where', async () => {
    const outside = join(tmpdir(), `spanlab-outside-${process.pid}.txt`);
    rmSync(outside, { force: true });
    const text = `import { writeFileSync } from 'node:fs';\n\n  writeFileSync(${JSON.stringify(outside)}, 'x');`;
    for (const alone of [false, true]) {
      const ran = await troublesOf(jobOf(text, { alone }));
      expect(ran.troubles).toMatchObject([
        { rule: 'left-behind', message: expect.stringContaining(outside), at: { line: 3, column: 3 } },
      ]);
      expect(existsSync(outside)).toBe(false);
    }
  });

  test('leaves processes behind, in a group of their own even, loses them', async () => {
    const text = `import { spawn } from 'node:child_process';
const child = spawn('sleep', ['1000'], { detached: true, stdio: 'ignore' });
child.unref();
console.log(child.pid);`;
    for (const alone of [false, true]) {
      const ran = await troublesOf(jobOf(text, { alone }));
      expect(ran.troubles).toMatchObject([
        { rule: 'left-behind', message: expect.stringContaining('sleep 1000') },
      ]);
      expect(isRunning(Number(stdout(ran)[0]))).toBe(false);
    }
  });
});

test('a program that goes on is ended by SIGTERM once it has shown enough', async () => {
  await using intake = await openIntake();
  const text = `import { createServer } from 'node:http';
const server = createServer().listen(0);
process.on('SIGTERM', () => { console.log('closing'); server.close(); });
await fetch(process.env.OTEL_EXPORTER_OTLP_ENDPOINT!, { method: 'POST', body: 'up' });`;
  const { endpoint, received: enough } = intake;
  const ran = await runner.run(jobOf(text, { options: { keepsRunning: true }, endpoint, enough }));
  expect(ran).toMatchObject({ exitCode: 0, errors: [], troubles: [] });
  expect(stdout(ran)).toEqual(['closing']);
});

test('a run that is called off ends', async () => {
  const off = new AbortController();
  const run = runner.run(jobOf(`for (;;);`, { timeoutMs: 60_000, signal: off.signal }));
  off.abort();
  expect(await run).toMatchObject({ errors: [] });
});

test('no process and no folder is left when all is done', async () => {
  const before = childrenOf(process.pid).length;
  const other = createNodeRunner({ jobs: 2 });
  await other.prepare([jobOf(''), jobOf('')].map(({ example, project }) => ({ example, project })));
  const looping = other.run(jobOf(`for (;;);`, { timeoutMs: 60_000 }));
  const ran = await other.run(jobOf(`console.log(process.cwd());`));
  // Two that run programs, and one that waits for the end of this process.
  expect(childrenOf(process.pid).length).toBe(before + 3);
  await other.dispose();
  await looping;
  expect(childrenOf(process.pid).length).toBe(before);
  expect(existsSync(stdout(ran)[0] ?? '')).toBe(false);
});

function childrenOf(pid: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/u.test(name))
    .map(Number)
    .filter((each) => parentOf(each) === pid);
}

function parentOf(pid: number): number | undefined {
  try {
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[1]);
  } catch {
    return undefined;
  }
}

function isRunning(pid: number): boolean {
  try {
    return !/\) Z/u.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
