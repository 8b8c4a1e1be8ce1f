/** The `docker` command, as far as it is needed here. Whoever has it configured for another engine gets that one. */
import { execFile } from 'node:child_process';
import { CannotRun } from '../model/run.ts';

/** It was run and said no. The message is what it said. */
export class DockerSaidNo extends Error {
  override name = 'DockerSaidNo';
}

const withinMs = 60_000;
const instead = 'Or use --backend embedded, which needs nothing.';

/**
 * Run `docker` with these arguments.
 * @returns what it printed, without white space at the ends
 * @throws CannotRun when there is no Docker, or none that may be used; DockerSaidNo
 */
export function docker(args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile('docker', args, { timeout: withinMs, maxBuffer: 10_000_000 }, (error, stdout, stderr) => {
      if (error === null) return resolve(stdout.trim());
      if (error.code === 'ENOENT') {
        return reject(
          new CannotRun(
            `--backend containers needs Docker, and there is no command \`docker\` here. Install it: https://docs.docker.com/engine/install/. ${instead}`,
          ),
        );
      }
      const said = stderr.trim() || error.message;
      if (/permission denied/iu.test(said) && /docker/iu.test(said)) {
        return reject(
          new CannotRun(
            `Docker is here, and you may not use it: ${said}\nJoin its group (sudo usermod -aG docker $USER, then log in again). ${instead}`,
          ),
        );
      }
      if (
        /cannot connect to the docker daemon|is the docker daemon running|error during connect/iu.test(said)
      ) {
        return reject(
          new CannotRun(
            `Docker is installed, and its daemon does not answer: ${said}\nStart it: Docker Desktop, or sudo systemctl start docker. ${instead}`,
          ),
        );
      }
      reject(
        new DockerSaidNo(error.killed ? `docker ${args[0]} did not end within ${withinMs / 1000} s` : said),
      );
    });
  });
}

/** Removes containers, running or not; those that have gone already are no fault. */
export async function removeContainers(ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  try {
    await docker(['rm', '--force', '--volumes', ...ids]);
  } catch (error) {
    if (!(error instanceof DockerSaidNo) || !/no such container|already in progress/iu.test(error.message))
      throw error;
  }
}
