/** The backend of real containers, started for a session and removed with it. */
import { randomUUID } from 'node:crypto';
import { type Backend, BackendGone } from '../model/backend.ts';
import { CannotRun } from '../model/run.ts';
import { defaultImages } from './container-configs.ts';
import { postWatchman, sweep } from './container-owner.ts';
import { type Images, type Pair, startPair } from './container-pair.ts';
import { DockerSaidNo, docker } from './docker.ts';
import { openRealBackend, type Site } from './real-backend.ts';

export interface ContainersOptions {
  /** Others than those this version is tested with. */
  images?: Partial<Images>;
}

/** How often a session starts the containers again once they have gone. */
const restarts = 1;

/**
 * Start a Collector and a Jaeger. When they go, the runs under way get `BackendGone`, and they are started once again.
 * They are removed by `dispose`, and by a process of its own when this one ends in any other way.
 * @throws CannotRun without Docker, or an image: says how to get it
 */
export async function openContainers({ images }: ContainersOptions = {}): Promise<Backend> {
  const wanted: Images = { ...defaultImages, ...images };
  const digest = digestOf(await Promise.all([wanted.collector, wanted.jaeger].map(imageId)));
  await sweep();
  const session = randomUUID();
  const watchman = postWatchman(session);
  try {
    const site = await openSite(
      () => startPair(wanted, session),
      () => watchman.release(),
    );
    return await openRealBackend('containers', digest, site);
  } catch (error) {
    await watchman.release();
    throw error;
  }
}

/** The digest of a backend that would be opened so; undefined where it could not, and opening it says why. */
export async function containersDigest({ images }: ContainersOptions = {}): Promise<string | undefined> {
  const { collector, jaeger }: Images = { ...defaultImages, ...images };
  try {
    const ids = await docker(['image', 'inspect', '--format', '{{.Id}}', collector, jaeger]);
    return digestOf(ids.split('\n'));
  } catch {
    return undefined;
  }
}

function digestOf(imageIds: readonly string[]): string {
  return `containers ${imageIds.join(' ')}`;
}

/** What an image's name stands for here: it may be another one tomorrow. */
async function imageId(image: string): Promise<string> {
  try {
    return await docker(['image', 'inspect', '--format', '{{.Id}}', image]);
  } catch (error) {
    if (!(error instanceof DockerSaidNo)) throw error;
    throw new CannotRun(
      `The image ${image} is not here (${error.message}). Get it: docker pull ${image}. Or use --backend embedded, which needs nothing.`,
    );
  }
}

async function openSite(start: () => Promise<Pair>, closed: () => Promise<void>): Promise<Site> {
  /** Runs belong to the generation of containers that was there when they began. */
  const generationOf = new Map<string, number>();
  let generation = 0;
  /** Why the last generation went; known a moment after it is known that it has gone. */
  let reason = Promise.resolve('');
  let isClosed = false;
  let pair: Promise<Pair> = start();
  await pair;

  const restart = async (old: Pair): Promise<Pair> => {
    const why = await reason;
    await old.remove();
    if (isClosed || generation > restarts) throw new BackendGone(`${why} It is not started again.`);
    try {
      return await start();
    } catch (error) {
      throw new BackendGone(`${why} It could not be started again: ${String(error)}`);
    }
  };
  return {
    async targetOf(runId) {
      if ((generationOf.get(runId) ?? generation) < generation) throw new BackendGone(await reason);
      return (await pair).target;
    },
    async lost(runId, why) {
      const of = generationOf.get(runId);
      const old = await pair.catch(() => undefined);
      // Somebody else has told already, or there is nothing more to lose.
      if (old === undefined || of !== generation || isClosed) return;
      generation += 1;
      reason = old
        .whatStopped()
        .catch(String)
        .then((stopped) => `The backend has gone while this ran: ${stopped === '' ? why : stopped}`);
      pair = restart(old);
      // Whoever asks for it next hears why.
      pair.catch(() => undefined);
    },
    join: (runId) => void generationOf.set(runId, generation),
    leave: (runId) => void generationOf.delete(runId),
    async close() {
      isClosed = true;
      const last = await pair.catch(() => undefined);
      await last?.remove();
      await closed();
    },
  };
}
