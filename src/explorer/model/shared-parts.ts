/** Resources and scopes, each kept once: spans of one export share theirs, and so do exports of one process. */
import { attribute, serviceName } from '@spanlab/sandbox/schemas/attribute.ts';
import type { Attributes, AttributeValue, Resource, Scope } from '@spanlab/sandbox/schemas/trace.ts';
import type { AttributeLists } from './attribute-lists.ts';
import type { StringTable } from './string-table.ts';

export interface SharedParts<T> {
  readonly length: number;
  /** The number of an equal part, or a new one. */
  add(part: T): number;
  /** The same object each time, as long as not too many are asked for. */
  at(number: number): T;
}

/** What is known of all spans of a resource. */
export interface ResourceFacts {
  /** String number of the service's name. */
  service: number;
  /** String number of what tells this clock from others. */
  clock: number;
}

/** Objects made again rather than kept, above this many. */
const mostObjects = 5_000;

export function createResources(
  lists: AttributeLists,
  strings: StringTable,
): SharedParts<Resource> & { facts(number: number): ResourceFacts } {
  const facts: ResourceFacts[] = [];
  const noFacts: ResourceFacts = { service: 0, clock: 0 };
  const parts = createSharedParts<Resource>({
    keyOf: (resource) => attributesKey(resource.attributes),
    keep(resource) {
      lists.add(resource.attributes);
      facts.push({
        service: strings.add(serviceName({ resource })),
        clock: strings.add(clockOf(resource)),
      });
    },
    make: (number) => ({ attributes: lists.list(number) }),
  });
  return {
    add: parts.add,
    at: parts.at,
    get length() {
      return parts.length;
    },
    facts: (number) => facts[number] ?? noFacts,
  };
}

export function createScopes(lists: AttributeLists, strings: StringTable): SharedParts<Scope> {
  const names: { name: number; version: number }[] = [];
  return createSharedParts<Scope>({
    keyOf: ({ name, version, attributes }) => JSON.stringify([name, version, attributesKey(attributes)]),
    keep({ name, version, attributes }) {
      lists.add(attributes);
      names.push({ name: strings.add(name), version: strings.add(version) });
    },
    make(number) {
      const { name, version } = names[number] ?? { name: 0, version: 0 };
      return { name: strings.at(name), version: strings.at(version), attributes: lists.list(number) };
    },
  });
}

function createSharedParts<T extends object>({
  keyOf,
  keep,
  make,
}: {
  keyOf: (part: T) => string;
  keep: (part: T) => void;
  make: (number: number) => T;
}): SharedParts<T> {
  const byKey = new Map<string, number>();
  const byObject = new WeakMap<T, number>();
  const made = new Map<number, T>();
  let last: { part: T; number: number } | undefined;
  let length = 0;

  function numberOf(part: T): number {
    const seen = byObject.get(part);
    if (seen !== undefined) return seen;
    const key = keyOf(part);
    let number = byKey.get(key);
    if (number === undefined) {
      number = length++;
      keep(part);
      byKey.set(key, number);
    }
    byObject.set(part, number);
    return number;
  }

  return {
    get length() {
      return length;
    },
    add(part) {
      if (last?.part === part) return last.number;
      last = { part, number: numberOf(part) };
      return last.number;
    },
    at(number) {
      const known = made.get(number);
      if (known !== undefined) return known;
      if (made.size >= mostObjects) made.clear();
      const part = make(number);
      made.set(number, part);
      return part;
    },
  };
}

/** Two lists have the same key exactly when they are equal: a letter before each text tells the types apart. */
function attributesKey(attributes: Attributes): string {
  return JSON.stringify(attributes, (_, value: AttributeValue) => {
    if (typeof value === 'string') return `s${value}`;
    if (typeof value === 'bigint') return `i${value}`;
    if (typeof value === 'number') return Object.is(value, -0) ? 'd-0' : `d${value}`;
    return value instanceof Uint8Array ? `b${value.join()}` : value;
  });
}

/**
 * What a span's times were read from: the host, as OpenTelemetry's conventions name it, and in the order in which
 * Jaeger looks for it. Where a resource says nothing of a host, a service is taken to have one clock of its own.
 */
function clockOf(resource: Resource): string {
  const { attributes } = resource;
  const ip = attribute(attributes, 'host.ip');
  const named = [
    attribute(attributes, 'host.id'),
    Array.isArray(ip) ? ip[0] : ip,
    attribute(attributes, 'host.name'),
  ];
  const host = named.find((each) => typeof each === 'string' && each !== '');
  return typeof host === 'string' ? `host ${host}` : `service ${serviceName({ resource })}`;
}
