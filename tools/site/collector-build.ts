/** The Collector's build beside a server: its own process, behind everything else in line. */
import { fork } from 'node:child_process';
import { join } from 'node:path';
import { readState, writeState } from '../collector/published.ts';

/** Dispose of it to end the build, if it is not over. */
export type BackgroundBuild = Disposable;

/**
 * Builds the Collector unless it is there and current. Its progress goes to the terminal and to
 * `collector.json`; so does what went wrong: pages that need no Collector go on without.
 */
export function buildInBackground(): BackgroundBuild {
  const child = fork(join(import.meta.dirname, '../build-collector.ts'), ['--background'], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    execArgv: [],
  });
  const ended = async (why: string) => {
    const state = await readState();
    if (state?.state === 'building') await writeState({ state: 'failed', message: why });
  };
  let stopped = false;
  child.once('error', (error) => void ended(`The Collector's build could not be started: ${error.message}`));
  child.once('exit', (code, signal) => {
    if (!stopped && code !== 0) {
      void ended(
        `The Collector's build ended unexpectedly (${signal ?? `exit code ${code}`}). Run npm run build:collector.`,
      );
    }
  });
  return {
    [Symbol.dispose]: () => {
      stopped = true;
      // It ends when this channel does, and takes the compiler along.
      if (child.connected) child.disconnect();
    },
  };
}
