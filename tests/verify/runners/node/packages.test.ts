import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createNodeRunner } from '../../../../verify/runners/node/node-runner.ts';
import { jobOf, stdout } from './support.ts';

const runner = createNodeRunner({ jobs: 1 });
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'spanlab-packages-'));
  const files = {
    'whole/package.json':
      '{"name":"whole","type":"module","exports":{".":"./index.js","./part":"./part.js"}}',
    'whole/index.js': `import { part } from './part.js'; import old, { named } from 'old'; import { randomUUID } from 'node:crypto';
      export * from './part.js'; export default class Whole {}
      export const id = () => randomUUID().length; export const both = [part.loads, named, old.named];
      export const fail = () => { throw new Error('inside'); };`,
    'whole/part.js': `globalThis.loads = (globalThis.loads ?? 0) + 1; export const part = { loads: globalThis.loads };`,
    'counting/package.json': '{"name":"counting","type":"module","exports":"./index.js"}',
    'counting/index.js': `export let count = 0; export function add() { count += 1; }`,
    'waiting/package.json': '{"name":"waiting","type":"module","exports":"./index.js"}',
    'waiting/index.js': `export const waited = await Promise.resolve('waited'); export const url = import.meta.url;`,
    'old/package.json': '{"name":"old","main":"index.js"}',
    'old/index.js': `const crypto = require('crypto'); exports.named = 'old';
      exports.crypto = () => [typeof crypto.createHash, 'createHash' in crypto, Object.keys(crypto).includes('createHash')];`,
  };
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, 'node_modules', name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  }
});
afterAll(async () => {
  await runner.dispose();
  await rm(folder, { recursive: true, force: true });
});

/** The first run loads packages as Node does, later ones from what was learnt. */
async function fourTimes(text: string) {
  const rans = [];
  for (let run = 0; run < 4; run += 1) rans.push(await runner.run(jobOf({ 'app.mjs': text }, { folder })));
  return rans;
}

test('ES modules of packages are one instance each, whichever way they are imported', async () => {
  const rans =
    await fourTimes(`import Whole, { id, both, part } from 'whole'; import * as other from 'whole/part';
    import { crypto } from 'old';
    console.log(Whole.name, id(), both.join(), part === other.part, globalThis.loads, crypto().join());`);
  for (const ran of rans) {
    expect(ran.errors).toEqual([]);
    expect(stdout(ran)).toEqual(['Whole 36 1,old,old true 1 function,true,true']);
  }
});

test('exports that change, and modules that wait, are what they are in Node', async () => {
  const rans =
    await fourTimes(`import { add, count } from 'counting'; import { waited, url } from 'waiting'; add();
    console.log(count, waited, url.slice(-16));`);
  for (const ran of rans) {
    expect(ran.errors).toEqual([]);
    expect(stdout(ran)).toEqual(['1 waited waiting/index.js']);
  }
});

test('a stack names the file and line of a package, not those of a bundle', async () => {
  const rans = await fourTimes(`import { fail } from 'whole';\nfail();`);
  for (const { errors } of rans) {
    expect(errors[0]?.frames).toEqual([{ file: 'app.mjs', line: 2, column: 1 }]);
    expect(errors[0]?.stack).toContain(join('whole', 'index.js:4:'));
  }
});
