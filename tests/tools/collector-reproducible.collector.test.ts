import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { compileToWasm } from '../../tools/collector/compile.ts';
import { hashSources } from '../../tools/collector/inputs.ts';
import { publicFolder } from '../../tools/collector/places.ts';
import { readStamp, sha256 } from '../../tools/collector/published.ts';
import { layOutWorkspace } from '../../tools/collector/workspace.ts';
import { cacheFolder } from '../../tools/setup/cache-folder.ts';
import { ensureGo } from '../../tools/setup/go.ts';

test('two builds in different folders give one program: the one that is served, in both its forms', {
  timeout: 600_000,
}, async () => {
  const built = await readStamp();
  if (built === undefined) throw new Error('The Collector is not built: npm run build:collector');
  const unchanged = async () =>
    expect(await hashSources(), 'somebody edited the sources since the build').toBe(built.stamp.sources);
  await unchanged();
  const folder = await mkdtemp(join(tmpdir(), 'collector-again-'));
  try {
    const { command: go } = await ensureGo(cacheFolder, console.log);
    const workspace = await layOutWorkspace({ go, folder: join(folder, 'elsewhere') });
    await unchanged();
    const again = await compileToWasm({ go, workspace, what: 'collector', onProgress: () => {} });
    expect(sha256(await readFile(again))).toBe(built.stamp.sha256);
  } finally {
    await rm(folder, { recursive: true });
  }
  const served = (file: string) => readFile(join(publicFolder, file));
  const { brotli, gzip } = built.ready;
  expect(sha256(brotliDecompressSync(await served(brotli.file)))).toBe(built.stamp.sha256);
  expect(sha256(gunzipSync(await served(gzip.file)))).toBe(built.stamp.sha256);
});
