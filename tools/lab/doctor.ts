import { setTimeout as delay } from 'node:timers/promises';
import { portOf, usualAddresses } from '../../sandbox/local-lab/addresses.ts';
import { tryDelivery } from '../../sandbox/local-lab/delivery.ts';
import type { Diagnosis } from '../../sandbox/local-lab/diagnose.ts';
import type { Probes } from '../../sandbox/local-lab/knock.ts';
import { SetupError } from '../setup/setup-error.ts';
import { type Dockerode, findContainers, lastWords } from './containers.ts';
import { emptyExport, knock } from './knock.ts';

export interface DoctorOptions {
  by: 'command' | 'server';
  collector: string;
  health: string;
  jaeger: string;
  /** The page that is to post to it, if it does so without the site's server. */
  origin?: string;
  /** Docker, when it answers, and whose containers to look at. */
  docker?: { docker: Dockerode; project: string } | undefined;
}

/** Asks everything a diagnosis needs. Never throws for what it finds. */
export async function examine(options: DoctorOptions): Promise<Probes> {
  const { collector, health, jaeger, origin } = options;
  for (const address of [collector, health, jaeger]) {
    if (portOf(address) === undefined)
      throw new SetupError(
        `found the address "${address}", expected one such as ${usualAddresses.collector}`,
      );
  }
  const isUsual = portOf(collector) === portOf(usualAddresses.collector);
  const services = { method: 'GET', path: '/api/v3/services' } as const;
  const [atCollector, atHealth, atJaeger, atUsual, containers] = await Promise.all([
    knock(collector, emptyExport),
    knock(health, { method: 'GET', path: '/' }),
    knock(jaeger, services),
    isUsual ? undefined : knock(usualAddresses.collector, emptyExport),
    options.docker && containerWords(options.docker),
  ]);
  const answers = (each: typeof atCollector) => each.kind === 'answered' && each.status === 200;
  return {
    by: options.by,
    collector: { address: collector, knock: atCollector },
    health: { address: health, knock: atHealth },
    jaeger: { address: jaeger, knock: atJaeger },
    usual: atUsual && { address: usualAddresses.collector, knock: atUsual },
    ...(answers(atCollector) &&
      origin !== undefined && { cors: { origin, allowed: await mayPost(collector, origin) } }),
    ...(answers(atCollector) &&
      answers(atJaeger) && { delivery: await tryDelivery(collector, jaeger, nodeEffects) }),
    ...(containers && { containers }),
  };
}

const nodeEffects = {
  fetch: (url: string, init?: RequestInit) => fetch(url, { ...init, signal: AbortSignal.timeout(3_000) }),
  now: () => Date.now(),
  wait: (ms: number) => delay(ms),
};

/** Asks as a browser would before it posts for a page of this origin. */
async function mayPost(collector: string, origin: string): Promise<boolean> {
  const headers = {
    origin,
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'content-type',
  };
  try {
    const response = await nodeEffects.fetch(`${collector}/v1/traces`, { method: 'OPTIONS', headers });
    await response.body?.cancel();
    return [origin, '*'].includes(response.headers.get('access-control-allow-origin') ?? '');
  } catch {
    return false;
  }
}

async function containerWords({
  docker,
  project,
}: NonNullable<DoctorOptions['docker']>): Promise<Probes['containers']> {
  const found = await findContainers(docker, project);
  const told = found.map(async ({ id, service, state }) => {
    const words = state === 'running' ? '' : await lastWords(docker, id, 1);
    return [service, { state, lastWords: words }] as const;
  });
  return Object.fromEntries(await Promise.all(told));
}

/** A diagnosis for a terminal. */
export function toText({ fault, words, todo }: Diagnosis): string {
  const head = fault === undefined ? `✓ ${words}` : `✗ ${words}  [${fault}]`;
  return [head, ...todo.map((each) => `  → ${each.replaceAll('`', '')}`)].join('\n');
}
