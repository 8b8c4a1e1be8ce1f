import { join } from 'node:path';
import { cacheFolder } from '../setup/cache-folder.ts';

const root = join(import.meta.dirname, '../..');
const collector = join(root, 'sandbox/collector');

/** What the Collector is made from. */
export const sourcePlaces = {
  manifest: join(collector, 'builder-config.yaml'),
  /** Our Go module in it. */
  bridge: join(collector, 'bridge'),
  /** The program that describes a configuration. */
  schema: join(root, 'tools/collector-schema'),
} as const;

/** What decides how it is built, and nothing else: the rest of the tools may change without a new build. */
export const toolPlaces: readonly string[] = [
  ...['build', 'compile', 'compress', 'manifest', 'schema', 'sources', 'workspace'].map((name) =>
    join(import.meta.dirname, `${name}.ts`),
  ),
  join(root, 'tools/setup/go-build.ts'),
  join(root, 'tools/setup/go.ts'),
];

/** Beside the lab's other assets, in the site's public folder. */
export const publicFolder = join(cacheFolder, 'public/lab');

/** Drafts, lock and stamp: nothing that is served. */
export const workshopFolder = join(cacheFolder, 'collector');

/** Whoever works on the public files holds it. */
export const lockFile = join(workshopFolder, 'lock');
