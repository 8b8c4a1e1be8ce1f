package taps

import (
	"context"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/exporter"
)

// exporterFactory makes exporters whose entrance and metrics are watched.
type exporterFactory struct {
	exporter.Factory
	aliases
	run *run
}

func (f exporterFactory) CreateTraces(ctx context.Context, set exporter.Settings, cfg component.Config) (exporter.Traces, error) {
	in := f.in(&set, cfg)
	made, err := f.Factory.CreateTraces(ctx, set, cfg)
	if err != nil {
		return nil, err
	}
	return tracesComponent{guard{made, nil}, tracesPort{made, in}}, nil
}

func (f exporterFactory) CreateMetrics(ctx context.Context, set exporter.Settings, cfg component.Config) (exporter.Metrics, error) {
	in := f.in(&set, cfg)
	made, err := f.Factory.CreateMetrics(ctx, set, cfg)
	if err != nil {
		return nil, err
	}
	return metricsComponent{guard{made, nil}, metricsPort{made, in}}, nil
}

func (f exporterFactory) CreateLogs(ctx context.Context, set exporter.Settings, cfg component.Config) (exporter.Logs, error) {
	in := f.in(&set, cfg)
	made, err := f.Factory.CreateLogs(ctx, set, cfg)
	if err != nil {
		return nil, err
	}
	return logsComponent{guard{made, nil}, logsPort{made, in}}, nil
}

func (f exporterFactory) in(set *exporter.Settings, cfg component.Config) port {
	slowDown(cfg)
	tally := f.run.exporter(set.ID)
	set.MeterProvider = exporterMetrics{set.MeterProvider, tally}
	return exporterIn{tally}
}
