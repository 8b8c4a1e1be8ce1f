import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { NodeCompiler } from '../../sandbox/compile/node.ts';
import {
  parseStack,
  type SourceMaps,
  sourceMaps,
  topLocation,
} from '../../sandbox/compile/source-location.ts';
import { sharedCompiler } from './compiler.ts';

let compiler: NodeCompiler;
let folder: string;
beforeAll(async () => {
  compiler = await sharedCompiler();
  folder = await mkdtemp(path.join(tmpdir(), 'spanlab-'));
}, 60_000);
afterAll(() => rm(folder, { recursive: true }));

/** Runs emitted modules, and gives the stack of what the entry rejects with. */
async function failingStack(
  files: Record<string, string>,
  entry: string,
): Promise<{ stack: string; maps: SourceMaps }> {
  const { diagnostics, modules } = compiler.compile(files, [entry]);
  expect(diagnostics).toEqual([]);
  // Emitted code keeps the learner's specifiers, and Node, which strips types from .ts, finds none in it.
  for (const { file, code } of modules) await writeFile(path.join(folder, file), code);
  // Lowered await takes several frames: ten, the usual limit, hold two functions.
  const main = `Error.stackTraceLimit = 50; import('./${entry}').catch((error) => console.log(error.stack));`;
  await writeFile(path.join(folder, 'main.mjs'), main);
  const { stdout } = await promisify(execFile)(process.execPath, [path.join(folder, 'main.mjs')]);
  return { stack: stdout, maps: sourceMaps(modules) };
}

describe('a throw in a running program', () => {
  test('leads to the line and column the learner wrote, through await and other files', async () => {
    const { stack, maps } = await failingStack(
      {
        'shopper-throws.ts': `import { visit } from './visit-throws.ts';

interface Trolley { goods: string[] }
const trolley: Trolley = { goods: [] };
class Shopper {
  #trolley: Trolley = trolley;
  async shop() {
    await null;
    return visit(this.#trolley.goods);
  }
}
await new Shopper().shop();
`,
        'visit-throws.ts': `type Goods = readonly string[];
export async function visit(goods: Goods): Promise<void> {
  for await (const good of goods) console.log(good);
  pay(goods);
}
function pay(goods: Goods) {
  if (goods.length === 0) throw new Error('an empty trolley');
}
`,
      },
      'shopper-throws.ts',
    );
    const frames = parseStack(stack, maps);
    expect(topLocation(frames)).toEqual({ file: 'visit-throws.ts', line: 7, column: 33 });
    expect(frames[0]?.text).toBe('at pay (visit-throws.ts:7:33)');
    expect(frames.map((frame) => frame.location).filter((each) => each !== undefined)).toEqual([
      { file: 'visit-throws.ts', line: 7, column: 33 },
      { file: 'visit-throws.ts', line: 4, column: 3 },
    ]);
  });

  test('shows nothing of how await was lowered', async () => {
    const { stack, maps } = await failingStack(
      {
        'lowered.ts': `async function outer() { await inner(); }\nasync function inner() { throw new Error('x'); }\nawait outer();\n`,
      },
      'lowered.ts',
    );
    expect(stack).toMatch(/__awaiter/u);
    expect(parseStack(stack, maps).map((frame) => frame.text)).toEqual([
      'at inner (lowered.ts:2:32)',
      'at outer (lowered.ts:1:32)',
      'at lowered.ts:3:7',
    ]);
  });
});

describe('a stack', () => {
  // One line of emitted code, one of source, each column three further right.
  const map = JSON.stringify({ version: 3, sources: ['lib/a.ts'], names: [], mappings: 'AAAG' });
  const maps = sourceMaps([
    { file: 'lib/a.ts', map },
    { file: 'a.ts', map: map.replace('AAAG', ';AAAA') },
  ]);

  test.each([
    ['    at visit (lib/a.ts:1:1)', 'at visit (lib/a.ts:1:4)'],
    ['    at lib/a.ts:1:1', 'at lib/a.ts:1:4'],
    ['    at async visit (lib/a.ts:1:1)', 'at visit (lib/a.ts:1:4)'],
    ['    at new Shop (blob:null/x/lib/a.ts:1:1)', 'at new Shop (lib/a.ts:1:4)'],
    ['    at Generator.<anonymous> (lib/a.ts:1:1)', 'at lib/a.ts:1:4'],
    ['visit@lib/a.ts:1:1', 'at visit (lib/a.ts:1:4)'],
    ['@a.ts:2:1', 'at a.ts:1:1'],
  ])('%s', (line, text) => {
    expect(parseStack(`Error: no\n${line}`, maps)).toEqual([
      { text, location: expect.objectContaining({ line: 1 }) },
    ]);
  });

  test('keeps frames of packages, without a location', () => {
    const stack =
      'Error: no\n    at Tracer.startSpan (vendor/shared-X.js:1:200)\n    at Array.map (<anonymous>)';
    expect(parseStack(stack, maps)).toEqual([
      { text: 'at Tracer.startSpan (vendor/shared-X.js:1:200)' },
      { text: 'at Array.map (<anonymous>)' },
    ]);
  });

  test('leaves out zone.js and the realm', () => {
    const stack = '    at Zone.run (vendor/opentelemetry-context-zone.js:1:2)\n    at spanlab-realm:1:10';
    expect(parseStack(stack, maps)).toEqual([]);
  });

  test('neighbouring columns are told apart', () => {
    const [file, mappings] = ['b.ts', 'AAAA,CAAK'];
    const one = sourceMaps([
      { file, map: JSON.stringify({ version: 3, sources: [file], names: [], mappings }) },
    ]);
    expect([1, 2, 3].map((column) => one.locate(file, 1, column)?.column)).toEqual([1, 6, 6]);
  });

  test('a position that is none of the learner’s is left out', () => {
    expect(parseStack('    at __awaiter (a.ts:1:5)', maps)).toEqual([]);
    expect(maps.locate('a.ts', 0, 0)).toBeUndefined();
    expect(maps.locate('nowhere.ts', 1, 1)).toBeUndefined();
  });
});
