/** What a configuration says of times and places, as far as a run's end depends on it. */
import { parse } from 'yaml';

export interface ConfigFacts {
  /** How long a processor may hold spans, by its id. */
  holdsMs: Readonly<Record<string, number>>;
  /** Where an exporter sends, by its id. */
  endpoints: Readonly<Record<string, string>>;
}

/** The setting that says how long a processor holds spans, and its default. */
const holding: Readonly<Record<string, { setting: string; defaultMs: number }>> = {
  batch: { setting: 'timeout', defaultMs: 200 },
  tail_sampling: { setting: 'decision_wait', defaultMs: 30_000 },
};
const units: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
};

/** Reads what it can: a configuration the Collector does not take says nothing. */
export function configFacts(config: string): ConfigFacts {
  const root = mapping(parsed(config));
  const processors = Object.entries(mapping(root['processors']));
  const exporters = Object.entries(mapping(root['exporters']));
  return {
    holdsMs: Object.fromEntries(
      processors.flatMap(([id, settings]) => {
        const known = holding[id.split('/')[0] ?? ''];
        if (known === undefined) return [];
        const given = mapping(settings)[known.setting];
        return [[id, given === undefined ? known.defaultMs : (durationMs(given) ?? known.defaultMs)]];
      }),
    ),
    endpoints: Object.fromEntries(
      exporters.flatMap(([id, settings]) => {
        const { endpoint } = mapping(settings);
        return typeof endpoint === 'string' ? [[id, endpoint]] : [];
      }),
    ),
  };
}

/** Where its receivers speak TLS. */
export function tlsPorts(config: string): number[] {
  const { receivers } = mapping(parsed(config));
  return Object.values(mapping(receivers)).flatMap((settings) => tlsPortsIn(settings));
}

const otlpPorts: Readonly<Record<string, number>> = { grpc: 4317, http: 4318 };
/** A receiver, its protocols, one of them. Aliases may make a configuration endless. */
const deepest = 3;

function tlsPortsIn(settings: unknown, name = '', depth = 1): number[] {
  const { endpoint, tls, ...others } = mapping(settings);
  const named = typeof endpoint === 'string' ? /:(\d+)$/u.exec(endpoint)?.[1] : otlpPorts[name];
  const own = named === undefined || typeof tls !== 'object' || tls === null ? [] : [Number(named)];
  if (depth === deepest) return own;
  return [...own, ...Object.entries(others).flatMap(([key, each]) => tlsPortsIn(each, key, depth + 1))];
}

/** A duration as Go writes it, `1m30s`; a bare number counts nanoseconds. */
export function durationMs(given: unknown): number | undefined {
  if (typeof given === 'number') return given / 1e6;
  if (typeof given !== 'string' || !/^(?:\d+(?:\.\d+)?(?:ns|us|µs|ms|s|m|h))+$/u.test(given))
    return undefined;
  return [...given.matchAll(/(\d+(?:\.\d+)?)(ns|us|µs|ms|s|m|h)/gu)].reduce(
    (sum, [, amount = '0', unit = 's']) => sum + Number(amount) * (units[unit] ?? 0),
    0,
  );
}

function parsed(config: string): unknown {
  try {
    return parse(config, { logLevel: 'silent' });
  } catch {
    return undefined;
  }
}

function mapping(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
