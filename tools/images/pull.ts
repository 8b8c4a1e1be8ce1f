import type { ContainerRuntimeClient } from 'testcontainers';

type Dockerode = ContainerRuntimeClient['container']['dockerode'];

/**
 * Pulls an image, or says why not. A registry that does not begin to answer in time counts as out of
 * reach; once layers arrive they may take as long as they need.
 */
export async function pullImage(
  docker: Dockerode,
  image: string,
  { firstByteWithinMs = 15_000 } = {},
): Promise<{ pulled: true } | { pulled: false; reason: string }> {
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(), firstByteWithinMs);
  try {
    const stream = await docker.pull(image, { abortSignal: giveUp.signal });
    await new Promise<void>((resolve, reject) => {
      docker.modem.followProgress(
        stream,
        (error) => (error ? reject(error) : resolve()),
        () => clearTimeout(timer),
      );
    });
    return { pulled: true };
  } catch (error) {
    if (giveUp.signal.aborted) {
      return { pulled: false, reason: `no registry answered within ${firstByteWithinMs / 1000} s` };
    }
    return { pulled: false, reason: error instanceof Error ? error.message : String(error) };
  } finally {
    clearTimeout(timer);
  }
}
