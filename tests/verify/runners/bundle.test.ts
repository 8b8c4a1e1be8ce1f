import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Script } from '../../../verify/runners/bundle/bundle.ts';
import { bundleExamples } from '../../../verify/runners/bundle/bundle-examples.ts';
import { mapStack } from '../../../verify/runners/chromium/stack.ts';
import { programExample, projectFolder } from './program-example.ts';

const folders: string[] = [];
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

async function project(files: Record<string, string>): Promise<string> {
  const folder = await projectFolder(files);
  folders.push(folder);
  return join(folder, 'docs/guide.md');
}

const packages = {
  'docs/guide.md': '',
  'package.json': JSON.stringify({ name: 'shop', type: 'module', exports: { './*': './src/*.ts' } }),
  'node_modules/es/package.json': JSON.stringify({
    type: 'module',
    exports: { browser: './browser.js', default: './node.js' },
  }),
  'node_modules/es/browser.js': "export const where = 'browser'; export default 'whole';",
  'node_modules/es/node.js': "import 'node:fs'; export const where = 'node';",
  'node_modules/old/package.json': JSON.stringify({ main: 'index.js' }),
  'node_modules/old/index.js': "exports.name = 'commonjs';",
  'node_modules/for-node/package.json': JSON.stringify({ main: 'index.js' }),
  'node_modules/for-node/index.js': "require('fs');",
  'node_modules/zone.js/package.json': JSON.stringify({ main: 'index.js' }),
  'node_modules/zone.js/index.js': 'globalThis.isPatched = true; export async function later() {}',
  'src/app.ts': "import { where } from 'es'; export const app: string = where;",
};

async function bundled(document: string, files: Record<string, string>): Promise<Script> {
  const { scripts } = await bundleExamples([programExample('one', files, document)]);
  const script = scripts.get('one');
  if (script === undefined || !('code' in script)) throw new Error(JSON.stringify(script));
  return script;
}

async function problems(document: string, files: Record<string, string>) {
  const { scripts } = await bundleExamples([programExample('one', files, document)]);
  const script = scripts.get('one');
  if (script === undefined || 'code' in script) throw new Error('it has been bundled');
  return script;
}

describe('what examples import', () => {
  test('is found from their document, and as a browser finds it', async () => {
    const document = await project(packages);
    const { imports } = await bundled(document, { 'a.ts': "import { where } from 'es'; where;" });
    expect(imports).toEqual([join(document, '../../node_modules/es/browser.js')]);
  });

  test('is one module for all of them', async () => {
    const document = await project(packages);
    const { scripts, shared } = await bundleExamples([
      programExample('one', { 'a.ts': "import { where } from 'es'; where;" }, document),
      programExample('two', { 'a.ts': "import es from 'es'; es;" }, document),
    ]);
    const paths = ['one', 'two'].map((id) => {
      const script = scripts.get(id);
      return (
        script !== undefined &&
        'code' in script &&
        /"(\/spanlab\/shared\/1\/es-.*\.js)"/u.exec(script.code)?.[1]
      );
    });
    expect(paths[0]).toBe(paths[1]);
    expect([...shared.keys()]).toEqual([paths[0]]);
  });

  test('has another path in the next build, which may take other names from it', async () => {
    const example = programExample('one', { 'a.ts': "import es from 'es'; es;" }, await project(packages));
    const [first, second] = [await bundleExamples([example], 1), await bundleExamples([example], 2)];
    expect([...first.shared.keys()]).not.toEqual([...second.shared.keys()]);
  });

  test('can be the package that is being documented, and files of it, which are told', async () => {
    const document = await project(packages);
    const { loaded } = await bundled(document, {
      'a.ts': "import { app } from 'shop/app'; import { app as same } from '../src/app.ts'; app; same;",
    });
    expect(loaded).toEqual([join(document, '../../src/app.ts')]);
  });

  test('can be that package by its name also where it exports nothing in particular', async () => {
    const document = await project({
      'docs/guide.md': '',
      'package.json': JSON.stringify({ name: '@shop/all', main: './src/main.ts' }),
      'src/main.ts': 'export const all = 1;',
      'sub.ts': 'export const sub = 1;',
    });
    const { loaded } = await bundled(document, {
      'a.ts': "import { all } from '@shop/all'; import { sub } from '@shop/all/sub'; all; sub;",
    });
    const folder = join(document, '../..');
    expect(loaded).toEqual([join(folder, 'src/main.ts'), join(folder, 'sub.ts')]);
  });

  test('is left out when only its types are used', async () => {
    const document = await project(packages);
    const { imports } = await bundled(document, {
      'a.ts': "import { Nothing } from 'not-installed'; let a: Nothing;",
    });
    expect(imports).toEqual([]);
  });

  test('that is not installed is a finding at its specifier', async () => {
    const document = await project(packages);
    const { troubles } = await problems(document, {
      'a.ts': "console.log('é');\n/* é */ import nope from 'nope';\nimport { b } from './b.js';\nnope; b;",
      'b.ts': "import './lost.ts';\nexport const b = 1;",
    });
    expect(troubles).toMatchObject([
      { rule: 'import', at: { file: 'a.ts', line: 2, column: 26 } },
      { rule: 'import', at: { file: 'b.ts', line: 1, column: 8 } },
    ]);
    expect(troubles[0]?.message).toMatch(/^It imports "nope", which is not installed .* npm install nope$/u);
    expect(troubles[1]?.message).toContain('where the document is');
  });

  test("is said to be Node's when it is", async () => {
    const document = await project(packages);
    const { troubles } = await problems(document, { 'a.ts': "import fs from 'node:fs';\nfs;" });
    expect(troubles).toMatchObject([{ rule: 'import', at: { line: 1, column: 16 } }]);
    expect(troubles[0]?.message).toContain('runtime=node');
  });

  test('cannot be required: a browser has no require', async () => {
    const document = await project(packages);
    const { troubles } = await problems(document, { 'a.js': "\nconst old = require('old');" });
    expect(troubles).toEqual([
      {
        rule: 'import',
        message:
          'It calls require("old"), and a browser has no require. Write an import; if the example is for Node only, say runtime=node.',
        at: { file: 'a.js', line: 2, column: 21 },
      },
    ]);
  });

  test('is a finding where a package can only run in Node, and others still run', async () => {
    const document = await project(packages);
    const { scripts } = await bundleExamples([
      programExample('node', { 'a.ts': "import { where } from 'es';\nimport 'for-node';\nwhere;" }, document),
      programExample('browser', { 'a.ts': "import { where } from 'es'; where;" }, document),
    ]);
    expect(scripts.get('node')).toMatchObject({
      troubles: [{ rule: 'import', at: { file: 'a.ts', line: 2, column: 8 } }],
    });
    expect(scripts.get('browser')).toHaveProperty('code');
  });

  test('is a finding at the name that is not exported, and others still run', async () => {
    const document = await project(packages);
    const { scripts } = await bundleExamples([
      programExample(
        'wrong',
        { 'a.ts': "import {\n  where,\n  when,\n} from 'es';\nwhere; when;" },
        document,
      ),
      programExample('right', { 'a.ts': "import { where } from 'es'; where;" }, document),
    ]);
    expect(scripts.get('wrong')).toMatchObject({
      troubles: [
        {
          message: 'It imports when from "es", which exports nothing of that name for browsers.',
          at: { file: 'a.ts', line: 3, column: 3 },
        },
      ],
    });
    expect(scripts.get('right')).toHaveProperty('code');
  });
});

