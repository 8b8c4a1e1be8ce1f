/** A Collector in a container, for machines that have Docker and no `otelcol`: the one the containers backend uses. */
import { defaultImages } from '../backends/container-configs.ts';
import { docker } from '../backends/docker.ts';

/** What of the session's settings decides. */
export interface DockerChoice {
  /** Other than the one this version is tested with. */
  image?: string | undefined;
  /** `--backend containers`: Docker it is, and what is missing is said. */
  asked: boolean;
}

/**
 * The command that asks it, if Docker answers and has the image, or was asked for.
 * @returns undefined where it cannot be asked, with why
 * @throws CannotRun when it was asked for and there is no Docker
 */
export async function collectorInDocker({
  image = defaultImages.collector,
  asked,
}: DockerChoice): Promise<{ image: string } | { instead: string }> {
  try {
    await docker(['image', 'inspect', '--format', '{{.Id}}', image]);
    return { image };
  } catch (error) {
    const isMissing = error instanceof Error && error.name === 'DockerSaidNo';
    if (isMissing) return { instead: `or fetch one for Docker, \`docker pull ${image}\`` };
    if (asked) throw error;
    return { instead: 'or start Docker, and one in a container is asked' };
  }
}

/**
 * `docker run …` up to the Collector's own arguments. The configuration comes by stdin: a file could not be shared with
 * a Docker elsewhere. It gets the variables that the configuration names, and no network.
 */
export function dockerCommand(image: string, config: string): string[] {
  const names = new Set(
    [...config.matchAll(/\$\{(?:env:)?(?<name>[A-Za-z_]\w*)(?::-[^}]*)?\}/gu)].flatMap(
      ({ groups }) => groups?.['name'] ?? [],
    ),
  );
  const variables = [...names].flatMap((name) => ['--env', name]);
  return [
    ...['docker', 'run', '--rm', '--interactive', '--network', 'none', '--pull', 'never'],
    ...variables,
    image,
  ];
}
