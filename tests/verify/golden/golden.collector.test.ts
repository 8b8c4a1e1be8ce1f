/**
 * Every folder here is a document and the findings it must give, one a line: `file:line:column rule`. A folder without
 * `findings.txt` holds. All are verified in one go, beside each other, as a reader's own documents would be.
 */
import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Report } from '../../../verify/model/outcome.ts';
import type { Place } from '../../../verify/model/place.ts';

const here = 'tests/verify/golden';
const folders = (await readdir(here, { withFileTypes: true }))
  .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
  .map(({ name }) => name);

let report: Report;
let exitCode: number | null;
const found = new Map<string, string[]>();

beforeAll(async () => {
  const command = [resolve('verify/bin/spanlab.cjs'), 'verify', '.', '--no-cache', '--report', 'json'];
  const output = await new Promise<string>((done) => {
    const child = execFile(
      process.execPath,
      command,
      { cwd: here, maxBuffer: 100 * 1024 * 1024 },
      (_error, stdout) => {
        exitCode = child.exitCode;
        done(stdout);
      },
    );
  });
  report = JSON.parse(output);
  for (const { at, rule } of [...report.findings, ...report.outcomes.flatMap(({ findings }) => findings)]) {
    const folder = at.file.split('/')[0] ?? '';
    found.set(folder, [...(found.get(folder) ?? []), `${within(folder, at)} ${rule}`]);
  }
}, 180_000);

function within(folder: string, { file, line, column }: Place): string {
  return `${file.slice(folder.length + 1)}:${line}:${column}`;
}

test('there are at least 25 documents that are broken in one way each', async () => {
  const broken = folders.filter((name) => !name.startsWith('holds-'));
  expect(broken.length).toBeGreaterThanOrEqual(25);
});

test('the command could run, and says that something falls short', () => {
  expect(report.problems).toEqual([]);
  expect(exitCode).toBe(1);
});

describe.each(folders)('%s', (folder) => {
  test('gives the findings it must, at their places', async () => {
    const expected = await readFile(join(here, folder, 'findings.txt'), 'utf8').catch(() => '');
    expect((found.get(folder) ?? []).sort()).toEqual(expected.trim().split('\n').filter(Boolean).sort());
  });
});

test('what holds was held to something', () => {
  for (const outcome of report.outcomes.filter(({ at }) => at.file.startsWith('holds-'))) {
    expect(outcome).toMatchObject({ status: 'holds', findings: [] });
    expect(outcome.held).not.toEqual([]);
  }
});
