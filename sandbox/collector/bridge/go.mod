module spanlab/collector/bridge

go 1.25.0

require (
	go.opentelemetry.io/collector/otelcol v0.155.0
)
