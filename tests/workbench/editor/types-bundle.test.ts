import { expect, test } from 'vitest';
import { extraLibs } from '../../../src/workbench/editor/types-bundle.ts';

test('packages and ambient types lie where the compile worker finds them', () => {
  const bundle = { files: { '/node_modules/hono/index.d.ts': 'a' }, ambient: { '/realm.d.ts': 'b' } };
  expect(extraLibs(bundle)).toEqual([
    { filePath: 'file:///node_modules/hono/index.d.ts', content: 'a' },
    { filePath: 'file:///realm.d.ts', content: 'b' },
  ]);
});
