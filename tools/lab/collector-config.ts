/** What a Collector's configuration asks of the container it runs in: pure. */
import { parseDocument } from 'yaml';

/** What to add to a configuration so that it works from inside a container as it does in the page. */
export interface ContainerNeeds {
  /** The ports its receivers listen on. */
  ports: number[];
  /** Those of them that take OTLP over HTTP. */
  httpPorts: number[];
  /** A second configuration to lay over it. Keeps what it does not name. */
  overlay: Record<string, unknown>;
  /** What the overlay changes, in sentences. */
  notes: string[];
}

type Mapping = Record<string, unknown>;

const loopback = /^(?:localhost|127\.0\.0\.1|\[::1\]|)$/u;
const endpointPattern = /^(?<scheme>https?:\/\/)?(?<host>\[[^\]]*\]|[^:/]*):(?<port>\d+)(?<rest>.*)$/u;
/** Where the OTLP receiver listens when nothing is said. */
const otlpDefaults: Mapping = { grpc: 'localhost:4317', http: 'localhost:4318' };

/** As in `deploy/collector.yaml`. */
const pagesOfThisMachine = {
  allowed_origins: ['http://localhost:*', 'http://127.0.0.1:*'],
  allowed_headers: ['*'],
};

/**
 * Reads a learner's configuration. In a container, `localhost` is the container: a receiver there is out of reach, and so
 * is the Jaeger beside it. The overlay lets receivers listen outside and leads such exporters to the host `jaeger`. What
 * cannot be read is left to the Collector to complain of.
 */
export function containerNeeds(config: string, healthPort = 13_133): ContainerNeeds {
  const root = mapping(readYaml(config));
  const notes: string[] = [];
  const ports: number[] = [];
  const httpPorts: number[] = [];
  const receivers: Mapping = {};
  for (const [id, settings] of Object.entries(mapping(root['receivers']))) {
    for (const { path, endpoint } of receiverEndpoints(id, settings)) {
      const { host, port } = endpointPattern.exec(endpoint)?.groups ?? {};
      if (host === undefined || port === undefined) {
        notes.push(`receivers.${id}: which port is "${endpoint}"? It is not published.`);
        continue;
      }
      ports.push(Number(port));
      if (path[1] === 'http') httpPorts.push(Number(port));
      if (!loopback.test(host)) continue;
      set(receivers, [id, ...path], `0.0.0.0:${port}`);
      if (host !== '')
        notes.push(
          `receivers.${id} listens on 0.0.0.0:${port}: ${host} would be out of reach in its container.`,
        );
    }
  }
  for (const [id, settings] of Object.entries(mapping(root['receivers']))) {
    const protocols = mapping(mapping(settings)['protocols']);
    if (id.split('/')[0] !== 'otlp' || !('http' in protocols) || 'cors' in mapping(protocols['http']))
      continue;
    set(receivers, [id, 'protocols', 'http', 'cors'], pagesOfThisMachine);
    notes.push(`receivers.${id} lets pages of this machine post to it (CORS).`);
  }
  const exporters: Mapping = {};
  for (const [id, settings] of Object.entries(mapping(root['exporters']))) {
    for (const key of ['endpoint', 'traces_endpoint']) {
      const given = mapping(settings)[key];
      const parts = typeof given === 'string' ? endpointPattern.exec(given)?.groups : undefined;
      if (parts === undefined || parts['host'] === '' || !loopback.test(parts['host'] ?? '')) continue;
      if (ports.includes(Number(parts['port']))) continue;
      const there = `${parts['scheme'] ?? ''}jaeger:${parts['port']}${parts['rest']}`;
      set(exporters, [id, key], there);
      notes.push(
        `exporters.${id} sends to ${there}: ${parts['host']} is the Collector itself in its container.`,
      );
    }
  }
  const service = mapping(root['service']);
  const extensions = Array.isArray(service['extensions']) ? service['extensions'] : [];
  const withHealth = extensions.includes('health_check') ? extensions : [...extensions, 'health_check'];
  return {
    ports: [...new Set(ports)],
    httpPorts,
    notes,
    overlay: {
      ...(Object.keys(receivers).length > 0 && { receivers }),
      ...(Object.keys(exporters).length > 0 && { exporters }),
      // Whoever starts it must see from outside that it is up.
      extensions: { health_check: { endpoint: `0.0.0.0:${healthPort}` } },
      service: { extensions: withHealth },
    },
  };
}

function receiverEndpoints(id: string, settings: unknown): { path: string[]; endpoint: string }[] {
  if (id.split('/')[0] !== 'otlp') {
    const endpoint = mapping(settings)['endpoint'];
    return typeof endpoint === 'string' ? [{ path: ['endpoint'], endpoint }] : [];
  }
  return Object.entries(mapping(mapping(settings)['protocols'])).map(([protocol, each]) => ({
    path: ['protocols', protocol, 'endpoint'],
    endpoint: String(mapping(each)['endpoint'] ?? otlpDefaults[protocol] ?? ''),
  }));
}

function readYaml(text: string): unknown {
  try {
    return parseDocument(text).toJS();
  } catch {
    return undefined;
  }
}

function mapping(value: unknown): Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Mapping) : {};
}

function set(into: Mapping, [key = '', ...rest]: string[], value: unknown): void {
  if (rest.length === 0) into[key] = value;
  else {
    into[key] = mapping(into[key]);
    set(into[key] as Mapping, rest, value);
  }
}
