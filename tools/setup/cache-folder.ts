import { join } from 'node:path';

/** What is kept between runs and is not in the repository: toolchains, binaries, recordings, logs. */
export const cacheFolder = join(import.meta.dirname, '../../.cache');
