import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkProse } from '../../../verify/prose/check-prose.ts';
import { openFacts } from '../../../verify/prose/facts-cache.ts';
import { documentsIn, folderOf, inWords, proseOf } from './prose-folder.ts';

const text =
  '# One\n\n[x](#one) [y](#two) [z][w] jaegertracing/jaeger:1.0.0 <!-- spanlab-ignore link -->\n\n[gone](gone.md)\n';
const compose = 'services: { jaeger: { image: "jaegertracing/jaeger:2.13.0" } }';

test('what is kept from one session to the next gives the same findings, and is told by the text', async () => {
  const folder = await folderOf({ 'a.md': text, 'compose.yaml': compose });
  const cacheFolder = join(folder, '.spanlab/cache');
  const check = async (cache?: string) =>
    inWords(
      await checkProse(await documentsIn(folder, ['a.md']), { cwd: folder, config: {}, cacheFolder: cache }),
    );
  const without = await check();
  expect(without).toHaveLength(2);
  expect(await check(cacheFolder)).toEqual(without);
  // Now from the cache: if it did not count, this would change nothing.
  const file = join(cacheFolder, 'prose.json');
  const kept = await readFile(file, 'utf8');
  await writeFile(file, kept.replaceAll('"url":"gone.md"', '"url":"away.md"'));
  expect((await check(cacheFolder)).join('\n')).toContain('Found away.md');
  // Another text, and what it leads to, are read anew.
  await writeFile(join(folder, 'a.md'), text.replace('gone.md', 'a.md'));
  expect(await check(cacheFolder)).toHaveLength(1);
});

test('a cache that somebody wrote into is as if it were not there, and one that cannot be written is no fault', async () => {
  const folder = await folderOf({ 'prose.json': '{"tool":', 'a-file': '' });
  const cache = await openFacts(folder);
  expect((await cache.get('a.md', text)).links.map(({ url }) => url)).toEqual(['#one', '#two', 'gone.md']);
  await cache.close();
  expect(JSON.parse(await readFile(join(folder, 'prose.json'), 'utf8')).facts).toHaveLength(1);
  const nowhere = await openFacts(join(folder, 'a-file/below'));
  await nowhere.get('a.md', text);
  await nowhere.close();
});

test('a document that is too long to be read is told, unless it says so itself', async () => {
  const long = `[gone](gone.md)\n${'words\n'.repeat(100_000)}`;
  const found = await proseOf({ 'a.md': long, 'b.md': `<!-- spanlab-ignore-file -->\n${long}` });
  expect(inWords(found)).toEqual([
    expect.stringMatching(
      /^a\.md:1:1-\S+ Found 586 thousand characters; links, versions and ports are checked in up to 512\./u,
    ),
  ]);
});
