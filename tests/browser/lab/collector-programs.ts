/** Collectors and programs that several specs run. */
import type { Events, LabPage } from './lab-test.ts';
import { exporting } from './programs.ts';

/** A configuration with one traces pipeline, one part a line. */
export function collectorConfig({
  receiver = '{ grpc: {}, http: { endpoint: 0.0.0.0:4318 } }',
  processors = '{}',
  exporter = 'otlp_grpc/jaeger: { endpoint: "jaeger:4317", tls: { insecure: true } }',
} = {}): string {
  const names = [...processors.matchAll(/[{,] ?(\w+):(?= \{)/gu)].map(([, name]) => name);
  return `receivers:
  otlp: { protocols: ${receiver} }
processors: ${processors}
exporters:
  ${exporter}
service:
  pipelines:
    traces: { receivers: [otlp], processors: [${names.slice(0, 1).join(', ')}], exporters: [${exporter.split(':')[0]}] }
`;
}

export const collectorLab = {
  backend: 'jaeger',
  collector: { config: '_collector.yaml', machine: 'own', env: {} },
} as const;

/** Sends spans of these names, one by one, through the SDK's own exporter. */
export const sends = (...names: string[]): Record<string, string> => ({
  'shopper.ts': `
    import { trace } from '@opentelemetry/api';
    import { startTracing } from './_tracing.ts';
    startTracing('shopper');
    const tracer = trace.getTracer('test');
    for (const name of ${JSON.stringify(names)}) tracer.startSpan(name).end();`,
  '_tracing.ts': exporting(),
});

export function withCollector(
  lab: LabPage,
  files: Record<string, string>,
  yaml: string,
  more: Parameters<LabPage['run']>[1] = {},
): Promise<Events> {
  return lab.run({ ...files, '_collector.yaml': yaml }, { ...collectorLab, ...more });
}
