package taps

import (
	"context"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/consumer"
	"go.opentelemetry.io/collector/processor"
)

// processorFactory makes processors whose entrance and exit are watched.
type processorFactory struct {
	processor.Factory
	aliases
	run *run
}

func (f processorFactory) CreateTraces(ctx context.Context, set processor.Settings, cfg component.Config, next consumer.Traces) (processor.Traces, error) {
	slowDown(cfg)
	in, out := f.run.processor(pipelineOf(set.TelemetrySettings), set.ID)
	cfg, host, undo := holdingTraces(cfg, in.tally)
	made, err := f.Factory.CreateTraces(ctx, set, cfg, tracesPort{next, out})
	undo()
	if err != nil {
		return nil, err
	}
	return tracesComponent{guard{made, host}, tracesPort{made, in}}, nil
}

func (f processorFactory) CreateMetrics(ctx context.Context, set processor.Settings, cfg component.Config, next consumer.Metrics) (processor.Metrics, error) {
	slowDown(cfg)
	in, out := f.run.processor(pipelineOf(set.TelemetrySettings), set.ID)
	made, err := f.Factory.CreateMetrics(ctx, set, cfg, metricsPort{next, out})
	if err != nil {
		return nil, err
	}
	return metricsComponent{guard{made, nil}, metricsPort{made, in}}, nil
}

func (f processorFactory) CreateLogs(ctx context.Context, set processor.Settings, cfg component.Config, next consumer.Logs) (processor.Logs, error) {
	slowDown(cfg)
	in, out := f.run.processor(pipelineOf(set.TelemetrySettings), set.ID)
	made, err := f.Factory.CreateLogs(ctx, set, cfg, logsPort{next, out})
	if err != nil {
		return nil, err
	}
	return logsComponent{guard{made, nil}, logsPort{made, in}}, nil
}
