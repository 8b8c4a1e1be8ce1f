import { ImageName } from 'testcontainers';
import { ensureImages } from '../../tools/images/ensure-images.ts';
import { pullImage } from '../../tools/images/pull.ts';
import { cacheFolder } from '../../tools/setup/cache-folder.ts';
import { ensureDocker } from '../../tools/setup/docker.ts';
import { sayAloud } from '../../tools/setup/setup-error.ts';

/** Removes the containers of test runs that were killed. testcontainers 12.2 wants it unless told otherwise. */
const ryuk = 'testcontainers/ryuk:0.14.0';

/** Before the container tests: a Docker that answers and the pinned images. After them: the daemon's end. */
export default async function setUp(): Promise<() => Promise<void>> {
  const docker = await ensureDocker(cacheFolder, sayAloud);
  const { image, container } = docker.client;
  try {
    await ensureImages(docker.client, cacheFolder, sayAloud);
    const hasRyuk =
      (await image.exists(ImageName.fromString(ryuk))) || (await pullImage(container.dockerode, ryuk)).pulled;
    if (!hasRyuk) {
      sayAloud(`${ryuk} cannot be pulled; the tests remove their containers themselves`);
      process.env['TESTCONTAINERS_RYUK_DISABLED'] = 'true';
    }
  } catch (error) {
    await docker.stop();
    throw error;
  }
  return docker.stop;
}
