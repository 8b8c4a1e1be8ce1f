package taps

import (
	"context"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/consumer"
	"go.opentelemetry.io/collector/receiver"
)

// receiverFactory makes receivers whose exit is watched.
type receiverFactory struct {
	receiver.Factory
	aliases
	run *run
}

func (f receiverFactory) CreateTraces(ctx context.Context, set receiver.Settings, cfg component.Config, next consumer.Traces) (receiver.Traces, error) {
	out := f.out(set.ID, cfg)
	return guarded(f.Factory.CreateTraces(ctx, set, cfg, tracesPort{next, out}))
}

func (f receiverFactory) CreateMetrics(ctx context.Context, set receiver.Settings, cfg component.Config, next consumer.Metrics) (receiver.Metrics, error) {
	out := f.out(set.ID, cfg)
	return guarded(f.Factory.CreateMetrics(ctx, set, cfg, metricsPort{next, out}))
}

func (f receiverFactory) CreateLogs(ctx context.Context, set receiver.Settings, cfg component.Config, next consumer.Logs) (receiver.Logs, error) {
	out := f.out(set.ID, cfg)
	return guarded(f.Factory.CreateLogs(ctx, set, cfg, logsPort{next, out}))
}

func guarded(made component.Component, err error) (component.Component, error) {
	if err != nil {
		return nil, err
	}
	return guard{made, nil}, nil
}

func (f receiverFactory) out(id component.ID, cfg component.Config) port {
	slowDown(cfg)
	f.run.endpointsOf(id.String(), cfg)
	return receiverOut{f.run.receiver(id)}
}
