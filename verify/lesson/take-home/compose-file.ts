import { parseYaml } from '@spanlab/sandbox/expect/parse.ts';
import { z } from 'zod';
import { LessonFault } from '../lesson-fault.ts';

/** A container that a take-home's `compose.yaml` asks for. */
export interface ComposedService {
  name: string;
  image: string;
  command: string[] | undefined;
  environment: Record<string, string>;
  ports: { host: number; container: number }[];
  /** Files of the project, by the path they have in the container. */
  files: { source: string; target: string }[];
}

const portPattern = /^(?:127\.0\.0\.1:)?(?<host>\d+):(?<container>\d+)$/u;
const filePattern = /^\.\/(?<source>[^:]+):(?<target>\/[^:]+):ro$/u;

const schema = z.strictObject({
  services: z.record(
    z.string(),
    z.strictObject({
      image: z.string(),
      command: z.array(z.string()).optional(),
      environment: z.record(z.string(), z.coerce.string()).default({}),
      ports: z.array(z.string().regex(portPattern, 'port:port, such as 4318:4318')).default([]),
      volumes: z.array(z.string().regex(filePattern, 'a file such as ./a.yaml:/etc/a.yaml:ro')).default([]),
      depends_on: z.array(z.string()).default([]),
    }),
  ),
});

/**
 * Reads the part of the Compose format that take-homes use, in the order of starting. Anything else in it is refused
 * rather than passed over.
 * @throws `LessonFault`
 */
export function readComposeFile(text: string): ComposedService[] {
  const parsed = parseYaml(schema, { file: 'node/compose.yaml', text });
  if (!parsed.ok) {
    const said = parsed.problems.map(({ line, message }) => `line ${line}: ${message}`).join('; ');
    throw new LessonFault('schema', 'node/compose.yaml', said);
  }
  const { services } = parsed.value;
  return Object.entries(services)
    .sort(([, a], [, b]) => a.depends_on.length - b.depends_on.length)
    .map(([name, { image, command, environment, ports, volumes }]) => ({
      name,
      image,
      command,
      environment,
      ports: ports.map((port) => {
        const { host, container } = portPattern.exec(port)?.groups ?? {};
        return { host: Number(host), container: Number(container) };
      }),
      files: volumes.map((volume) => {
        const { source = '', target = '' } = filePattern.exec(volume)?.groups ?? {};
        return { source, target };
      }),
    }));
}
