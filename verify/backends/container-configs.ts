/**
 * The configuration of both containers: that of `deploy/`, but that nothing is held back on the way. There is no batch
 * processor and no queue, so what the Collector has answered 200 to can be read from Jaeger.
 */

/** Images as they are pinned in `deploy/compose.yaml`. */
export const defaultImages = {
  collector: 'otel/opentelemetry-collector-contrib:0.155.0',
  jaeger: 'jaegertracing/jaeger:2.13.0',
} as const;

/** Inside. Both share one network, so the Collector keeps away from the ports that Jaeger has. */
export const containerPorts = { otlp: 14_318, jaeger: 16_686 } as const;

export const collectorConfig = `
receivers:
  otlp:
    protocols:
      http:
        endpoint: 0.0.0.0:${containerPorts.otlp}
        max_request_body_size: 67108864
processors:
  memory_limiter:
    check_interval: 1s
    limit_mib: 512
    spike_limit_mib: 128
exporters:
  otlp_grpc/jaeger:
    endpoint: 127.0.0.1:4317
    tls:
      insecure: true
    sending_queue:
      enabled: false
service:
  pipelines:
    traces:
      receivers: [otlp]
      processors: [memory_limiter]
      exporters: [otlp_grpc/jaeger]
  telemetry:
    metrics:
      level: none
`;

export const jaegerConfig = `
extensions:
  jaeger_storage:
    backends:
      memory:
        memory:
          max_traces: 20000
  jaeger_query:
    storage:
      traces: memory
    http:
      endpoint: 0.0.0.0:${containerPorts.jaeger}
    grpc:
      endpoint: 127.0.0.1:16685
receivers:
  otlp:
    protocols:
      grpc:
        endpoint: 127.0.0.1:4317
        max_recv_msg_size_mib: 64
exporters:
  jaeger_storage_exporter:
    trace_storage: memory
service:
  extensions: [jaeger_storage, jaeger_query]
  pipelines:
    traces:
      receivers: [otlp]
      exporters: [jaeger_storage_exporter]
  telemetry:
    metrics:
      level: none
`;
