/** A Jaeger and a Collector in containers, at random ports of this machine. */
import { CannotRun } from '../model/run.ts';
import { collectorConfig, containerPorts, jaegerConfig } from './container-configs.ts';
import { containerLabels, ownerName } from './container-owner.ts';
import { DockerSaidNo, docker, removeContainers } from './docker.ts';
import { knockAtJaeger, knockAtOtlp, NoAnswer, type Target } from './target.ts';

export interface Images {
  collector: string;
  jaeger: string;
}

export interface Pair {
  target: Target;
  /** Which of the two have stopped, and with what last words; '' while both run. */
  whatStopped(): Promise<string>;
  remove(): Promise<void>;
}

const readyWithinMs = 30_000;
const knockAgainMs = 25;

/** @throws CannotRun when one does not come up: with what it said last */
export async function startPair(images: Images, session: string): Promise<Pair> {
  const names = new Map<string, string>();
  const start = async (
    name: string,
    image: string,
    config: string,
    more: readonly string[],
  ): Promise<string> => {
    const labels = [`${containerLabels.session}=${session}`, `${containerLabels.owner}=${ownerName()}`];
    const id = await docker([
      ...['run', '--detach', '--pull', 'never', '--env', `CONFIG=${config}`],
      ...labels.flatMap((label) => ['--label', label]),
      ...more,
      image,
      '--config=env:CONFIG',
    ]);
    names.set(id, `${name} (${image})`);
    return id;
  };
  const remove = (): Promise<void> => removeContainers([...names.keys()]);
  const whatStopped = async (): Promise<string> => {
    const said = await Promise.all([...names].map(([id, name]) => stoppedWords(id, name)));
    return said.filter((each) => each !== '').join('\n');
  };
  try {
    const published = Object.values(containerPorts).flatMap((port) => ['--publish', `127.0.0.1::${port}`]);
    const jaeger = await start('Jaeger', images.jaeger, jaegerConfig, published);
    await start('the Collector', images.collector, collectorConfig, ['--network', `container:${jaeger}`]);
    const [otlp, query] = await Promise.all([
      publishedAt(jaeger, containerPorts.otlp),
      publishedAt(jaeger, containerPorts.jaeger),
    ]);
    const target = { otlp, jaeger: query };
    await ready(target, whatStopped);
    return { target, whatStopped, remove };
  } catch (error) {
    await remove().catch(() => undefined);
    if (error instanceof DockerSaidNo) throw new CannotRun(`The containers did not start: ${error.message}`);
    throw error;
  }
}

/** `http://127.0.0.1:32768` */
async function publishedAt(container: string, port: number): Promise<string> {
  const [first = ''] = (await docker(['port', container, `${port}/tcp`])).split('\n');
  return `http://${first}`;
}

async function ready(target: Target, whatStopped: () => Promise<string>): Promise<void> {
  const end = performance.now() + readyWithinMs;
  for (;;) {
    try {
      await knockAtJaeger(target);
      return await knockAtOtlp(target);
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      const stopped = await whatStopped();
      if (stopped !== '') throw new CannotRun(`The containers did not come up. ${stopped}`);
      if (performance.now() > end) {
        throw new CannotRun(
          `The containers run, and did not answer within ${readyWithinMs / 1000} s: ${error.message}. Is Docker on another machine? Their ports are only open on its own 127.0.0.1.`,
        );
      }
      await new Promise((resolve) => setTimeout(resolve, knockAgainMs));
    }
  }
}

async function stoppedWords(id: string, name: string): Promise<string> {
  try {
    const state = await docker(['inspect', '--format', '{{.State.Running}} {{.State.ExitCode}}', id]);
    const [running, exitCode] = state.split(' ');
    if (running === 'true') return '';
    const log = await docker(['logs', '--tail', '3', id]).catch(() => '');
    return `${name} has stopped with the exit code ${exitCode}.${log === '' ? '' : ` It said last: ${log.slice(-500)}`}`;
  } catch (error) {
    if (!(error instanceof DockerSaidNo)) throw error;
    return `${name} has been removed.`;
  }
}
