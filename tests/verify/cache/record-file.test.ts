import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { openRecordFile } from '../../../verify/cache/record-file.ts';
import { someFolder } from '../project/some-folder.ts';

// Processes are started, on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000 });

const mostBytes = 1 << 20;

test('whatever has become of the file, a record is as it was set or not there', async () => {
  await using folder = await someFolder();
  const path = folder.at('records.txt');
  const records = await openRecordFile(path, { mostBytes });
  for (let i = 0; i < 5; i++) records.set(`key${i}`, { text: `“${i}”\n` });
  await records.save();
  const whole = await readFile(path);
  const damage = fc.record({
    at: fc.nat(whole.length - 1),
    bytes: fc.uint8Array({ maxLength: 8 }),
    cut: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(damage, async ({ at, bytes, cut }) => {
      const rest = cut ? Buffer.of() : whole.subarray(at + bytes.length);
      await writeFile(path, Buffer.concat([whole.subarray(0, at), bytes, rest]));
      const found = await openRecordFile(path, { mostBytes });
      for (let i = 0; i < 5; i++) {
        expect([undefined, JSON.stringify({ text: `“${i}”\n` })]).toContain(
          JSON.stringify(found.get(`key${i}`)),
        );
      }
    }),
    { numRuns: 200 },
  );
});

test('two processes that write at once both have their records kept', async () => {
  await using folder = await someFolder();
  const path = folder.at('records.txt');
  const first = await openRecordFile(path, { mostBytes });
  first.set('first', 1);
  await first.save();
  const module = new URL('../../../verify/cache/record-file.ts', import.meta.url).href;
  const script = (name: string) => `
    import { openRecordFile } from '${module}';
    const records = await openRecordFile(${JSON.stringify(path)}, { mostBytes: ${mostBytes} });
    for (let i = 0; i < 50; i++) { records.set('${name}' + i, { text: 'x'.repeat(500) }); await records.save(); }`;
  const processes = ['a', 'b', 'c'].map((name) =>
    spawn(process.execPath, ['--input-type=module', '-e', script(name)], { stdio: 'inherit' }),
  );
  const codes = await Promise.all(processes.map((each) => once(each, 'exit')));
  expect(codes.map(([code]) => code)).toEqual([0, 0, 0]);
  const found = await openRecordFile(path, { mostBytes });
  const keys = ['a', 'b', 'c'].flatMap((name) => Array.from({ length: 50 }, (_, i) => name + i));
  expect(keys.filter((key) => found.get(key) === undefined)).toEqual([]);
  expect(found.get('first')).toBe(1);
});

test('it stays within its bound, keeps what was used last, and leaves no temporary file', async () => {
  await using folder = await someFolder();
  const path = folder.at('records.txt');
  const bound = { mostBytes: 20_000 };
  for (let round = 0; round < 10; round++) {
    const records = await openRecordFile(path, bound);
    records.get('0-0');
    for (let i = 0; i < 20; i++) records.set(`${round}-${i}`, 'x'.repeat(200));
    await records.save();
    expect((await stat(path)).size).toBeLessThanOrEqual(bound.mostBytes);
  }
  const records = await openRecordFile(path, bound);
  expect(records.get('9-19')).toBeDefined();
  expect(records.get('0-0')).toBeDefined();
  expect(records.get('0-1')).toBeUndefined();
  expect((await readdir(folder.path)).sort()).toEqual(['.git', '.gitignore', 'records.txt']);
});