describe('shared modules', () => {
  /** Runs a script here, with its shared modules as data URLs. */
  async function run(document: string, text: string): Promise<unknown> {
    const { scripts, shared } = await bundleExamples([programExample('one', { 'a.ts': text }, document)]);
    const script = scripts.get('one');
    if (script === undefined || !('code' in script)) throw new Error(JSON.stringify(script));
    const url = (code: string) => `data:text/javascript,${encodeURIComponent(code)}`;
    const linked = script.code.replace(/"(\/spanlab\/[^"]*)"/gu, (_, path: string) =>
      JSON.stringify(url(Buffer.from(shared.get(path) ?? '').toString())),
    );
    const module: { result: unknown } = await import(/* @vite-ignore */ url(linked));
    return module.result;
  }

  test('have their default, their names and their namespace', async () => {
    const document = await project(packages);
    const code =
      "import es, { where as it } from 'es'; import * as all from 'es'; export const result = [es, it, all.where, all.default];";
    expect(await run(document, code)).toEqual(['whole', 'browser', 'browser', 'whole']);
  });

  test('have names in CommonJS too', async () => {
    const document = await project(packages);
    const code =
      "import old, { name } from 'old'; import * as all from 'old'; export const result = [old.name, name, all.name];";
    expect(await run(document, code)).toEqual(['commonjs', 'commonjs', 'commonjs']);
  });
});

describe('async functions', () => {
  const code = 'async function wait() { await 1; }\nawait wait();\nconsole.log(new Error().stack);';

  test('stay as they are', async () => {
    const { code: built } = await bundled(await project(packages), { 'a.ts': code });
    expect(built).toContain('async function wait');
  });

  test('become generators where zone.js is, which cannot follow them', async () => {
    const document = await project(packages);
    const { scripts, shared } = await bundleExamples([
      programExample('zone', { 'a.ts': `import { later } from 'zone.js'; ${code}; later;` }, document),
      programExample('plain', { 'a.ts': code }, document),
    ]);
    const zone = scripts.get('zone');
    expect(zone).toHaveProperty('code', expect.not.stringMatching(/async function|await wait/u));
    expect(scripts.get('plain')).toHaveProperty('code', expect.stringContaining('async function wait'));
    const lowered = [...shared].find(([path]) => path.startsWith('/spanlab/lowered/'));
    expect(Buffer.from(lowered?.[1] ?? '').toString()).not.toMatch(/async function/u);
  });

  test('keep their places when they are lowered', async () => {
    const { code: built, map } = await bundled(await project(packages), {
      'a.ts': `import 'zone.js';\nimport { fail } from './b';\nawait fail();`,
      'b.ts': 'export async function fail(): Promise<void> {\n  await 1;\n  throw new Error("é");\n}',
    });
    const lines = built.split('\n');
    const line = lines.findIndex((each) => each.includes('new Error'));
    const column = lines[line]?.indexOf('new Error') ?? -1;
    const { frames, text } = mapStack(`at /s.js:${line + 1}:${column + 1}`, '/s.js', map);
    expect(frames).toEqual([{ file: 'b.ts', line: 3, column: 9 }]);
    expect(text).toBe('at b.ts:3:9');
  });
});

test('an example with a syntax error is a finding at it, and the others are bundled', async () => {
  const document = await project(packages);
  const { scripts } = await bundleExamples([
    programExample('good', { 'a.ts': "import 'nope'; console.log(1);" }, document),
    programExample('bad', { 'a.ts': "import './b';", 'b.ts': '// é\nconst é = "é", b = ;' }, document),
    programExample('better', { 'a.tsx': 'export const a = 1;' }, document),
  ]);
  expect(scripts.get('bad')).toMatchObject({
    errors: [{ kind: 'threw', name: 'SyntaxError', frames: [{ file: 'b.ts', line: 2, column: 20 }] }],
  });
  expect(scripts.get('good')).toMatchObject({ troubles: [{ rule: 'import' }] });
  expect(scripts.get('better')).toHaveProperty('code');
});
