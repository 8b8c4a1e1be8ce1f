/** The Collector that tests run. */
import { collectorAssetsFolder } from '../../sandbox/collector/node.ts';
import { ensureCollector } from '../../tools/collector/ensure.ts';

/** The folder with a current Collector, built first if need be; or one that was built elsewhere. */
export async function collectorFolder(): Promise<string> {
  const elsewhere = process.env['SPANLAB_COLLECTOR_FOLDER'];
  if (elsewhere !== undefined) return elsewhere;
  await ensureCollector({ say: (line) => console.error(line) });
  return collectorAssetsFolder;
}

/** What building it may take on a small machine. */
export const buildLimitMs = 900_000;
