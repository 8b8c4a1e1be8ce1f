package taps

import (
	"context"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/service/telemetry"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/trace"
	"go.opentelemetry.io/otel/trace/noop"
)

// A processor's factory is not told which pipeline it makes a processor for. But the Collector gives each processor telemetry that
// names it; so a tracer that only tells its attributes answers the question.

const (
	askingTracer = "spanlab/which-pipeline"
	pipelineKey  = "otelcol.pipeline.id"
)

// identifying makes telemetry that answers pipelineOf.
func identifying(plain telemetry.Factory) telemetry.Factory {
	return telemetry.NewFactory(
		plain.CreateDefaultConfig,
		telemetry.WithCreateResource(plain.CreateResource),
		telemetry.WithCreateLogger(plain.CreateLogger),
		telemetry.WithCreateMeterProvider(plain.CreateMeterProvider),
		telemetry.WithCreateTracerProvider(
			func(ctx context.Context, set telemetry.TracerSettings, cfg component.Config) (telemetry.TracerProvider, error) {
				provider, err := plain.CreateTracerProvider(ctx, set, cfg)
				if err != nil {
					return nil, err
				}
				return tracerProvider{provider}, nil
			}),
	)
}

type tracerProvider struct{ telemetry.TracerProvider }

func (p tracerProvider) Tracer(name string, options ...trace.TracerOption) trace.Tracer {
	if name == askingTracer {
		config := trace.NewTracerConfig(options...)
		return toldTracer{noop.Tracer{}, config.InstrumentationAttributes()}
	}
	return p.TracerProvider.Tracer(name, options...)
}

// Unwrap gives components what they would have got.
func (p tracerProvider) Unwrap() trace.TracerProvider { return p.TracerProvider }

type toldTracer struct {
	noop.Tracer
	attributes attribute.Set
}

// pipelineOf is the id of the pipeline that a processor is made for.
func pipelineOf(set component.TelemetrySettings) string {
	told, ok := set.TracerProvider.Tracer(askingTracer).(toldTracer)
	if !ok {
		return ""
	}
	id, _ := told.attributes.Value(pipelineKey)
	return id.AsString()
}
