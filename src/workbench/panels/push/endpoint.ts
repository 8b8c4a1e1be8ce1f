import type { FileSet } from '@spanlab/sandbox/schemas/file-set.ts';
import type { Lab } from '@spanlab/sandbox/schemas/lab.ts';
import { parseDocument } from 'yaml';

/** OTLP/HTTP's own port, which Jaeger listens on. */
const standard = 'http://localhost:4318';

/** Where a lab takes OTLP/HTTP: the Collector's first HTTP endpoint as its file has it, else the standard port. */
export function endpointOf(lab: Lab, files: FileSet): string {
  const text = lab.collector && files[lab.collector.config];
  if (text === undefined) return standard;
  let config: unknown;
  try {
    config = parseDocument(text).toJS({ maxAliasCount: 100 });
  } catch {
    // An alias of nothing, or of too much: the Collector will say so.
    return standard;
  }
  for (const [id, receiver] of Object.entries(mapping(mapping(config)['receivers']))) {
    if (id !== 'otlp' && !id.startsWith('otlp/')) continue;
    const { endpoint } = mapping(mapping(mapping(receiver)['protocols'])['http']);
    const port = /:(\d+)$/u.exec(String(endpoint ?? ''))?.[1];
    if (port !== undefined) return `http://localhost:${port}`;
  }
  return standard;
}

function mapping(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
