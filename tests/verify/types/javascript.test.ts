import { expect, test } from 'vitest';
import { someFolder } from '../project/some-folder.ts';
import { checkingWith, esm, generations, inShort, strict } from './checking.ts';
import { someProgram } from './some-program.ts';

const notRun = { options: { noRun: true } };

test.each(generations)(
  'with TypeScript $version, JavaScript that is not run is held to its syntax and imports, with @ts-check to its types',
  async (typescript) => {
    const { check } = checkingWith(typescript);
    await using folder = await someFolder({
      ...esm,
      'shop.js': 'export const price = 1;\nprice.nothing;\n',
      'tsconfig.json': { compilerOptions: strict },
    });
    const example = (name: string, text: string, more: object = notRun, file = 'app.js') =>
      someProgram(folder.at('README.md'), { [file]: text }, { name, ...more });
    const checked = await check([
      example('syntax', 'const a = ;'),
      example('late-syntax', 'const q = 1;\nconst q = 2;\nreturn q;'),
      example('imports', "import x from 'not-installed';\nimport { nope } from './shop.js';\nx(nope);"),
      example('require', "const x = require('not-there');\nx();", notRun, 'app.cjs'),
      example(
        'good',
        "import fs from 'node:fs';\nimport { price } from './shop.js';\nundeclared(fs, price.x);",
      ),
      example('asked', '// @ts-check\n\nconst n = 1;\nn.nothing;'),
      example('refused', '// @ts-nocheck\nundeclared();'),
      example('run-and-asked', '#!/usr/bin/env node\n// @ts-check\nconst n = 1; n.nothing;', {}),
      example('run', "import x from 'not-installed'; const a = ;", {}),
      example('text', 'const s = "// @ts-check"; s.nothing;'),
      example('silent', '// a comment\n// @ts-nocheck\nconst n: number = "x";', {}, 'app.ts'),
      example('said', '// @ts-nocheck\nconst n: number = "x";', { options: { noCheck: true } }, 'app.ts'),
      example('types', "const n: number = 'x';", {}, 'app.ts'),
    ]);
    expect(checked.problems).toEqual([]);
    expect(checked.elsewhere).toEqual([]);
    expect(inShort(checked)).toEqual({
      'README.md#syntax': ['app.js:1:11 TS1109'],
      'README.md#late-syntax': ['app.js:1:7 TS2451', 'app.js:2:7 TS2451', 'app.js:3:1 TS1108'],
      'README.md#imports': ['app.js:1:15 TS2307', 'app.js:2:10 TS2305'],
      'README.md#require': ['app.cjs:1:19 TS2307'],
      'README.md#good': [],
      'README.md#asked': ['app.js:4:3 TS2339'],
      'README.md#refused': [],
      'README.md#run-and-asked': ['app.js:3:16 TS2339'],
      'README.md#text': [],
      // Nobody who reads the source would know.
      'README.md#silent': ['app.ts:2:1 @ts-nocheck'],
      'README.md#types': ['app.ts:1:7 TS2322'],
    });
    expect([...(checked.onlySyntax ?? [])].sort()).toEqual(
      ['good', 'imports', 'late-syntax', 'refused', 'require', 'syntax', 'text'].map(
        (id) => `README.md#${id}`,
      ),
    );
  },
);
