import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CollectorAssets } from '../../sandbox/schemas/collector.ts';
import { compressFile } from '../../tools/collector/compress.ts';
import { buildHash, hashSources } from '../../tools/collector/inputs.ts';
import { takeLock } from '../../tools/collector/lock.ts';
import { compilingProgress, progressOf } from '../../tools/collector/progress.ts';
import { progressWriter } from '../../tools/collector/progress-writer.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'collector-build-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

describe('what names a build', () => {
  const write = async (name: string, text: string) => {
    await mkdir(join(folder, 'bridge'), { recursive: true });
    await writeFile(join(folder, name), text);
  };
  const hash = () => hashSources([join(folder, 'bridge'), join(folder, 'manifest.yaml')]);

  test('changes with every source, by content and by name', async () => {
    await write('bridge/a.go', 'package a');
    await write('manifest.yaml', 'dist: {}');
    const before = await hash();
    expect(await hash()).toBe(before);
    await write('manifest.yaml', 'dist: { version: 2 }');
    const afterManifest = await hash();
    expect(afterManifest).not.toBe(before);
    await write('bridge/b.go', 'package a');
    expect(await hash()).not.toBe(afterManifest);
  });

  test('does not change with Go’s tests and what is there to be read', async () => {
    await write('bridge/a.go', 'package a');
    const before = await hash();
    await write('bridge/a_test.go', 'package a');
    await write('bridge/README.md', '# Bridge');
    expect(await hash()).toBe(before);
  });

  test('changes with the version of Go', () => {
    expect(buildHash('sources', 'go1.26.8')).not.toBe(buildHash('sources', 'go1.26.9'));
    expect(buildHash('sources', 'go1.26.8')).toMatch(/^[0-9a-f]{12}$/u);
  });
});

describe('one build at a time', () => {
  test('who comes second is told who builds, and may build when that one has ended', async () => {
    const file = join(folder, 'lock');
    const first = await takeLock(file);
    expect(await takeLock(file)).toEqual({ heldBy: process.pid });
    if ('heldBy' in first) throw new Error('The first one got no lock.');
    await first[Symbol.asyncDispose]();
    const second = await takeLock(file);
    expect('heldBy' in second).toBe(false);
  });

  test('a build whose process is gone holds nobody up', async () => {
    const gone = spawn(process.execPath, ['-e', '']);
    await once(gone, 'exit');
    const file = join(folder, 'lock');
    await writeFile(file, String(gone.pid));
    await using lock = (await takeLock(file)) as AsyncDisposable;
    expect('heldBy' in lock).toBe(false);
    expect(await readFile(file, 'utf8')).toBe(String(process.pid));
  });

  test('nor does one whose number another process has now: a build touches its lock all the time', async () => {
    const file = join(folder, 'lock');
    await writeFile(file, String(process.pid));
    const longAgo = new Date(Date.now() - 60_000);
    await utimes(file, longAgo, longAgo);
    await using lock = (await takeLock(file)) as AsyncDisposable;
    expect('heldBy' in lock).toBe(false);
  });

  test('of many who find a stale lock at once, one gets it', async () => {
    const gone = spawn(process.execPath, ['-e', '']);
    await once(gone, 'exit');
    const file = join(folder, 'lock');
    await writeFile(file, String(gone.pid));
    const taken = await Promise.all(Array.from({ length: 8 }, () => takeLock(file)));
    expect(taken.filter((each) => !('heldBy' in each))).toHaveLength(1);
    expect(await readdir(folder)).toEqual(['lock']);
  });
});

describe('progress', () => {
  test('only ever grows, from the first package to the last percent', () => {
    const steps = [
      progressOf('sources', 0, ''),
      compilingProgress({ step: 'fetching', done: 5, total: 0 }),
      compilingProgress({ step: 'fetching', done: 9_999, total: 0 }),
      compilingProgress({ step: 'compiling', done: 1, total: 900 }),
      compilingProgress({ step: 'compiling', done: 900, total: 900 }),
      progressOf('schema', 0.5, ''),
      progressOf('packing', 1, ''),
    ].map(({ percent }) => percent);
    expect(steps).toEqual(steps.toSorted((a, b) => a - b));
    expect(steps.at(-1)).toBe(100);
    expect(compilingProgress({ step: 'compiling', done: 412, total: 950 }).note).toBe(
      '412 of 950 packages compiled',
    );
  });

  test('is written one state at a time, the latest, and nothing is written after the end', async () => {
    const written: CollectorAssets[] = [];
    let release = () => {};
    const writer = progressWriter(async (state) => {
      written.push(state);
      await new Promise<void>((resolve) => {
        release = resolve;
      });
    });
    writer.update({ percent: 1, note: 'a' });
    writer.update({ percent: 2, note: 'b' });
    writer.update({ percent: 3, note: 'c' });
    release();
    await expect.poll(() => written.length).toBe(2);
    writer.update({ percent: 4, note: 'd' });
    const ended = writer.end();
    release();
    await ended;
    expect(written.map((state) => state.state === 'building' && state.done)).toEqual([1, 3]);
  });
});

test('both packed forms unpack to the same program, and how far packing is can be seen', async () => {
  const program = Buffer.from('func main() {}\n'.repeat(200_000));
  const from = join(folder, 'program');
  await writeFile(from, program);
  const seen: number[] = [];
  const brotli = await compressFile({
    from,
    to: `${from}.br`,
    format: 'brotli',
    onProgress: (done) => seen.push(done),
  });
  const gzip = await compressFile({ from, to: `${from}.gz`, format: 'gzip' });
  expect(brotli).toBe((await readFile(`${from}.br`)).length);
  expect(brotli).toBeLessThan(gzip);
  expect(brotliDecompressSync(await readFile(`${from}.br`)).equals(program)).toBe(true);
  expect(gunzipSync(await readFile(`${from}.gz`)).equals(program)).toBe(true);
  expect(seen.length).toBeGreaterThan(1);
  expect(seen.at(-1)).toBe(1);
});
