/** `npm run lab`: a real Collector and a real Jaeger in containers. `-- --help` says what else it does. */
import { diagnose } from '../sandbox/local-lab/diagnose.ts';
import { type Dockerode, findContainers, readLog } from './lab/containers.ts';
import { examine, toText } from './lab/doctor.ts';
import { bringUp, isHealthy, takeDown } from './lab/lab-control.ts';
import { type LabOptions, labOptions, usage } from './lab/options.ts';
import { makePlan } from './lab/plan.ts';
import { addressesOf, readPublished, usualProject } from './lab/running-file.ts';
import { statusLines, whatIsWhere } from './lab/words.ts';
import { cacheFolder } from './setup/cache-folder.ts';
import { findDocker, noDocker } from './setup/docker.ts';
import { SetupError, sayAloud as say } from './setup/setup-error.ts';
import { sayAndExit } from './site/say-and-exit.ts';

const interrupted = new AbortController();
/** There is something to be taken down, or to be told to the end, before this may end. */
let isOrderly = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => (isOrderly ? interrupted.abort() : process.exit(130)));
}

try {
  process.exitCode = await act(labOptions(process.argv.slice(2)));
} catch (error) {
  sayAndExit(error);
}

async function act(options: LabOptions): Promise<number> {
  if (options.help) {
    say(usage);
    return 0;
  }
  const project = options.plan.project ?? usualProject;
  if (options.command === 'doctor') return doctor(options, project);
  const client = await findDocker();
  if (client === undefined) throw new SetupError(noDocker());
  const { dockerode } = client.container;
  switch (options.command) {
    case 'up': {
      const plan = makePlan(options.plan);
      const { ensureImages } = await import('./images/ensure-images.ts');
      await ensureImages(client, cacheFolder, say);
      isOrderly = true;
      const outcome = await bringUp(dockerode, plan, say, interrupted.signal);
      for (const note of plan.notes) say(`note: ${note}`);
      say(`\nThe local lab ${outcome === 'started' ? 'is up' : 'was up already'}.\n\n${whatIsWhere(plan)}\n`);
      say('In a lesson choose “Run against: containers on this machine”.');
      if (options.detach) {
        say('It stays up. To end it: npm run lab -- down');
        return 0;
      }
      return stayUp(dockerode, project);
    }
    case 'status':
      return status(dockerode, options, project);
    case 'logs':
      return logs(dockerode, options, project);
    case 'down': {
      const removed = await takeDown(dockerode, project);
      say(removed.length === 0 ? 'No local lab was there.' : `Removed:\n  ${removed.join('\n  ')}`);
      return 0;
    }
  }
}

/** Until Ctrl+C, or until a container has ended. */
async function stayUp(docker: Dockerode, project: string): Promise<number> {
  say('Ctrl+C ends it and removes it.');
  const containers = await findContainers(docker, project);
  const ended = Promise.race(
    containers.map(async ({ id, service }) => {
      await docker.getContainer(id).wait();
      return service;
    }),
  ).catch(() => undefined);
  const first = await Promise.race([ended, aborted(interrupted.signal)]);
  if (interrupted.signal.aborted) {
    say('\nTaking it down.');
    process.once('SIGINT', () => sayAndExit('Ended at once. What is left: npm run lab -- status'));
    await takeDown(docker, project);
    return 0;
  }
  const left = await findContainers(docker, project);
  if (left.length === 0) {
    say('It was taken down elsewhere.');
    return 0;
  }
  say(`${first ?? 'A container'} has ended by itself. Why: npm run lab -- logs ${first ?? ''}`);
  return 1;
}

function aborted(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(undefined);
    else signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
}

async function status(docker: Dockerode, { plan }: LabOptions, project: string): Promise<number> {
  const containers = await findContainers(docker, project);
  if (containers.length === 0) {
    say('No local lab is there. Start it: npm run lab');
    return 1;
  }
  say(statusLines(containers));
  const composed = makePlan({ project, moved: plan.moved });
  const published = composed.services.map((service) => ({
    ...service,
    ports: containers
      .filter((each) => each.service === service.name)
      .flatMap(({ ports }) => ports.map((port) => ({ ...port, address: '127.0.0.1' }))),
  }));
  const well = await Promise.all(
    published.map(async ({ name }) => ({
      name,
      isWell: await isHealthy({ ...composed, services: published }, name),
    })),
  );
  for (const { name, isWell } of well)
    say(`  ${name} ${isWell ? 'is well' : 'does not say that it is well'}`);
  return well.every(({ isWell }) => isWell) ? 0 : 1;
}

async function logs(docker: Dockerode, { services }: LabOptions, project: string): Promise<number> {
  const containers = await findContainers(docker, project);
  const wanted = containers.filter(({ service }) => services.length === 0 || services.includes(service));
  if (wanted.length === 0) {
    const there = containers.map(({ service }) => service).join(', ');
    say(
      there === ''
        ? 'No local lab is there. Start it: npm run lab'
        : `found "${services.join(' ')}", expected ${there}`,
    );
    return 1;
  }
  isOrderly = true;
  const options = { tail: 200, signal: interrupted.signal };
  await Promise.all(
    wanted.map(({ id, service }) =>
      readLog(docker, id, (line) => say(`${service.padEnd(10)}| ${line}`), options),
    ),
  );
  return 0;
}

async function doctor({ doctor: asked }: LabOptions, project: string): Promise<number> {
  const client = await findDocker();
  if (client === undefined) say(`No Docker daemon answers, so the containers are not asked.`);
  const usual = addressesOf(readPublished(project));
  const diagnosis = diagnose(
    await examine({
      by: 'command',
      collector: asked.collector ?? usual.collector,
      health: usual.health,
      jaeger: asked.jaeger ?? usual.jaeger,
      origin: asked.origin,
      docker: client && { docker: client.container.dockerode, project },
    }),
  );
  say(toText(diagnosis));
  return diagnosis.fault === undefined ? 0 : 1;
}
