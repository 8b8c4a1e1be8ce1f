/** What a lesson's own configuration asks of the container it runs in. */
import { expect, test } from 'vitest';
import { containerNeeds } from '../../tools/lab/collector-config.ts';

const config = (receiver: string, exporter = 'otlp_grpc: { endpoint: "jaeger:4317" }', service = '') => `
receivers:
  otlp:
    protocols: ${receiver}
exporters:
  ${exporter}
service: { ${service} }
`;

test('ports are those its receivers listen on', () => {
  const both = config('{ grpc: { endpoint: "0.0.0.0:14317" }, http: { endpoint: "0.0.0.0:14318" } }');
  expect(containerNeeds(both).ports).toEqual([14_317, 14_318]);
});

test('a receiver without an endpoint listens where the Collector’s own default is', () => {
  const { ports, overlay } = containerNeeds(config('{ grpc: , http: }'));
  expect(ports).toEqual([4317, 4318]);
  expect(overlay).toMatchObject({
    receivers: {
      otlp: { protocols: { grpc: { endpoint: '0.0.0.0:4317' }, http: { endpoint: '0.0.0.0:4318' } } },
    },
  });
});

test('a receiver on localhost would be out of reach: it is moved, and that is said', () => {
  const { overlay, notes } = containerNeeds(config('{ http: { endpoint: "localhost:4318" } }'));
  expect(overlay).toMatchObject({
    receivers: { otlp: { protocols: { http: { endpoint: '0.0.0.0:4318' } } } },
  });
  expect(notes.join('\n')).toContain('0.0.0.0:4318');
});

test('a receiver that listens outside and has CORS is left as it is', () => {
  const own = '{ http: { endpoint: "0.0.0.0:4318", cors: { allowed_origins: [] } } }';
  expect(containerNeeds(config(own)).overlay).not.toHaveProperty('receivers');
});

test('an HTTP receiver without CORS gets it, for pages of this machine', () => {
  const { overlay } = containerNeeds(config('{ http: { endpoint: "0.0.0.0:4318" } }'));
  expect(JSON.stringify(overlay)).toContain('http://localhost:*');
});

test('an exporter to localhost is led to Jaeger, unless the Collector itself listens there', () => {
  const given = (exporter: string) =>
    containerNeeds(config('{ http: { endpoint: "0.0.0.0:4318", cors: {} } }', exporter)).overlay;
  expect(given('otlp_grpc: { endpoint: "localhost:4317" }')).toMatchObject({
    exporters: { otlp_grpc: { endpoint: 'jaeger:4317' } },
  });
  expect(given('otlp_http: { traces_endpoint: "http://127.0.0.1:4319/v1/traces" }')).toMatchObject({
    exporters: { otlp_http: { traces_endpoint: 'http://jaeger:4319/v1/traces' } },
  });
  expect(given('otlp_http: { endpoint: "http://localhost:4318" }')).not.toHaveProperty('exporters');
  expect(given('otlp_grpc: { endpoint: "jaeger:4317" }')).not.toHaveProperty('exporters');
});

test('its own extensions stay beside the health check', () => {
  const { overlay } = containerNeeds(config('{ grpc: }', 'debug:', 'extensions: [zpages]'));
  expect(overlay).toMatchObject({ service: { extensions: ['zpages', 'health_check'] } });
  const own = containerNeeds(config('{ grpc: }', 'debug:', 'extensions: [health_check]'));
  expect(own.overlay).toMatchObject({ service: { extensions: ['health_check'] } });
});

test('a port that cannot be read is not published, and that is said', () => {
  const { ports, notes } = containerNeeds(config(`{ http: { endpoint: "\${env:WHERE}", cors: {} } }`));
  expect(ports).toEqual([]);
  expect(notes.join('\n')).toContain(`\${env:WHERE}`);
});

test.each(['', 'a: [', '- 1', 'receivers: 7', 'receivers: { otlp: { protocols: 3 } }'])(
  'what is no configuration (%j) is left for the Collector to complain of',
  (text) => {
    expect(containerNeeds(text).ports).toEqual([]);
  },
);
