package taps

import (
	"context"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/connector"
	"go.opentelemetry.io/collector/consumer"
	"go.opentelemetry.io/collector/pipeline"
)

// connectorFactory makes connectors whose entrance and exit are watched.
type connectorFactory struct {
	connector.Factory
	aliases
	run *run
}

func (f connectorFactory) CreateTracesToTraces(ctx context.Context, set connector.Settings, cfg component.Config, next consumer.Traces) (connector.Traces, error) {
	slowDown(cfg)
	in, out := f.run.connector(set.ID, pipeline.SignalTraces, pipeline.SignalTraces)
	made, err := f.Factory.CreateTracesToTraces(ctx, set, cfg, routedTraces(next, out))
	return tracesIn(made, in, err)
}

func (f connectorFactory) CreateTracesToMetrics(ctx context.Context, set connector.Settings, cfg component.Config, next consumer.Metrics) (connector.Traces, error) {
	slowDown(cfg)
	in, out := f.run.connector(set.ID, pipeline.SignalTraces, pipeline.SignalMetrics)
	made, err := f.Factory.CreateTracesToMetrics(ctx, set, cfg, routedMetrics(next, out))
	return tracesIn(made, in, err)
}

func (f connectorFactory) CreateTracesToLogs(ctx context.Context, set connector.Settings, cfg component.Config, next consumer.Logs) (connector.Traces, error) {
	slowDown(cfg)
	in, out := f.run.connector(set.ID, pipeline.SignalTraces, pipeline.SignalLogs)
	made, err := f.Factory.CreateTracesToLogs(ctx, set, cfg, routedLogs(next, out))
	return tracesIn(made, in, err)
}

func (f connectorFactory) CreateMetricsToTraces(ctx context.Context, set connector.Settings, cfg component.Config, next consumer.Traces) (connector.Metrics, error) {
	slowDown(cfg)
	in, out := f.run.connector(set.ID, pipeline.SignalMetrics, pipeline.SignalTraces)
	made, err := f.Factory.CreateMetricsToTraces(ctx, set, cfg, routedTraces(next, out))
	return metricsIn(made, in, err)
}

func (f connectorFactory) CreateMetricsToMetrics(ctx context.Context, set connector.Settings, cfg component.Config, next consumer.Metrics) (connector.Metrics, error) {
	slowDown(cfg)
	in, out := f.run.connector(set.ID, pipeline.SignalMetrics, pipeline.SignalMetrics)
	made, err := f.Factory.CreateMetricsToMetrics(ctx, set, cfg, routedMetrics(next, out))
	return metricsIn(made, in, err)
}

func (f connectorFactory) CreateMetricsToLogs(ctx context.Context, set connector.Settings, cfg component.Config, next consumer.Logs) (connector.Metrics, error) {
	slowDown(cfg)
	in, out := f.run.connector(set.ID, pipeline.SignalMetrics, pipeline.SignalLogs)
	made, err := f.Factory.CreateMetricsToLogs(ctx, set, cfg, routedLogs(next, out))
	return metricsIn(made, in, err)
}

func (f connectorFactory) CreateLogsToTraces(ctx context.Context, set connector.Settings, cfg component.Config, next consumer.Traces) (connector.Logs, error) {
	slowDown(cfg)
	in, out := f.run.connector(set.ID, pipeline.SignalLogs, pipeline.SignalTraces)
	made, err := f.Factory.CreateLogsToTraces(ctx, set, cfg, routedTraces(next, out))
	return logsIn(made, in, err)
}

func (f connectorFactory) CreateLogsToMetrics(ctx context.Context, set connector.Settings, cfg component.Config, next consumer.Metrics) (connector.Logs, error) {
	slowDown(cfg)
	in, out := f.run.connector(set.ID, pipeline.SignalLogs, pipeline.SignalMetrics)
	made, err := f.Factory.CreateLogsToMetrics(ctx, set, cfg, routedMetrics(next, out))
	return logsIn(made, in, err)
}

func (f connectorFactory) CreateLogsToLogs(ctx context.Context, set connector.Settings, cfg component.Config, next consumer.Logs) (connector.Logs, error) {
	slowDown(cfg)
	in, out := f.run.connector(set.ID, pipeline.SignalLogs, pipeline.SignalLogs)
	made, err := f.Factory.CreateLogsToLogs(ctx, set, cfg, routedLogs(next, out))
	return logsIn(made, in, err)
}

func tracesIn(made connector.Traces, in port, err error) (connector.Traces, error) {
	if err != nil {
		return nil, err
	}
	return tracesComponent{guard{made, nil}, tracesPort{made, in}}, nil
}

func metricsIn(made connector.Metrics, in port, err error) (connector.Metrics, error) {
	if err != nil {
		return nil, err
	}
	return metricsComponent{guard{made, nil}, metricsPort{made, in}}, nil
}

func logsIn(made connector.Logs, in port, err error) (connector.Logs, error) {
	if err != nil {
		return nil, err
	}
	return logsComponent{guard{made, nil}, logsPort{made, in}}, nil
}
