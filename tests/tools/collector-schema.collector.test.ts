import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { parseManifest } from '../../tools/collector/manifest.ts';
import { publicFolder, sourcePlaces } from '../../tools/collector/places.ts';
import { readStamp } from '../../tools/collector/published.ts';

const nodeSchema = z.looseObject({
  title: z.string().optional(),
  description: z.string().optional(),
  default: z.unknown().optional(),
  deprecated: z.boolean().optional(),
  get properties() {
    return z.record(z.string(), nodeSchema).optional();
  },
  get anyOf() {
    return z.array(z.object({ enum: z.array(z.string()).optional() })).optional();
  },
});
type Node = z.infer<typeof nodeSchema>;

let definitions: Record<string, Node>;
let service: Node;
let validate: ValidateFunction;

beforeAll(async () => {
  const built = await readStamp();
  if (built === undefined) throw new Error('The Collector is not built: npm run build:collector');
  const schema: unknown = JSON.parse(readFileSync(join(publicFolder, built.ready.schema), 'utf8'));
  const parts = z
    .object({
      definitions: z.record(z.string(), nodeSchema),
      properties: z.looseObject({ service: nodeSchema }),
    })
    .parse(schema);
  definitions = parts.definitions;
  service = parts.properties.service;
  // Hints for editors (deprecationMessage) are not of draft-07, and types are listed with "pattern".
  validate = new Ajv({ strict: false, allErrors: true }).compile(z.looseObject({}).parse(schema));
});

/** Where a configuration does not fit, empty when it does. */
function misfits(yaml: string): string[] {
  validate(parse(yaml));
  return (validate.errors ?? []).map((error) => `${error.instancePath} ${JSON.stringify(error.params)}`);
}

/** The node at `receiver.otlp/protocols/grpc/endpoint`. */
function at(path: string): Node {
  const [definition = '', ...keys] = path.split('/');
  return keys.reduce<Node>((node, key) => node.properties?.[key] ?? {}, definitions[definition] ?? {});
}

const around = (processor: string) => `
receivers: { otlp: { protocols: { grpc: } } }
processors:
${processor.replaceAll(/^/gmu, '  ')}
exporters: { debug: }
service: { pipelines: { traces: { receivers: [otlp], exporters: [debug] } } }
`;

describe('the schema of a Collector’s configuration', () => {
  test('has every component of the manifest', () => {
    const { receivers, processors, exporters, connectors, extensions } = parseManifest(
      readFileSync(sourcePlaces.manifest, 'utf8'),
    );
    const names = new Set(Object.keys(definitions).map((each) => each.replaceAll(/[._]/gu, '')));
    for (const [kind, components] of Object.entries({
      receiver: receivers,
      processor: processors,
      exporter: exporters,
      connector: connectors,
      extension: extensions,
    })) {
      for (const { gomod } of components) {
        const module = /\/(\w+) v/u.exec(gomod)?.[1] ?? gomod;
        const name = module.slice(0, module.length - kind.length);
        expect(names, gomod).toContain(`${kind}${name}`);
      }
    }
  });

  test('knows the deprecated names, and says which to write', () => {
    expect(at('exporter.otlp')).toMatchObject({
      deprecated: true,
      deprecationMessage: 'The name is deprecated: write otlp_grpc.',
    });
    expect(at('exporter.otlphttp').deprecated).toBe(true);
    expect(at('exporter.otlp_http').deprecated).toBeUndefined();
  });

  test('has titles, comments and defaults from the components’ own sources', () => {
    expect(at('processor.batch').title).toBe('Batch Processor');
    expect(at('processor.batch').description).toContain('places them into batches');
    expect(at('processor.batch/timeout')).toMatchObject({ default: '200ms' });
    expect(at('processor.batch/timeout').description).toContain('after which a batch will be sent');
    expect(at('receiver.otlp/protocols/grpc/endpoint').default).toBe('localhost:4317');
    expect(at('receiver.otlp/protocols/http/cors/allowed_origins').description).toContain('Origin');
    expect(at('exporter.otlp_grpc/tls/insecure').description).toContain('secure');
    expect(at('exporter.otlp_grpc/sending_queue/queue_size').default).toBe(1_000);
  });

  test('has the values a key may take where its type has names for them', () => {
    expect(at('exporter.debug/verbosity').anyOf?.[0]?.enum).toEqual(
      expect.arrayContaining(['basic', 'normal', 'detailed']),
    );
    expect(at('processor.transform/error_mode').anyOf?.[0]?.enum).toEqual(['ignore', 'propagate', 'silent']);
    expect(service.properties?.['telemetry']?.properties?.['logs']?.properties).toHaveProperty('level');
  });
});

