// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the Collector's own syntax
/** Configurations with one mistake each, and the line a reader should be led to. */

export interface BrokenConfig {
  name: string;
  config: string;
  /** What stands at the place the problem should be at: the text of that line, trimmed; `undefined` when there is no such place. */
  line: string | undefined;
}

const receivers = `receivers:
  otlp:
    protocols:
      http:
        endpoint: localhost:4318
`;
const processors = `processors:
  batch:
`;
const exporters = `exporters:
  debug:
`;
const service = `service:
  pipelines:
    traces:
      receivers: [otlp]
      processors: [batch]
      exporters: [debug]
`;

/** What works, with parts of it replaced. */
function config(parts: {
  receivers?: string;
  processors?: string;
  exporters?: string;
  service?: string;
  also?: string;
}): string {
  const used = { receivers, processors, exporters, service, also: '', ...parts };
  return used.receivers + used.processors + used.exporters + used.also + used.service;
}

export const workingConfig = config({});

export const brokenConfigs: BrokenConfig[] = [
  { name: 'an empty file', config: '', line: undefined },
  { name: 'only a comment', config: '# nothing yet\n', line: undefined },
  { name: 'a list at the top', config: '- receivers\n- processors\n', line: '- receivers' },
  { name: 'a sentence', config: 'hello there\n', line: 'hello there' },
  {
    name: 'a tab for indentation',
    config: config({ processors: 'processors:\n\tbatch:\n' }),
    line: '\tbatch:',
  },
  {
    name: 'wrong indentation',
    config: config({ processors: 'processors:\n  batch:\n   timeout: 1s\n  send_batch_size: 5\n   x: 1\n' }),
    line: 'x: 1',
  },
  {
    name: 'a colon too many',
    config: config({ exporters: 'exporters:\n  debug: verbosity: detailed\n' }),
    line: 'debug: verbosity: detailed',
  },
  {
    name: 'an open bracket',
    config: config({ service: service.replace('[otlp]', '[otlp') }),
    line: 'receivers: [otlp',
  },
  {
    name: 'an open quote',
    config: config({ exporters: 'exporters:\n  debug:\n    verbosity: "detailed\n' }),
    line: 'verbosity: "detailed',
  },
  {
    name: 'a key twice',
    config: config({ processors: 'processors:\n  batch:\n  batch:\n' }),
    line: 'batch:',
  },
  { name: 'a section twice', config: config({ also: 'exporters:\n  debug/two:\n' }), line: 'exporters:' },
  { name: 'an unknown section', config: config({ also: 'procesors:\n  batch:\n' }), line: 'procesors:' },
  {
    name: 'an unknown receiver',
    config: config({ receivers: 'receivers:\n  otpl:\n    protocols:\n      http:\n' }),
    line: 'otpl:',
  },
  {
    name: 'an unknown processor',
    config: config({ processors: 'processors:\n  batch:\n  bacth/two:\n' }),
    line: 'bacth/two:',
  },
  {
    name: 'an unknown exporter',
    config: config({ exporters: 'exporters:\n  debug:\n  jaeger:\n    endpoint: jaeger:14250\n' }),
    line: 'jaeger:',
  },
  {
    name: 'the logging exporter of old',
    config: config({ exporters: 'exporters:\n  debug:\n  logging:\n' }),
    line: 'logging:',
  },
  {
    name: 'an unknown extension',
    config: config({ also: 'extensions:\n  helth_check:\n' }),
    line: 'helth_check:',
  },
  { name: 'an unknown connector', config: config({ also: 'connectors:\n  forwrd:\n' }), line: 'forwrd:' },
  {
    name: 'an invalid id',
    config: config({ processors: 'processors:\n  batch:\n  batch/:\n' }),
    line: 'batch/:',
  },
  {
    name: 'an id with a space',
    config: config({ processors: 'processors:\n  batch:\n  "my batch":\n' }),
    line: '"my batch":',
  },
  {
    name: 'an invalid key',
    config: config({ processors: 'processors:\n  batch:\n    timout: 1s\n' }),
    line: 'timout: 1s',
  },
  {
    name: 'two invalid keys',
    config: config({ processors: 'processors:\n  batch:\n    timout: 1s\n    size: 3\n' }),
    line: 'size: 3',
  },
  {
    name: 'an invalid key deep inside',
    config: config({
      receivers: 'receivers:\n  otlp:\n    protocols:\n      http:\n        endpont: localhost:4318\n',
    }),
    line: 'endpont: localhost:4318',
  },
  {
    name: 'an invalid protocol',
    config: config({
      receivers: 'receivers:\n  otlp:\n    protocols:\n      htp:\n        endpoint: localhost:4318\n',
    }),
    line: 'htp:',
  },
  {
    name: 'two invalid components',
    config: config({
      processors: 'processors:\n  batch:\n    timout: 1s\n',
      exporters: 'exporters:\n  debug:\n    verbos: 1\n',
    }),
    line: 'timout: 1s',
  },
  {
    name: 'a duration that is none',
    config: config({ processors: 'processors:\n  batch:\n    timeout: soon\n' }),
    line: 'timeout: soon',
  },
  {
    name: 'a negative duration',
    config: config({ processors: 'processors:\n  batch:\n    timeout: -5s\n' }),
    line: 'timeout: -5s',
  },
  {
    name: 'a text for a number',
    config: config({ processors: 'processors:\n  batch:\n    send_batch_size: many\n' }),
    line: 'send_batch_size: many',
  },
  {
    name: 'a negative size',
    config: config({ processors: 'processors:\n  batch:\n    send_batch_size: -1\n' }),
    line: 'send_batch_size: -1',
  },
  {
    name: 'a max size under the size',
    config: config({
      processors: 'processors:\n  batch:\n    send_batch_size: 100\n    send_batch_max_size: 10\n',
    }),
    line: 'send_batch_max_size: 10',
  },
  {
    name: 'a list for a component',
    config: config({ processors: 'processors:\n  batch: [1, 2]\n' }),
    line: 'batch: [1, 2]',
  },
  {
    name: 'a text for a section',
    config: config({ processors: 'processors: batch\n' }),
    line: 'processors: batch',
  },
  {
    name: 'a list for a section',
    config: config({ processors: 'processors:\n  - batch\n' }),
    line: 'processors:',
  },
  {
    name: 'an unknown verbosity',
    config: config({ exporters: 'exporters:\n  debug:\n    verbosity: loud\n' }),
    line: 'verbosity: loud',
  },
  {
    name: 'a receiver without protocols',
    config: config({ receivers: 'receivers:\n  otlp:\n' }),
    line: 'otlp:',
  },
  {
    name: 'an endpoint without a port',
    config: config({
      receivers: 'receivers:\n  otlp:\n    protocols:\n      http:\n        endpoint: localhost\n',
    }),
    line: 'endpoint: localhost',
  },
  {
    name: 'an exporter without an endpoint',
    config: config({
      exporters: 'exporters:\n  debug:\n  otlp_http:\n',
      service: service.replace('[debug]', '[debug, otlp_http]'),
    }),
    line: 'otlp_http:',
  },
  {
    name: 'a gRPC exporter without an endpoint',
    config: config({
      exporters: 'exporters:\n  debug:\n  otlp_grpc:\n',
      service: service.replace('[debug]', '[debug, otlp_grpc]'),
    }),
    line: 'otlp_grpc:',
  },
  {
    name: 'an endpoint that is no URL',
    config: config({
      exporters: 'exporters:\n  debug:\n  otlp_http:\n    endpoint: "::bad"\n',
      service: service.replace('[debug]', '[debug, otlp_http]'),
    }),
    line: 'endpoint: "::bad"',
  },
  { name: 'no service', config: config({ service: '' }), line: undefined },
  { name: 'no pipelines', config: config({ service: 'service:\n' }), line: 'service:' },
  {
    name: 'an empty pipelines section',
    config: config({ service: 'service:\n  pipelines:\n' }),
    line: 'pipelines:',
  },
  {
    name: 'an empty pipeline',
    config: config({ service: 'service:\n  pipelines:\n    traces:\n' }),
    line: 'traces:',
  },
  {
    name: 'a pipeline without receivers',
    config: config({ service: service.replace('      receivers: [otlp]\n', '') }),
    line: 'traces:',
  },
  {
    name: 'a pipeline with no receiver in its list',
    config: config({ service: service.replace('[otlp]', '[]') }),
    line: 'receivers: []',
  },
  {
    name: 'a pipeline without exporters',
    config: config({ service: service.replace('      exporters: [debug]\n', '') }),
    line: 'traces:',
  },
  {
    name: 'a pipeline of an unknown signal',
    config: config({ service: service.replace('traces:', 'spans:') }),
    line: 'spans:',
  },
  {
    name: 'an unknown key of the service',
    config: config({ service: `${service}  pipeline: 1\n` }),
    line: 'pipeline: 1',
  },
  {
    name: 'an unknown key of a pipeline',
    config: config({ service: `${service}      processor: [batch]\n` }),
    line: 'processor: [batch]',
  },
  {
    name: 'a receiver that is not configured',
    config: config({ service: service.replace('[otlp]', '[otlp, zipkin]') }),
    line: 'receivers: [otlp, zipkin]',
  },
  {
    name: 'a processor that is not configured',
    config: config({ service: service.replace('[batch]', '[memory_limiter, batch]') }),
    line: 'processors: [memory_limiter, batch]',
  },
  {
    name: 'an exporter that is not configured',
    config: config({ service: service.replace('[debug]', '[otlp_grpc/jaeger]') }),
    line: 'exporters: [otlp_grpc/jaeger]',
  },
  {
    name: 'an exporter that is not configured, in a block list',
    config: config({
      service: service.replace('exporters: [debug]', 'exporters:\n        - debug\n        - otlp_grpc'),
    }),
    line: '- otlp_grpc',
  },
  {
    name: 'a processor twice in a pipeline',
    config: config({ service: service.replace('[batch]', '[batch, batch]') }),
    line: 'processors: [batch, batch]',
  },
  {
    name: 'an extension that is not configured',
    config: config({ service: `${service}  extensions: [health_check]\n` }),
    line: 'extensions: [health_check]',
  },
  {
    name: 'a text for a list',
    config: config({ service: service.replace('[otlp]', 'otlp') }),
    line: 'receivers: otlp',
  },
  {
    name: 'a processor where an exporter belongs',
    config: config({ service: service.replace('[debug]', '[batch]') }),
    line: 'exporters: [batch]',
  },
  {
    name: 'a fault in the second pipeline',
    config: config({
      service: `${service}    traces/two:\n      receivers: [otlp]\n      exporters: [nope]\n    traces/three:\n      receivers: [otlp]\n      exporters: [debug]\n`,
    }),
    line: 'exporters: [nope]',
  },
  {
    name: 'a connector used on one side only',
    config: config({ also: 'connectors:\n  forward:\n', service: service.replace('[debug]', '[forward]') }),
    line: 'exporters: [forward]',
  },
  {
    name: 'a cycle of connectors',
    config: config({
      also: 'connectors:\n  forward:\n  forward/b:\n',
      service:
        'service:\n  pipelines:\n    traces/a:\n      receivers: [otlp, forward]\n      exporters: [forward/b]\n    traces/b:\n      receivers: [forward/b]\n      exporters: [forward]\n',
    }),
    line: 'forward:',
  },
  {
    name: 'an id used by an exporter and a connector',
    config: config({ also: 'connectors:\n  debug:\n' }),
    line: 'debug:',
  },
  {
    name: 'two receivers on one port',
    config: config({
      receivers: `${receivers}  otlp/two:\n    protocols:\n      http:\n        endpoint: localhost:4318\n`,
      service: service.replace('[otlp]', '[otlp, otlp/two]'),
    }),
    line: 'endpoint: localhost:4318',
  },
  {
    name: 'an unknown provider',
    config: config({ exporters: 'exporters:\n  debug:\n    verbosity: ${vault:secret}\n' }),
    line: 'verbosity: ${vault:secret}',
  },
  {
    name: 'an invalid variable name',
    config: config({ exporters: 'exporters:\n  debug:\n    verbosity: ${env:1 x}\n' }),
    line: 'verbosity: ${env:1 x}',
  },
  {
    name: 'an OTTL statement that does not parse',
    config: config({
      processors: 'processors:\n  batch:\n  transform:\n    trace_statements:\n      - set(span.name, \n',
      service: service.replace('[batch]', '[transform]'),
    }),
    line: '- set(span.name,',
  },
  {
    name: 'an OTTL function that does not exist',
    config: config({
      processors:
        'processors:\n  batch:\n  transform:\n    trace_statements:\n      - sett(span.name, "x")\n',
      service: service.replace('[batch]', '[transform]'),
    }),
    line: '- sett(span.name, "x")',
  },
  {
    name: 'a second OTTL statement that is wrong',
    config: config({
      processors:
        'processors:\n  batch:\n  transform:\n    trace_statements:\n      - context: span\n        statements:\n          - set(name, "x")\n          - set(nam, "x")\n',
      service: service.replace('[batch]', '[transform]'),
    }),
    line: '- set(nam, "x")',
  },
  {
    name: 'a filter condition that does not parse',
    config: config({
      processors:
        'processors:\n  batch:\n  filter:\n    traces:\n      span:\n        - attributes["a" == 1\n',
      service: service.replace('[batch]', '[filter]'),
    }),
    line: '- attributes["a" == 1',
  },
  {
    name: 'an attributes processor without actions',
    config: config({
      processors: 'processors:\n  batch:\n  attributes:\n',
      service: service.replace('[batch]', '[attributes]'),
    }),
    line: 'attributes:',
  },
  {
    name: 'an attributes action without a key',
    config: config({
      processors:
        'processors:\n  batch:\n  attributes:\n    actions:\n      - action: upsert\n        value: 1\n',
      service: service.replace('[batch]', '[attributes]'),
    }),
    line: '- action: upsert',
  },
  {
    name: 'an attributes action that does not exist',
    config: config({
      processors:
        'processors:\n  batch:\n  attributes:\n    actions:\n      - key: a\n        value: b\n        action: upsrt\n',
      service: service.replace('[batch]', '[attributes]'),
    }),
    line: 'action: upsrt',
  },
  {
    name: 'a memory limiter without limits',
    config: config({
      processors: 'processors:\n  batch:\n  memory_limiter:\n',
      service: service.replace('[batch]', '[memory_limiter]'),
    }),
    line: 'memory_limiter:',
  },
  {
    name: 'a memory limiter without an interval',
    config: config({
      processors: 'processors:\n  batch:\n  memory_limiter:\n    limit_mib: 10\n',
      service: service.replace('[batch]', '[memory_limiter]'),
    }),
    line: 'memory_limiter:',
  },
  {
    name: 'tail sampling with an unknown policy',
    config: config({
      processors:
        'processors:\n  batch:\n  tail_sampling:\n    policies:\n      - name: errors\n        type: status\n',
      service: service.replace('[batch]', '[tail_sampling]'),
    }),
    line: '- name: errors',
  },
  {
    name: 'tail sampling with a wrong status',
    config: config({
      processors:
        'processors:\n  batch:\n  tail_sampling:\n    policies:\n      - name: errors\n        type: status_code\n        status_code: { status_codes: [BAD] }\n',
      service: service.replace('[batch]', '[tail_sampling]'),
    }),
    line: 'status_code: { status_codes: [BAD] }',
  },
  {
    name: 'a percentage that is a word',
    config: config({
      processors: 'processors:\n  batch:\n  probabilistic_sampler:\n    sampling_percentage: half\n',
      service: service.replace('[batch]', '[probabilistic_sampler]'),
    }),
    line: 'sampling_percentage: half',
  },
  {
    name: 'a negative percentage',
    config: config({
      processors: 'processors:\n  batch:\n  probabilistic_sampler:\n    sampling_percentage: -1\n',
      service: service.replace('[batch]', '[probabilistic_sampler]'),
    }),
    line: 'probabilistic_sampler:',
  },
  {
    name: 'a span metrics connector in front of traces',
    config: config({
      also: 'connectors:\n  spanmetrics:\n',
      service: `${service.replace('[debug]', '[debug, spanmetrics]')}    traces/two:\n      receivers: [spanmetrics]\n      exporters: [debug]\n`,
    }),
    line: 'exporters: [debug, spanmetrics]',
  },
  {
    name: 'a certificate file that is not there',
    config: config({
      exporters:
        'exporters:\n  debug:\n  otlp_grpc:\n    endpoint: jaeger:4317\n    tls:\n      ca_file: /nowhere.pem\n',
      service: service.replace('[debug]', '[debug, otlp_grpc]'),
    }),
    line: 'ca_file: /nowhere.pem',
  },
  {
    name: 'an unknown level of telemetry',
    config: config({ service: `${service}  telemetry:\n    logs:\n      level: loud\n` }),
    line: 'level: loud',
  },
  {
    name: 'an unknown key of telemetry',
    config: config({ service: `${service}  telemetry:\n    logs:\n      levl: debug\n` }),
    line: 'levl: debug',
  },
  {
    name: 'a YAML alias that leads nowhere',
    config: config({ processors: 'processors:\n  batch: *nothing\n' }),
    line: 'batch: *nothing',
  },
  {
    name: 'an unknown compression',
    config: config({
      exporters:
        'exporters:\n  debug:\n  otlp_http:\n    endpoint: http://jaeger:4318\n    compression: rar\n',
      service: service.replace('[debug]', '[debug, otlp_http]'),
    }),
    line: 'compression: rar',
  },
  {
    name: 'a queue of no size',
    config: config({
      exporters:
        'exporters:\n  debug:\n  otlp_http:\n    endpoint: http://jaeger:4318\n    sending_queue: { queue_size: 0 }\n',
      service: service.replace('[debug]', '[debug, otlp_http]'),
    }),
    line: 'sending_queue: { queue_size: 0 }',
  },
];
