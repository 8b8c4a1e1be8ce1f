package taps

import (
	"context"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/consumer"
	"go.opentelemetry.io/collector/processor"
)

// Passing is the name of a processor that passes everything on, where a pipeline has none.
const Passing = "spanlab_passing"

var passing = component.MustNewType(Passing)

var passingFactory = processor.NewFactory(
	passing,
	func() component.Config { return &struct{}{} },
	processor.WithTraces(
		func(_ context.Context, _ processor.Settings, _ component.Config, next consumer.Traces) (processor.Traces, error) {
			return tracesComponent{nothing{}, next}, nil
		}, component.StabilityLevelStable),
	processor.WithMetrics(
		func(_ context.Context, _ processor.Settings, _ component.Config, next consumer.Metrics) (processor.Metrics, error) {
			return metricsComponent{nothing{}, next}, nil
		}, component.StabilityLevelStable),
	processor.WithLogs(
		func(_ context.Context, _ processor.Settings, _ component.Config, next consumer.Logs) (processor.Logs, error) {
			return logsComponent{nothing{}, next}, nil
		}, component.StabilityLevelStable),
)

// nothing is a component without a life of its own.
type nothing struct {
	component.StartFunc
	component.ShutdownFunc
}
