import { execFile } from 'node:child_process';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, expect, test, vi } from 'vitest';
import { isAlive } from '../../../verify/is-alive.ts';
import { type VerifyingFolder, verifyingFolder } from '../support/verify-folder.ts';

vi.setConfig({ testTimeout: 240_000 });

const fence = '```';
let folder: VerifyingFolder | undefined;
afterEach(() => folder?.remove());

/** Process ids of everything below a process. */
async function below(id: number): Promise<number[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=']);
  const pairs = stdout
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/u).map(Number));
  const of = (parent: number): number[] =>
    pairs.filter(([, by]) => by === parent).flatMap(([child = 0]) => [child, ...of(child)]);
  return of(id);
}

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s ends programs and shell blocks that run, and says so',
  async (signal) => {
    folder = await verifyingFolder({
      'README.md': [
        `${fence}ts verify timeout=50s`,
        "import { writeFileSync } from 'node:fs';",
        "console.log('started'); writeFileSync('../../started', '');",
        'setInterval(() => {}, 1000);',
        fence,
        '',
        `${fence}sh verify cwd=project timeout=50s`,
        'touch sleeping; sleep 40',
        fence,
        '',
      ].join('\n'),
    });
    const { path } = folder;
    // Where its sessions make their folders: nobody else's are there.
    await mkdir(join(path, 'tmp'));
    const child = folder.start(['--report', 'pretty,json=out.json'], { TMPDIR: join(path, 'tmp') });
    let stderr = '';
    child.stderr?.on('data', (chunk) => {
      stderr += chunk;
    });
    const ended = new Promise<number | null>((done) => child.once('close', done));
    await vi.waitUntil(async () => (await readdir(path)).includes('sleeping'), {
      timeout: 30_000,
      interval: 20,
    });

    const children = await below(child.pid ?? 0);
    expect(children.length).toBeGreaterThan(0);
    child.kill(signal);
    expect(await ended).toBe(2);
    expect(stderr).toBe('');
    // The system takes its moment to remove what was ended.
    await vi.waitFor(() => expect(children.filter(isAlive)).toEqual([]), { timeout: 5_000, interval: 20 });
    // Node keeps what it has compiled, on purpose.
    const left = (await readdir(join(path, 'tmp'))).filter((name) => name !== 'node-compile-cache');
    expect(left).toEqual([]);
    expect(JSON.parse(await folder.read('out.json'))).toMatchObject({
      problems: [expect.stringMatching(/^Ended before it was done: \d of 2 were not run\.$/u)],
    });
  },
);

test('--watch runs again what changes, keeps what holds, and ends with Ctrl-C', async () => {
  const block = (name: string, printed: string) =>
    `${fence}ts verify=${name}\nconsole.log('${printed}');\n${fence}\n\n${fence}text output\n${name}\n${fence}\n\n`;
  folder = await verifyingFolder({
    'README.md': block('a', 'a') + block('b', 'not b'),
    'spanlab.config.json': '{ "cache": ".kept" }',
  });
  const child = folder.start(['--watch', '--cache']);
  let seen = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      seen += chunk;
    });
  }
  const says = (words: RegExp) =>
    vi.waitFor(() => expect(seen).toMatch(words), { timeout: 100_000, interval: 20 });
  const ended = new Promise<number | null>((done) => child.once('close', done));

  await says(/1 falls short[\s\S]*Watching \d+ files?\./u);
  seen = '';
  await folder.write({ 'README.md': block('a', 'a') + block('b', 'b') });
  await says(/Changed: README\.md[\s\S]*✓ 2 hold.* 1 of 2 from the cache[\s\S]*Watching/u);
  child.kill('SIGINT');
  expect(await ended).toBe(0);
});
