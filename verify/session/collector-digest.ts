/** Which Collector YAML blocks are checked by, for the cache. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../config/config.ts';

/**
 * What the Collector's manifest says, which names its files by their content. Undefined where a program of the machine
 * does it: nobody knows whether it is the one it was.
 */
export async function collectorDigest(collector: Config['collector']): Promise<string | undefined> {
  if (collector?.command !== undefined) return undefined;
  const { collectorAssetsFolder } = await import('@spanlab/sandbox/collector/node.ts');
  const folder = collector?.assets ?? process.env['SPANLAB_COLLECTOR'] ?? collectorAssetsFolder;
  return readFile(join(folder, 'collector.json'), 'utf8').catch(() => undefined);
}
