import { describe, expect, test } from 'vitest';
import { configFacts, durationMs, tlsPorts } from '../../sandbox/lab/collector/config-facts.ts';

describe('a configuration tells', () => {
  test('how long its processors may hold spans, and where its exporters send', () => {
    const facts = configFacts(`
processors:
  batch: {}
  batch/slow: { timeout: 2s }
  batch/now: { timeout: 0 }
  tail_sampling: { decision_wait: 1m30s }
  transform: {}
exporters:
  otlp_grpc/jaeger: { endpoint: "jaeger:4317" }
  debug:
`);
    expect(facts).toEqual({
      holdsMs: { batch: 200, 'batch/slow': 2_000, 'batch/now': 0, tail_sampling: 90_000 },
      endpoints: { 'otlp_grpc/jaeger': 'jaeger:4317' },
    });
  });

  test('where its receivers speak TLS', () => {
    const ports = tlsPorts(`
receivers:
  otlp:
    protocols:
      grpc: { tls: { cert_file: cert.pem } }
      http: { endpoint: "0.0.0.0:5318", tls: { cert_file: cert.pem } }
  otlp/plain: { protocols: { http: { tls: }, grpc: { endpoint: "localhost:1" } } }
  zipkin: { endpoint: "localhost:9411", tls: { cert_file: cert.pem } }
exporters:
  otlp_http: { endpoint: "https://jaeger:4318", tls: { insecure: false } }
`);
    expect(ports).toEqual([4317, 5318, 9411]);
    expect(tlsPorts('receivers: &all { a: *all, b: { tls: {}, endpoint: "x:1" } }')).toContain(1);
  });

  test.each(['', '[', 'a: *b', 'processors: 3', 'processors: { batch: 5 }'])('little of %j', (text) => {
    expect(configFacts(text).endpoints).toEqual({});
  });

  test.each([
    ['250ms', 250],
    ['1m30s', 90_000],
    ['1.5s', 1_500],
    ['fast', undefined],
    [2_000_000_000, 2_000],
    [null, undefined],
  ])('that %s is %s ms', (given, ms) => {
    expect(durationMs(given)).toBe(ms);
  });
});
