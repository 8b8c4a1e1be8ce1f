/** Up, down and what is: the local lab as `npm run lab` controls it. */
import { setTimeout as delay } from 'node:timers/promises';
import { type Say, SetupError } from '../setup/setup-error.ts';
import { busyPorts } from './busy-ports.ts';
import {
  createNetwork,
  type Dockerode,
  findContainers,
  lastWords,
  removeAll,
  startContainer,
} from './containers.ts';
import { knock } from './knock.ts';
import { healthPort, hostPort, type Plan } from './plan.ts';
import { noteDown, noteRunning } from './running-file.ts';

const healthPaths: Readonly<Record<string, string>> = { jaeger: '/status', collector: '/' };
const healthyWithinMs = 60_000;

/**
 * Brings the plan up and waits until both say that they are well. When just this runs already, it is left as it is; a lab
 * made from anything else is replaced. A start that fails leaves nothing behind. Throws `SetupError`.
 */
export async function bringUp(
  docker: Dockerode,
  plan: Plan,
  say: Say,
  signal?: AbortSignal,
): Promise<'started' | 'was-running'> {
  const before = await findContainers(docker, plan.project);
  const same =
    before.length === plan.services.length &&
    before.every(({ state, hash }) => state === 'running' && hash === plan.hash);
  if (same) {
    await healthy(docker, plan, say, signal);
    noteRunning(plan);
    return 'was-running';
  }
  if (before.length > 0) {
    say('another local lab is here: taking it down first');
    await takeDown(docker, plan.project);
  }
  const busy = await busyPorts(docker, plan);
  if (busy.length > 0) {
    const lines = busy.map(({ port, service, what }) => `  ${port} (${service}): ${what}`);
    throw new SetupError(
      `The lab’s ports must be free, and ${busy.length === 1 ? 'one is' : 'some are'} not:\n${lines.join('\n')}`,
    );
  }
  try {
    const network = await createNetwork(docker, plan.project);
    for (const service of plan.services) {
      say(`starting ${service.name} (${service.image})`);
      await startContainer(docker, plan, service, network);
    }
    await healthy(docker, plan, say, signal);
    noteRunning(plan);
  } catch (error) {
    await takeDown(docker, plan.project);
    throw error instanceof SetupError
      ? error
      : new SetupError(`Docker: ${error instanceof Error ? error.message : String(error)}`);
  }
  return 'started';
}

/** Leaves nothing behind. Returns what was there. */
export async function takeDown(docker: Dockerode, project: string): Promise<string[]> {
  const removed = await removeAll(docker, project);
  noteDown(project);
  return removed;
}

/** Whether a service of the plan says from outside that it is well. */
export async function isHealthy(plan: Plan, service: string): Promise<boolean> {
  const port = hostPort(plan, service, healthPort);
  if (port === undefined) return false;
  const answer = await knock(
    `http://127.0.0.1:${port}`,
    { method: 'GET', path: healthPaths[service] ?? '/' },
    1_000,
  );
  return answer.kind === 'answered' && answer.status === 200;
}

async function healthy(docker: Dockerode, plan: Plan, say: Say, signal?: AbortSignal): Promise<void> {
  const startedAt = performance.now();
  const waiting = new Set(plan.services.map(({ name }) => name));
  let nextWord = 5_000;
  while (waiting.size > 0) {
    if (signal?.aborted) throw new SetupError('Ended before it was up.');
    for (const service of waiting) {
      if (!(await isHealthy(plan, service))) continue;
      waiting.delete(service);
      say(`${service} is well, after ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
    }
    if (waiting.size === 0) return;
    await failIfEnded(docker, plan.project);
    const waitedMs = performance.now() - startedAt;
    if (waitedMs > healthyWithinMs) {
      throw new SetupError(`Not up after ${healthyWithinMs / 1000} s: ${[...waiting].join(', ')}.`);
    }
    if (waitedMs > nextWord) {
      say(`waiting for ${[...waiting].join(' and ')}, ${Math.round(waitedMs / 1000)} s so far`);
      nextWord += 5_000;
    }
    await delay(100);
  }
}

/** A container that has ended will never be well: its own last words say why. */
async function failIfEnded(docker: Dockerode, project: string): Promise<void> {
  for (const { id, service, state, status } of await findContainers(docker, project)) {
    if (state === 'running' || state === 'created') continue;
    throw new SetupError(
      `${service} has ended (${status}). Its last words:\n${await lastWords(docker, id, 8)}`,
    );
  }
}
