import { ensureImages } from '../../tools/images/ensure-images.ts';
import { cacheFolder } from '../../tools/setup/cache-folder.ts';
import { ensureDocker } from '../../tools/setup/docker.ts';
import { ensureRyuk } from '../../tools/setup/ryuk.ts';
import { sayAloud } from '../../tools/setup/setup-error.ts';

/** Before the container tests: a Docker that answers and the pinned images. After them: the daemon's end. */
export default async function setUp(): Promise<() => Promise<void>> {
  const docker = await ensureDocker(cacheFolder, sayAloud);
  try {
    await ensureImages(docker.client, cacheFolder, sayAloud);
    await ensureRyuk(docker.client, sayAloud);
  } catch (error) {
    await docker.stop();
    throw error;
  }
  return docker.stop;
}
