import { parseDocument } from 'yaml';
import { z } from 'zod';

const component = z.object({ gomod: z.string().regex(/^\S+ v\S+$/u, 'a Go module and its version') });
const components = z.array(component).default([]);

const manifestSchema = z.object({
  dist: z.object({ module: z.string(), version: z.string() }),
  receivers: components,
  processors: components,
  exporters: components,
  connectors: components,
  extensions: components,
  providers: components,
});
export type CollectorManifest = z.infer<typeof manifestSchema>;

/** Reads a manifest of the OpenTelemetry Collector Builder. */
export function parseManifest(text: string): CollectorManifest {
  return manifestSchema.parse(parseDocument(text).toJS());
}

/** The manifest with the folder set where the Builder shall write its sources; it takes no flag for that. */
export function withOutputPath(text: string, folder: string): string {
  const document = parseDocument(text);
  document.setIn(['dist', 'output_path'], folder);
  return document.toString();
}

/**
 * The go.mod of a Collector. The Builder writes one only together with `go mod tidy`, which also wants
 * the modules of other people's tests, and those a proxy need not have.
 */
export function goModOf({ dist, ...parts }: CollectorManifest): string {
  const required = Object.values(parts)
    .flat()
    .map(({ gomod }) => gomod);
  return [
    `module ${dist.module}`,
    '',
    'go 1.25',
    '',
    'require (',
    ...[...required, `go.opentelemetry.io/collector/otelcol v${dist.version}`].map((line) => `\t${line}`),
    ')',
    '',
  ].join('\n');
}
