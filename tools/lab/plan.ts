import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { stringify } from 'yaml';
import { cacheFolder } from '../setup/cache-folder.ts';
import { SetupError } from '../setup/setup-error.ts';
import { containerNeeds } from './collector-config.ts';
import { type Composition, type PublishedPort, readComposition, withHostPorts } from './composition.ts';

/** Where the health check of both images listens. */
export const healthPort = 13_133;
const configTarget = '/etc/otelcol-contrib/config.yaml';
const overlayTarget = '/etc/otelcol-contrib/lab.yaml';

export interface PlanOptions {
  /** Instead of the name in the compose file: a lab beside the usual one. */
  project?: string | undefined;
  /** A Collector configuration instead of `deploy/collector.yaml`. */
  config?: string | undefined;
  /** What `${env:NAME}` in it finds. */
  env?: Record<string, string> | undefined;
  /** Ports of this machine that are to be others. */
  moved?: ReadonlyMap<number, number> | undefined;
}

export interface Plan extends Composition {
  /** What was changed so that the configuration works in a container. */
  notes: string[];
  /** Where in its container the Collector takes OTLP over HTTP; 0 when it does not. */
  otlpHttp: number;
  /** Names the containers by all that decides what is in them. */
  hash: string;
}

/** What is to run: the compose file, or the same with another configuration of the Collector. */
export function makePlan({ project, config, env = {}, moved = new Map() }: PlanOptions = {}): Plan {
  const composed = readComposition();
  const named = { ...composed, project: project ?? composed.project };
  const { composition, notes, otlpHttp } =
    config === undefined ? { composition: named, notes: [], otlpHttp: 4318 } : withConfig(named, config);
  const plan = withHostPorts(withEnvironment(composition, env), moved);
  const contents = plan.services.flatMap(({ files }) =>
    files.map(({ source }) => readFileSync(source, 'utf8')),
  );
  const hash = createHash('sha256')
    .update(JSON.stringify([plan, contents]))
    .digest('hex')
    .slice(0, 16);
  return { ...plan, notes, otlpHttp, hash };
}

function withConfig(
  composition: Composition,
  config: string,
): { composition: Composition; notes: string[]; otlpHttp: number } {
  const source = resolve(config);
  if (!existsSync(source)) {
    throw new SetupError(
      `--config: there is no file ${source}. Name a Collector configuration, such as deploy/collector.yaml.`,
    );
  }
  const { ports, httpPorts, overlay, notes } = containerNeeds(readFileSync(source, 'utf8'), healthPort);
  const folder = join(cacheFolder, 'lab');
  const overlayFile = join(folder, `${composition.project}.overlay.yaml`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(overlayFile, stringify(overlay));
  const services = composition.services.map((service) => {
    if (service.name !== 'collector') return { ...service, ports: [...service.ports, ...jaegerOtlp(ports)] };
    return {
      ...service,
      command: ['--config', configTarget, '--config', overlayTarget],
      files: [
        { source, target: configTarget },
        { source: overlayFile, target: overlayTarget },
      ],
      ports: [
        ...service.ports.filter(({ container }) => container === healthPort),
        ...ports.map((port) => ({ address: '127.0.0.1', host: port, container: port })),
      ],
    };
  });
  return { composition: { ...composition, services }, notes, otlpHttp: httpPorts[0] ?? 0 };
}

/** On a machine with both, what the Collector leaves free of the OTLP ports is Jaeger's, as for programs in the page. */
function jaegerOtlp(taken: readonly number[]): PublishedPort[] {
  return [4317, 4318]
    .filter((port) => !taken.includes(port))
    .map((port) => ({ address: '127.0.0.1', host: port, container: port }));
}

function withEnvironment(composition: Composition, env: Record<string, string>): Composition {
  const services = composition.services.map((service) =>
    service.name === 'collector' ? { ...service, environment: { ...service.environment, ...env } } : service,
  );
  return { ...composition, services };
}

/** The port of this machine at which a container's port is reached. */
export function hostPort({ services }: Composition, service: string, container: number): number | undefined {
  return services.find(({ name }) => name === service)?.ports.find((port) => port.container === container)
    ?.host;
}
