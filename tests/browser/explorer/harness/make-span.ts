import type { Attributes, AttributeValue, Resource, Span } from '@spanlab/sandbox/schemas/trace.ts';

/** 21 November 2026, 10:00 UTC. */
export const dayStart = 1_795_255_200_000_000_000n;

const resources = new Map<string, Resource>();

/** One resource object a service, as one export would give. */
export function resourceOf(service: string): Resource {
  const known = resources.get(service);
  if (known !== undefined) return known;
  const resource: Resource = {
    attributes: attributes({
      'service.name': service,
      'telemetry.sdk.language': 'webjs',
      'telemetry.sdk.name': 'opentelemetry',
      'telemetry.sdk.version': '2.12.0',
      'deployment.environment.name': 'lab',
    }),
  };
  resources.set(service, resource);
  return resource;
}

export function attributes(values: Record<string, AttributeValue>): Attributes {
  return Object.entries(values).map(([key, value]) => ({ key, value }));
}

const scope = { name: 'shop', version: '1.4.0', attributes: [] };

export interface SpanInput extends Partial<Omit<Span, 'attributes' | 'status'>> {
  service: string;
  name: string;
  spanId: string;
  /** Milliseconds after the day's start, and how long. */
  at: number;
  takes: number;
  attributes?: Record<string, AttributeValue>;
  error?: string;
}

/** A span with what is given, and what a JavaScript SDK would add. */
export function makeSpan(input: SpanInput): Span {
  const { service, at, takes, attributes: values = {}, error, ...rest } = input;
  const start = dayStart + BigInt(Math.round(at * 1e6));
  return {
    traceId: 'a0'.repeat(16),
    parentSpanId: '',
    traceState: '',
    flags: 0x101,
    kind: 'INTERNAL',
    startTimeUnixNano: start,
    endTimeUnixNano: start + BigInt(Math.round(takes * 1e6)),
    droppedAttributesCount: 0,
    events: [],
    droppedEventsCount: 0,
    links: [],
    droppedLinksCount: 0,
    scope,
    resource: resourceOf(service),
    ...rest,
    attributes: attributes(values),
    status: error === undefined ? { code: 'UNSET', message: '' } : { code: 'ERROR', message: error },
  };
}
