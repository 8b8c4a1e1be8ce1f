/** What of a configuration its surroundings have to know. */
import { parse } from 'yaml';

export interface ConfigFacts {
  /** Of the first OTLP receiver that speaks HTTP; undefined when there is none. */
  httpPort: number | undefined;
  /** Whether an exporter sends to this port of the Collector's own machine where none of its receivers listens. */
  exportsToLoopback: (port: number) => boolean;
}

interface SomeConfig {
  receivers?: Record<string, { protocols?: { http?: { endpoint?: string } | null } | null } | null> | null;
  exporters?: unknown;
}

/** Of text that is no configuration there is nothing to know. */
export function configFacts(text: string): ConfigFacts {
  const { receivers, exporters } = parsed(text);
  const endpoints = Object.values(receivers ?? {}).flatMap((receiver) => {
    const http = receiver?.protocols?.http;
    return http === undefined ? [] : [http?.endpoint ?? 'localhost:4318'];
  });
  const port = Number(endpoints[0]?.split(':').at(-1));
  return {
    httpPort: Number.isInteger(port) ? port : undefined,
    exportsToLoopback: (wanted) =>
      (JSON.stringify(exporters) ?? '').includes(`localhost:${wanted}`) &&
      !(JSON.stringify(receivers) ?? '').includes(`:${wanted}"`),
  };
}

function parsed(text: string): SomeConfig {
  try {
    const config = parse(text);
    return typeof config === 'object' && config !== null ? config : {};
  } catch {
    return {};
  }
}
