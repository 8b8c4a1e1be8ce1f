import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

/** A port of a container, and where on this machine it is reached. */
export interface PublishedPort {
  address: string;
  host: number;
  container: number;
}

export interface ServiceSpec {
  name: string;
  image: string;
  command: string[];
  environment: Record<string, string>;
  /** Files of this machine it reads, absolute. */
  files: { source: string; target: string }[];
  ports: PublishedPort[];
}

/** What `deploy/compose.yaml` says, in the order of starting. */
export interface Composition {
  project: string;
  services: ServiceSpec[];
}

export const composeFile = resolve(import.meta.dirname, '../../deploy/compose.yaml');

const portPattern = /^(?<address>[\d.]+):(?<host>\d+):(?<container>\d+)$/u;
const filePattern = /^(?<source>\.[^:]*):(?<target>\/[^:]*):ro$/u;

const schema = z.strictObject({
  name: z.string(),
  services: z.record(
    z.string(),
    z.strictObject({
      image: z.string(),
      command: z.array(z.string()).default([]),
      environment: z.record(z.string(), z.coerce.string()).default({}),
      volumes: z.array(z.string().regex(filePattern, 'a file such as ./a.yaml:/etc/a.yaml:ro')).default([]),
      depends_on: z.array(z.string()).default([]),
      ports: z
        .array(z.string().regex(portPattern, 'address:port:port, such as 127.0.0.1:4318:4318'))
        .default([]),
    }),
  ),
});

/**
 * Reads the part of the Compose format that our file uses, for machines without `docker compose`. Anything else in it
 * is refused rather than passed over.
 */
export function readComposition(file = composeFile): Composition {
  const { name, services } = schema.parse(parse(readFileSync(file, 'utf8')));
  const inOrder = Object.entries(services).sort(([, a], [, b]) => a.depends_on.length - b.depends_on.length);
  return {
    project: name,
    services: inOrder.map(([service, { image, command, environment, volumes, ports }]) => ({
      name: service,
      image,
      command,
      environment,
      files: volumes.map((text) => {
        const { source = '', target = '' } = filePattern.exec(text)?.groups ?? {};
        return { source: resolve(dirname(file), source), target };
      }),
      ports: ports.map((text) => {
        const { address = '', host, container } = portPattern.exec(text)?.groups ?? {};
        return { address, host: Number(host), container: Number(container) };
      }),
    })),
  };
}

/** The same on other ports of this machine. */
export function withHostPorts(composition: Composition, moved: ReadonlyMap<number, number>): Composition {
  const move = (port: PublishedPort): PublishedPort => ({ ...port, host: moved.get(port.host) ?? port.host });
  return {
    ...composition,
    services: composition.services.map((service) => ({ ...service, ports: service.ports.map(move) })),
  };
}
