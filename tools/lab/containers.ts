/** The lab's containers through Docker's API, labelled as `docker compose` labels its own: either finds the other's. */
import type { ContainerRuntimeClient } from 'testcontainers';
import type { ServiceSpec } from './composition.ts';
import type { Plan } from './plan.ts';

export type Dockerode = ContainerRuntimeClient['container']['dockerode'];

const labels = {
  project: 'com.docker.compose.project',
  service: 'com.docker.compose.service',
  hash: 'dev.spanlab.lab',
} as const;

/** A container of a lab, running or not. */
export interface LabContainer {
  id: string;
  name: string;
  service: string;
  image: string;
  /** Docker's word: `running`, `exited` … */
  state: string;
  /** `Up 2 minutes`. */
  status: string;
  /** Of the plan it was made from; empty when somebody else made it. */
  hash: string;
  ports: { host: number; container: number }[];
}

export async function findContainers(docker: Dockerode, project: string): Promise<LabContainer[]> {
  const filters = { label: [`${labels.project}=${project}`] };
  const found = await docker.listContainers({ all: true, filters });
  return found.map(({ Id, Names, Labels, Image, State, Status, Ports }) => ({
    id: Id,
    name: (Names[0] ?? Id).replace(/^\//u, ''),
    service: Labels[labels.service] ?? '',
    image: Image,
    state: State,
    status: Status,
    hash: Labels[labels.hash] ?? '',
    ports: Ports.filter(({ PublicPort }) => PublicPort !== undefined).map(({ PublicPort, PrivatePort }) => ({
      host: PublicPort,
      container: PrivatePort,
    })),
  }));
}

/** Removes every container, network and volume of the project. Returns what they were called. */
export async function removeAll(docker: Dockerode, project: string): Promise<string[]> {
  const filters = { label: [`${labels.project}=${project}`] };
  const containers = await findContainers(docker, project);
  await Promise.all(
    containers.map(({ id }) => ignoreGone(docker.getContainer(id).remove({ force: true, v: true }))),
  );
  const networks = await docker.listNetworks({ filters });
  for (const { Id } of networks) await ignoreGone(docker.getNetwork(Id).remove());
  const { Volumes: volumes } = await docker.listVolumes({ filters });
  for (const { Name } of volumes ?? []) await ignoreGone(docker.getVolume(Name).remove());
  return [
    ...containers.map(({ name }) => `container ${name}`),
    ...networks.map(({ Name }) => `network ${Name}`),
    ...(volumes ?? []).map(({ Name }) => `volume ${Name}`),
  ];
}

async function ignoreGone(removal: Promise<unknown>): Promise<void> {
  try {
    await removal;
  } catch (error) {
    if (!(error instanceof Error) || !/no such|not found|already in progress/iu.test(error.message))
      throw error;
  }
}

export async function createNetwork(docker: Dockerode, project: string): Promise<string> {
  const name = `${project}_default`;
  await docker.createNetwork({
    Name: name,
    Labels: { [labels.project]: project, 'com.docker.compose.network': 'default' },
  });
  return name;
}

export async function startContainer(
  docker: Dockerode,
  { project, hash }: Plan,
  service: ServiceSpec,
  network: string,
): Promise<void> {
  const container = await docker.createContainer({
    name: `${project}-${service.name}-1`,
    Image: service.image,
    Cmd: service.command,
    Env: Object.entries(service.environment).map(([name, value]) => `${name}=${value}`),
    Labels: {
      [labels.project]: project,
      [labels.service]: service.name,
      [labels.hash]: hash,
      'com.docker.compose.container-number': '1',
      'com.docker.compose.oneoff': 'False',
    },
    ExposedPorts: Object.fromEntries(service.ports.map(({ container: port }) => [`${port}/tcp`, {}])),
    HostConfig: {
      NetworkMode: network,
      Binds: service.files.map(({ source, target }) => `${source}:${target}:ro`),
      PortBindings: Object.fromEntries(
        service.ports.map(({ address, host, container: port }) => [
          `${port}/tcp`,
          [{ HostIp: address, HostPort: String(host) }],
        ]),
      ),
    },
    NetworkingConfig: { EndpointsConfig: { [network]: { Aliases: [service.name] } } },
  });
  await container.start();
}

/** Calls `line` with what a container prints, from the last `tail` lines on; follows until `signal`, or until it ends. */
export async function readLog(
  docker: Dockerode,
  id: string,
  line: (text: string) => void,
  options: { tail: number; signal?: AbortSignal },
): Promise<void> {
  const query = { stdout: true, stderr: true, tail: options.tail, follow: true as const };
  const stream = await docker.getContainer(id).logs(query);
  const end = (): void => void (stream as unknown as { destroy(): void }).destroy();
  options.signal?.addEventListener('abort', end, { once: true });
  let rest = '';
  const take = {
    write(piece: Buffer): boolean {
      const lines = (rest + piece.toString('utf8')).split('\n');
      rest = lines.pop() ?? '';
      for (const each of lines) line(each.replace(/\r$/u, ''));
      return true;
    },
  } as NodeJS.WritableStream;
  docker.modem.demuxStream(stream, take, take);
  await new Promise<void>((resolve) => {
    stream.once('end', resolve);
    stream.once('close', resolve);
    stream.once('error', () => resolve());
  });
  if (rest !== '') line(rest);
}

/** The last lines a container that has ended printed. */
export async function lastWords(docker: Dockerode, id: string, count: number): Promise<string> {
  const said: string[] = [];
  const query = { stdout: true, stderr: true, tail: count };
  const output = (await docker.getContainer(id).logs({ ...query, follow: false })) as unknown as Buffer;
  // Frames of an eight-byte head and a piece of output.
  for (let at = 0; at + 8 <= output.length; ) {
    const length = output.readUInt32BE(at + 4);
    said.push(output.subarray(at + 8, at + 8 + length).toString('utf8'));
    at += 8 + length;
  }
  return said.join('').trimEnd().split('\n').slice(-count).join('\n');
}
