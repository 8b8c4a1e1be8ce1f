import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { ShellExample } from '../../../../verify/model/example.ts';
import { runShell } from '../../../../verify/runners/shell/run-shell.ts';

const folder = mkdtempSync(join(tmpdir(), 'spanlab-shell-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function blockOf(text: string, name = 'line-1.sh'): ShellExample {
  const at = { file: 'guide.md', line: 1, column: 1 };
  const file = { name, text, origins: [{ line: 2, column: 1 }] };
  return {
    kind: 'shell',
    id: 'guide.md#1',
    title: 'block',
    document: join(folder, 'guide.md'),
    at,
    options: {},
    file,
    outputs: [],
  };
}

const settings = {
  folder,
  env: { PATH: process.env['PATH'], GREETING: 'hello' },
  signal: new AbortController().signal,
};
const run = (text: string, more = {}) => runShell(blockOf(text), { ...settings, ...more });

describe('a shell block', () => {
  test('says what it printed, in lines and by stream', async () => {
    const ran = await run('echo $GREETING\necho oops >&2\nprintf end\n');
    expect(ran.exitCode).toBe(0);
    expect(ran.output).toContainEqual({ stream: 'stderr', text: 'oops' });
    expect(ran.output.filter(({ stream }) => stream === 'stdout').map(({ text }) => text)).toEqual([
      'hello',
      'end',
    ]);
  });

  test('ends at the first command that fails, with its exit code', async () => {
    const ran = await run('echo one\n(exit 5)\necho two\n');
    expect(ran).toMatchObject({ exitCode: 5, output: [{ text: 'one' }], troubles: [] });
  });

  test('finds what the block before it has written', async () => {
    await run('echo shared > made.txt\n');
    expect(await run('cat made.txt\n')).toMatchObject({ output: [{ text: 'shared' }] });
  });

  test('that does not end is ended with all it has started', async () => {
    const ran = await run('sleep 1234 &\necho $!\nsleep 1235\n', { timeoutMs: 300 });
    expect(ran.troubles).toMatchObject([{ rule: 'timeout', message: expect.stringContaining('0.3 s') }]);
    expect(running('1234')).toEqual([]);
    expect(running('1235')).toEqual([]);
  });

  test('that leaves a process behind is told which, and it is ended', async () => {
    const ran = await run('setsid sleep 1236 >/dev/null 2>&1 &\necho done\n');
    expect(ran.output).toEqual([{ stream: 'stdout', text: 'done' }]);
    expect(ran.troubles).toMatchObject([
      { rule: 'left-behind', message: expect.stringContaining('sleep 1236') },
    ]);
    expect(running('1236')).toEqual([]);
  });

  test('that floods its output is ended', async () => {
    const ran = await run('yes\n');
    expect(ran.troubles.map(({ rule }) => rule)).toEqual(['too-much-output']);
  });

  test('in bash is run by bash', async () => {
    const arrays = 'names=(one two)\nlast=$names[1]\nif [[ -n "$last" && "b" == [ab] ]]; then echo two; fi\n';
    const byName = await runShell(blockOf(arrays, 'line-1.bash'), settings);
    const byFirstLine = await run(`#!/usr/bin/env bash\n${arrays}false\necho not reached\n`);
    expect(byName).toMatchObject({ exitCode: 0, output: [{ stream: 'stdout', text: 'two' }] });
    expect(byFirstLine).toMatchObject({ exitCode: 1, output: [{ stream: 'stdout', text: 'two' }] });
  });

  test('whose shell is not there says what to do', async () => {
    const ran = await runShell(blockOf('echo x\n', 'line-1.zsh'), { ...settings, env: { PATH: folder } });
    expect(ran.troubles).toMatchObject([{ message: expect.stringContaining('Install zsh') }]);
  });

  test('in a folder that is not there says so', async () => {
    const ran = await run('echo x\n', { folder: join(folder, 'nowhere') });
    expect(ran.troubles).toMatchObject([{ message: expect.stringContaining('nowhere') }]);
    expect(ran.exitCode).toBe(127);
  });
});

function running(argument: string): string[] {
  return readdirSync('/proc').filter((name) => {
    try {
      return readFileSync(`/proc/${name}/cmdline`, 'utf8') === `sleep\0${argument}\0`;
    } catch {
      return false;
    }
  });
}
