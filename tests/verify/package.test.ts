import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';

const run = promisify(execFile);
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'spanlab-package-'));
  const { stdout } = await run(npm, ['pack', '--json', '--pack-destination', folder], { cwd: 'verify' });
  // The build's own output may come before npm's JSON.
  const [packed] = JSON.parse(stdout.slice(stdout.search(/^[[{]/mu)));
  await writeFile(join(folder, 'package.json'), '{ "private": true }');
  await run(npm, ['install', '--offline', '--no-audit', '--no-fund', join(folder, packed.filename)], {
    cwd: folder,
  });
}, 60_000);
afterAll(() => rm(folder, { recursive: true }));

const bin = () => join(folder, 'node_modules/spanlab/bin/spanlab.cjs');

test('the packed command installs alone, with no other package, and checks lessons', async () => {
  const lock = JSON.parse(await readFile(join(folder, 'package-lock.json'), 'utf8'));
  expect(Object.keys(lock.packages)).toEqual(['', 'node_modules/spanlab']);

  const { stdout } = await run(process.execPath, [bin(), 'check', resolve('content')], { cwd: folder });
  expect(stdout).toMatch(/^\d+ lessons, no problems\n$/u);
});

test('it brings the licences of what is bundled', async () => {
  const text = await readFile(join(folder, 'node_modules/spanlab/dist/THIRD-PARTY-LICENSES.txt'), 'utf8');
  expect(text).toMatch(/^yaml \d/mu);
  expect(text).toMatch(/^zod \d/mu);
});

test('a Node that is too old is told so, and what to do', async () => {
  // The shim as it is, in a package that needs a Node nobody has yet.
  const future = join(folder, 'future');
  await cp(join(folder, 'node_modules/spanlab'), future, { recursive: true });
  await writeFile(join(future, 'package.json'), '{ "type": "module", "engines": { "node": ">=999.1" } }');
  await expect(run(process.execPath, [join(future, 'bin/spanlab.cjs')])).rejects.toMatchObject({
    code: 2,
    stderr: expect.stringMatching(
      /^spanlab needs Node 999\.1 or newer; this is Node .*\nInstall a newer Node/u,
    ),
  });
});
