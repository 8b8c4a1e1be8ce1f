/** Real Collectors and Jaegers for labs in pages, as `npm run lab` starts them, on ports of their own. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { usualAddresses } from '@spanlab/sandbox/local-lab/addresses.ts';
import { type LocalPlace, placeOf } from '@spanlab/sandbox/local-lab/place.ts';
import { ensureImages } from '../../tools/images/ensure-images.ts';
import { bringUp, takeDown } from '../../tools/lab/lab-control.ts';
import { healthPort, makePlan, type Plan } from '../../tools/lab/plan.ts';
import { publishedBy } from '../../tools/lab/running-file.ts';
import { cacheFolder } from '../../tools/setup/cache-folder.ts';
import { findDocker, noDocker } from '../../tools/setup/docker.ts';
import { ensureRyuk } from '../../tools/setup/ryuk.ts';
import { SetupError } from '../../tools/setup/setup-error.ts';
import { createLocalLabProxy, type LocalLabProxy } from '../../tools/site/local-lab-proxy.ts';
import { CannotRun } from '../model/run.ts';
import { freePorts } from './free-ports.ts';
import type { Before } from './page/serve-page.ts';

/** Containers a page's run may use. */
export interface OpenPlace extends AsyncDisposable {
  place: LocalPlace;
}

export interface LabContainers {
  /** Leads requests of the page to the containers they are for, as the site's own server does. */
  readonly before: Before;
  /**
   * Those of a lab with this Collector configuration; without one, as `deploy/` has them, which stay up for others.
   * @throws `SetupError` with the Collector's words when it does not take the configuration
   */
  open(
    origin: string,
    collector?: { config: string; env: Readonly<Record<string, string>> },
  ): Promise<OpenPlace>;
  dispose(): Promise<void>;
}

const folderPattern = /^\/containers\/(\d+)(\/.*)$/u;

/** @throws `CannotRun` without Docker */
export async function openLabContainers(say: (line: string) => void): Promise<LabContainers> {
  const client = await findDocker();
  if (client === undefined) throw new CannotRun(noDocker());
  await ensureImages(client, cacheFolder, say);
  await ensureRyuk(client, say);
  const docker = client.container.dockerode;
  const proxies = new Map<number, LocalLabProxy>();
  const up = new Map<number, string>();
  let last = 0;
  let usual: Promise<LocalPlace> | undefined;

  const start = async (origin: string, config?: string, env?: Readonly<Record<string, string>>) => {
    last += 1;
    const id = last;
    const project = `spanlab-verify-${process.pid}-${id}`;
    const options = { project, config, ...(env && { env: { ...env } }) };
    const wanted = makePlan(options).services.flatMap(({ ports }) => ports.map(({ host }) => host));
    const free = await freePorts(wanted.length);
    const plan = makePlan({
      ...options,
      moved: new Map(wanted.map((port, index) => [port, free[index] ?? 0])),
    });
    up.set(id, project);
    await bringUp(docker, plan, () => undefined);
    proxies.set(id, createLocalLabProxy({ published: () => publishedBy(plan) }));
    return { id, place: placeThrough(plan, `${origin}/containers/${id}`) };
  };
  const end = async (id: number): Promise<void> => {
    proxies.delete(id);
    const project = up.get(id);
    up.delete(id);
    if (project !== undefined) await takeDown(docker, project);
  };

  return {
    before(request, response) {
      const [, id, rest] = folderPattern.exec(request.url ?? '') ?? [];
      const proxy = proxies.get(Number(id));
      if (proxy === undefined || rest === undefined) return false;
      request.url = rest;
      return proxy(request, response);
    },
    async open(origin, collector) {
      if (collector === undefined) {
        usual ??= start(origin).then(({ place }) => place);
        return { place: await usual, [Symbol.asyncDispose]: () => Promise.resolve() };
      }
      const folder = await mkdtemp(join(tmpdir(), 'spanlab-lesson-'));
      try {
        const file = join(folder, 'collector.yaml');
        await writeFile(file, collector.config);
        const { id, place } = await start(origin, file, collector.env);
        return {
          place,
          async [Symbol.asyncDispose]() {
            await end(id);
            await rm(folder, { recursive: true, force: true });
          },
        };
      } catch (problem) {
        await rm(folder, { recursive: true, force: true });
        throw problem;
      }
    },
    async dispose() {
      await Promise.all([...up.keys()].map(end));
    },
  };
}

/** As the page itself reckons it from what the site's server offers. */
function placeThrough(plan: Plan, origin: string): LocalPlace {
  const { collector, jaegerOtlp, jaeger } = publishedBy(plan);
  const portsOf = (ports: typeof collector) => ports.map(({ container }) => container);
  const offered = {
    ports: portsOf(collector).filter((port) => port !== healthPort),
    jaegerPorts: portsOf(jaegerOtlp),
    jaegerUi: `http://localhost:${jaeger}`,
  };
  return placeOf(usualAddresses, offered, origin);
}

/** The Collector's words about a configuration it does not take; undefined for any other trouble. */
export function refusalOf(problem: unknown): string | undefined {
  return problem instanceof SetupError && /collector has ended/u.test(problem.message)
    ? problem.message
    : undefined;
}
