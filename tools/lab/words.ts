import type { LabContainer } from './containers.ts';
import { healthPort, type Plan } from './plan.ts';

const meanings: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  collector: { 4317: 'OTLP, gRPC', 4318: 'OTLP, HTTP', [healthPort]: 'Collector’s health' },
  jaeger: {
    4317: 'Jaeger’s own OTLP, gRPC',
    4318: 'Jaeger’s own OTLP, HTTP',
    16686: 'Jaeger: UI and query API',
    [healthPort]: 'Jaeger’s health',
  },
};

/** What is where, a line for each published port. */
export function whatIsWhere(plan: Plan): string {
  const lines = plan.services.flatMap(({ name, ports }) =>
    ports.map(({ host, container }) => {
      const meaning = meanings[name]?.[container] ?? `${name}, port ${container}`;
      const address = meaning.endsWith('gRPC') ? `localhost:${host}` : `http://localhost:${host}`;
      return `  ${meaning.padEnd(26)}${address}`;
    }),
  );
  return lines.join('\n');
}

/** A line for each container. */
export function statusLines(containers: readonly LabContainer[]): string {
  return containers
    .map(({ service, image, status, ports }) => {
      const shown = [
        ...new Set(
          ports.map(({ host, container }) => (host === container ? `${host}` : `${host}→${container}`)),
        ),
      ];
      return `  ${service.padEnd(12)}${status.padEnd(24)}${image}  ${shown.join(' ')}`;
    })
    .join('\n');
}
