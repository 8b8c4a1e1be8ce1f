import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openCollectorCheck } from '../../../verify/data/collector.ts';
import { CannotRun } from '../../../verify/model/run.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'spanlab-choice-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** A program that answers as a Collector does: with its usage, and its own log behind the complaint. */
async function collector(name: string, complaint: string): Promise<readonly string[]> {
  const file = path.join(folder, name);
  const script = `
    const [word, config] = process.argv.slice(2);
    const text = require('node:fs').readFileSync(config.replace('--config=', ''), 'utf8');
    if (word !== 'validate' || !text.includes('receivers')) process.exit(0);
    console.error(${JSON.stringify(complaint)});
    process.exit(1);`;
  await writeFile(file, script);
  return [process.execPath, file];
}

const config = 'receivers:\n  otlp:\nexporters:\n  foo:\n';
const { signal } = new AbortController();

describe('a Collector of one’s own', () => {
  test('is asked, and its complaints are found in the text', async () => {
    const complaint = `Error: 'exporters' unknown type: "foo" for id: "foo" (valid values: [debug])\nUsage:\n  otelcol validate [flags]\n\n2026/01/02 03:04:05 collector server run finished with error: again`;
    const { check } = await openCollectorCheck(
      { command: await collector('own.cjs', complaint) },
      process.env,
    );
    const { problems } = await check(config, signal);
    expect(problems).toMatchObject([{ line: 4, column: 3 }]);
    expect(problems[0]?.message).toMatch(/^'exporters' unknown type: "foo".*`collector\.command`/u);
    expect(problems[0]?.message).not.toMatch(/Usage|2026/u);
    expect(await check('nothing: of it', signal)).toEqual({ problems: [] });
  });

  test('that is not there, or is none, cannot be asked', async () => {
    const missing = await openCollectorCheck({ command: [path.join(folder, 'none')] }, process.env);
    await expect(missing.check(config, signal)).rejects.toThrow(CannotRun);
    const other = await openCollectorCheck({ command: await collector('other.cjs', 'what?') }, process.env);
    await expect(other.check(config, signal)).rejects.toThrow(/cannot be asked: what\?\. Is it there/u);
  });

  test('is not waited for when everything is stopped', async () => {
    const file = path.join(folder, 'slow.cjs');
    await writeFile(file, 'setInterval(() => {}, 1000);');
    const stop = new AbortController();
    const { check } = await openCollectorCheck({ command: [process.execPath, file] }, process.env);
    const verdict = check(config, stop.signal);
    stop.abort(new Error('enough'));
    await expect(verdict).rejects.toThrow('enough');
  });

  test('whose assets are not there cannot be loaded', async () => {
    await expect(openCollectorCheck({ assets: folder }, {})).rejects.toThrow(
      /cannot be loaded: .*collector\.json/u,
    );
  });
});
