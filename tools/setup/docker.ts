import { type ContainerRuntimeClient, getContainerRuntimeClient } from 'testcontainers';
import { aptInstall, canAptInstall } from './apt.ts';
import { findOnPath } from './command.ts';
import { type StartedDaemon, startDaemon } from './docker-daemon.ts';
import { type Say, SetupError } from './setup-error.ts';

/** A Docker that answers. */
export interface Docker {
  client: ContainerRuntimeClient;
  /** Ends the daemon if it was started here; leaves anybody else's alone. */
  stop: () => Promise<void>;
}

/** The Docker that testcontainers would use: DOCKER_HOST, the current context, or the usual sockets. */
export async function findDocker(): Promise<ContainerRuntimeClient | undefined> {
  try {
    return await getContainerRuntimeClient();
  } catch {
    return undefined;
  }
}

/** Words for who has none. */
export function noDocker(): string {
  return `No Docker daemon answers. ${howToGetDocker()}`;
}

function howToGetDocker(): string {
  if (process.platform === 'linux') {
    return 'Start it with "sudo systemctl start docker", or install it with "sudo apt-get install -y docker.io iptables".';
  }
  return 'Start Docker Desktop, Colima or Podman, or install one of them (https://docs.docker.com/get-started/get-docker/).';
}

/**
 * Finds a Docker that answers; as root on Linux installs and starts one where there is none.
 * @param cache a folder that is kept between runs; the daemon's log goes there
 */
export async function ensureDocker(cache: string, say: Say): Promise<Docker> {
  const running = await findDocker();
  if (running !== undefined) return { client: running, stop: async () => {} };

  const mayStart = process.platform === 'linux' && process.getuid?.() === 0;
  if (mayStart && findOnPath(['dockerd']) === undefined && canAptInstall()) {
    await aptInstall(['docker.io', 'iptables'], 'Docker, for the container tests', say);
    const started = await findDocker();
    if (started !== undefined) return { client: started, stop: async () => {} };
  }
  if (!mayStart || findOnPath(['dockerd']) === undefined) {
    throw new SetupError(`No Docker daemon answers, and none can be started here. ${howToGetDocker()}`);
  }
  const daemon: StartedDaemon = await startDaemon({
    cache,
    say,
    answers: async () => (await findDocker()) !== undefined,
  });
  const client = await findDocker();
  if (client === undefined) {
    await daemon.stop();
    throw new SetupError(`dockerd was started and stopped answering. Its log: ${daemon.log}`);
  }
  return { client, stop: daemon.stop };
}
