/** Configurations of a Collector, for tests: written by hand, and drawn at random. */
import fc from 'fast-check';

export const plainConfig = `receivers:
  otlp:
    protocols:
      http:
        endpoint: 0.0.0.0:4318

processors:
  attributes/till:
    actions:
      - { key: shop.till, value: 3, action: insert }
  batch:
    timeout: 0s

exporters:
  otlphttp:
    endpoint: http://jaeger:4318
  debug:

service:
  pipelines:
    traces:
      receivers: [otlp]
      processors: [attributes/till, batch]
      exporters: [otlphttp]
`;

/** Two pipelines joined by connectors, one receiver and one exporter shared. */
export const joinedConfig = `receivers:
  otlp:
    protocols: { http: { endpoint: 0.0.0.0:4318 } }
connectors:
  forward:
  spanmetrics:
processors:
  batch:
  filter/errors: { error_mode: ignore }
exporters:
  debug: { verbosity: detailed }
  otlphttp: { endpoint: http://jaeger:4318 }
service:
  pipelines:
    traces:
      receivers: [otlp]
      processors: [batch]
      exporters: [otlphttp, forward, spanmetrics]
    traces/errors:
      receivers: [forward]
      processors: [filter/errors, batch]
      exporters: [debug, otlphttp]
    metrics:
      receivers: [spanmetrics]
      exporters: [debug]
`;

export interface RandomConfig {
  readonly text: string;
  readonly pipelines: readonly {
    readonly id: string;
    readonly receivers: readonly string[];
    readonly processors: readonly string[];
    readonly exporters: readonly string[];
  }[];
}

const some = (names: readonly string[], most: number) => fc.subarray([...names], { maxLength: most });

/** Any pipelines over a few components; connectors lead from a pipeline to later ones only. */
export const anyConfig: fc.Arbitrary<RandomConfig> = fc
  .array(
    fc.record({
      receivers: some(['otlp', 'otlp/2', 'zipkin'], 3),
      processors: some(['batch', 'filter', 'attributes/a', 'transform'], 4),
      exporters: some(['debug', 'otlphttp', 'otlp/jaeger'], 3),
      join: fc.boolean(),
    }),
    { minLength: 1, maxLength: 5 },
  )
  .map((drawn) => {
    const pipelines = drawn.map(({ receivers, processors, exporters, join }, index) => ({
      id: index === 0 ? 'traces' : `traces/${index}`,
      receivers: index > 0 && drawn[index - 1]?.join ? [...receivers, `forward/${index}`] : receivers,
      processors,
      exporters: join && index < drawn.length - 1 ? [...exporters, `forward/${index + 1}`] : exporters,
    }));
    const lines = [
      'receivers: {otlp: , otlp/2: , zipkin: }',
      'processors: {batch: , filter: , attributes/a: , transform: }',
      'exporters: {debug: , otlphttp: , otlp/jaeger: }',
      `connectors: {${drawn.map((_, index) => `forward/${index}: `).join(', ')}}`,
      'service:',
      '  pipelines:',
      ...pipelines.flatMap(({ id, receivers, processors, exporters }) => [
        `    ${id}:`,
        `      receivers: [${receivers.join(', ')}]`,
        `      processors: [${processors.join(', ')}]`,
        `      exporters: [${exporters.join(', ')}]`,
      ]),
    ];
    return { text: lines.join('\n'), pipelines };
  });
