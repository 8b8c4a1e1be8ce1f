import { once } from 'node:events';
import { watch } from 'node:fs';
import { chmod, readdir, readFile } from 'node:fs/promises';
import { describe, expect, test, vi } from 'vitest';
import { findProject } from '../../../verify/project/find-project.ts';
import { checkTypes } from '../../../verify/types/check-types.ts';
import { type SomeFolder, someFolder } from '../project/some-folder.ts';
import { someProgram } from './some-program.ts';

// Processes are started, on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000 });

/** A project whose `typescript` is a script of ours. */
async function projectWithCompiler(script: string): Promise<SomeFolder> {
  const folder = await someFolder({
    'package.json': { type: 'module' },
    'node_modules/typescript/package.json': { version: '5.9.0', bin: { tsc: './bin/tsc.mjs' } },
    'node_modules/typescript/bin/tsc.mjs': script,
  });
  await chmod(folder.at('node_modules/typescript/bin/tsc.mjs'), 0o755);
  return folder;
}

async function check(folder: SomeFolder, signal = AbortSignal.timeout(60_000)) {
  const example = someProgram(folder.at('README.md'), { 'app.ts': 'const n = 1;' });
  return checkTypes([{ example, project: await findProject(example.document) }], { signal });
}

describe('a compiler that does not do its work is a problem', () => {
  const scripts = {
    'when it says nothing and is content': ['process.exit(0)', 'exit code 0'],
    'when it says nothing and fails': ['process.exit(3)', 'exit code 3'],
    'when it crashes': ["throw new Error('out of luck')", 'out of luck'],
    'when it is killed': ["process.kill(process.pid, 'SIGKILL')", 'ended by SIGKILL'],
    'when it says what nobody understands': ["console.log('Hello'); process.exit(1)", 'Hello'],
    'when it finds types good without reading the example': [
      "console.log('canary.ts(1,1): error TS2322: x'); process.exit(1)",
      'It left out',
    ],
  };
  test.each(Object.entries(scripts))('%s', async (_, [script = '', said = '']) => {
    await using folder = await projectWithCompiler(script);
    const { diagnostics, problems } = await check(folder);
    expect([...diagnostics]).toEqual([]);
    expect(problems).toEqual([expect.stringContaining('TypeScript 5.9.0 could not check 1 example')]);
    expect(problems[0]).toContain(said);
  });
});

test('a compiler at work is killed when it is no longer wanted, and nothing is left behind', async () => {
  await using folder = await projectWithCompiler(`
    import { writeFileSync } from 'node:fs';
    writeFileSync(new URL('../started', import.meta.url), String(process.pid));
    setInterval(() => {}, 1000);`);
  const stop = new AbortController();
  const seen = watch(folder.at('node_modules/typescript'));
  const checking = check(folder, stop.signal);
  let pid = '';
  while (pid === '') {
    await once(seen, 'change');
    pid = await readFile(folder.at('node_modules/typescript/started'), 'utf8').catch(() => '');
  }
  seen.close();
  stop.abort(new Error('enough'));
  await expect(checking).rejects.toThrow('enough');
  expect(() => process.kill(Number(pid), 0)).toThrow('ESRCH');
  expect(await readdir(folder.path)).not.toContain('.spanlab');
});

test('a compiler that never stops talking is stopped', async () => {
  await using folder = await projectWithCompiler(`
    const line = 'x'.repeat(1 << 20);
    const more = () => { while (process.stdout.write(line)); process.stdout.once('drain', more); };
    more();`);
  const { problems } = await check(folder);
  expect(problems[0]).toMatch(/printed more than \d+ bytes/u);
});
