/** A thread in which Node itself imports configurations: in a test’s own, Vite would. */
import { parentPort } from 'node:worker_threads';
import { loadConfig } from '../../../verify/config/load.ts';
import { CannotRun } from '../../../verify/model/run.ts';

parentPort?.on('message', async ({ id, cwd, file }: { id: number; cwd: string; file?: string }) => {
  const answer = await loadConfig(cwd, file === undefined ? {} : { file }).then(
    (loaded) => ({ loaded }),
    (error: Error) => ({ message: error.message, cannotRun: error instanceof CannotRun }),
  );
  parentPort?.postMessage({ id, ...answer });
});
