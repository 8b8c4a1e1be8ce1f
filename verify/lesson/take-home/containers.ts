import { GenericContainer, Network, Wait } from 'testcontainers';
import { readImages } from '../../../tools/images/compose-images.ts';
import { LessonFault } from '../lesson-fault.ts';
import type { ComposedService } from './compose-file.ts';
import type { Composed } from './composed.ts';
import { collectLines, type Line } from './lines.ts';
import { portsMustBeFree } from './ports.ts';
import type { Project } from './project.ts';

/** Starts what the project's `compose.yaml` asks for, on the very ports it names, because its programs name them too. */
export async function startComposed(
  services: readonly ComposedService[],
  { files }: Project,
): Promise<Composed> {
  const lines: Line[] = [];
  await portsMustBeFree(services);
  await using started = new AsyncDisposableStack();
  const network = await new Network().start();
  started.defer(async () => void (await network.stop()));
  for (const service of services) {
    const running = await containerOf(service, files)
      .withNetwork(network)
      .withNetworkAliases(service.name)
      .withLogConsumer((stream) => void collectLines(stream, service.name, lines))
      .start();
    started.defer(async () => void (await running.stop()));
  }
  const running = started.move();
  return { lines, [Symbol.asyncDispose]: () => running.disposeAsync() };
}

function containerOf(service: ComposedService, files: Project['files']): GenericContainer {
  const { image, command, environment, ports } = service;
  const container = new GenericContainer(image)
    .withEnvironment(environment)
    .withExposedPorts(...ports)
    .withCopyContentToContainer(
      service.files.map(({ source, target }) => ({ content: textOf(files, source), target })),
    )
    .withWaitStrategy(readiness(image));
  return command === undefined ? container : container.withCommand(command);
}

function textOf(files: Project['files'], name: string): string {
  const text = files[name];
  if (text === undefined) {
    throw new LessonFault(
      'schema',
      'node/compose.yaml',
      `compose.yaml mounts ./${name}; the project has ${Object.keys(files).join(', ')}`,
    );
  }
  return text;
}

/** What both programs say when they are up, whatever their configuration. */
function readiness(image: string) {
  const known = Object.values(readImages());
  if (!known.includes(image)) {
    throw new LessonFault(
      'version',
      'node/compose.yaml',
      `compose.yaml asks for ${image}; deploy/compose.yaml pins ${known.join(' and ')}`,
    );
  }
  return Wait.forLogMessage('Everything is ready');
}
