import { type ContainerRuntimeClient, ImageName } from 'testcontainers';
import { pullImage } from '../images/pull.ts';
import type { Say } from './setup-error.ts';

/** Removes the containers of processes that were killed. testcontainers 12.2 wants it unless told otherwise. */
const ryuk = 'testcontainers/ryuk:0.14.0';

/** Before testcontainers starts anything: gets Ryuk, or tells testcontainers to do without where it cannot be had. */
export async function ensureRyuk({ image, container }: ContainerRuntimeClient, say: Say): Promise<void> {
  if (process.env['TESTCONTAINERS_RYUK_DISABLED'] === 'true') return;
  if (await image.exists(ImageName.fromString(ryuk))) return;
  if ((await pullImage(container.dockerode, ryuk)).pulled) return;
  say(`${ryuk} cannot be pulled; whoever starts containers removes them`);
  process.env['TESTCONTAINERS_RYUK_DISABLED'] = 'true';
}