describe('a configuration fits', () => {
  test('the one the containers run', () => {
    expect(misfits(readFileSync('deploy/collector.yaml', 'utf8'))).toEqual([]);
  });

  test.each([
    ['durations with units, and none', 'batch: { timeout: 200ms }\nbatch/none: { timeout: 0 }'],
    ['durations of several parts', 'batch: { timeout: 1m30.5s }'],
    [
      'what the environment says, whatever the type',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: the Collector's own syntax
      'batch: { timeout: "${env:T}", send_batch_size: "${env:N}" }',
    ],
    ['statements in their short form', 'transform: { trace_statements: ["set(span.name, \\"x\\")"] }'],
    [
      'statements in groups, and a value in capitals',
      'transform: { error_mode: IGNORE, trace_statements: [{ context: span, statements: ["set(name, \\"x\\")"] }] }',
    ],
    [
      'actions',
      'attributes: { actions: [{ key: a, value: 1, action: insert }, { key: b, action: delete }] }',
    ],
    [
      'policies within policies',
      'tail_sampling: { policies: [{ name: a, type: and, and: { and_sub_policy: [{ name: b, type: latency, latency: { threshold_ms: 5 } }] } }] }',
    ],
    [
      'conditions, old and new',
      'filter: { traces: { span: ["true"] } }\nfilter/new: { trace_conditions: ["true"] }',
    ],
    ['a component with nothing said', 'batch:\nmemory_limiter/x: { check_interval: 1s, limit_mib: 100 }'],
  ])('%s', (_name, processor) => {
    expect(misfits(around(processor))).toEqual([]);
  });

  test('headers as a map and as a list, several pipelines, connectors, the Collector’s own telemetry', () => {
    const text = `
receivers: { otlp: { protocols: { grpc: { endpoint: 0.0.0.0:4317 }, http: } } }
exporters:
  otlp_http: { endpoint: "http://jaeger:4318", headers: { authorization: "Bearer x" }, compression: none }
  otlp_http/list: { endpoint: "http://jaeger:4318", headers: [{ name: a, value: b }] }
  otlp: { endpoint: jaeger:4317, tls: { insecure: true }, sending_queue: { enabled: false } }
connectors: { spanmetrics: { histogram: { explicit: { buckets: [2ms, 8ms] } } }, forward: }
service:
  telemetry: { logs: { level: DEBUG }, metrics: { level: none } }
  pipelines:
    traces: { receivers: [otlp], exporters: [otlp, forward, spanmetrics] }
    traces/errors: { receivers: [forward], exporters: [otlp_http] }
    metrics: { receivers: [spanmetrics], exporters: [otlp_http/list] }
`;
    expect(misfits(text)).toEqual([]);
  });
});

describe('a configuration does not fit', () => {
  test.each([
    ['a misspelt key', 'batch: { time_out: 5s }', '/processors/batch {"additionalProperty":"time_out"}'],
    ['an unknown component', 'bacth: {}', '/processors {"additionalProperty":"bacth"}'],
    ['a duration without its unit', 'batch: { timeout: 5 }', '/processors/batch/timeout'],
    ['a duration in words', 'batch: { timeout: five seconds }', '/processors/batch/timeout'],
    ['text for a number', 'batch: { send_batch_size: many }', '/processors/batch/send_batch_size'],
    ['a value nobody knows', 'transform: { error_mode: shrug }', '/processors/transform/error_mode'],
    ['a list where there is none', 'batch: [1]', '/processors/batch'],
  ])('%s', (_name, processor, where) => {
    expect(misfits(around(processor)).join('\n')).toContain(where);
  });

  test('a pipeline for a signal there is none of', () => {
    expect(misfits('service: { pipelines: { trace: { receivers: [a] } } }').join()).toContain('trace');
  });
});
