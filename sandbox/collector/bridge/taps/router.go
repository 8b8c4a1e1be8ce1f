package taps

import (
	"context"

	"go.opentelemetry.io/collector/connector"
	"go.opentelemetry.io/collector/consumer"
	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/collector/pdata/pmetric"
	"go.opentelemetry.io/collector/pdata/ptrace"
	"go.opentelemetry.io/collector/pipeline"
)

// A connector may choose among the pipelines behind it; what it is given has to let it.

func routedTraces(next consumer.Traces, out port) consumer.Traces {
	if router, ok := next.(connector.TracesRouterAndConsumer); ok {
		return tracesRouter{router, out}
	}
	return tracesPort{next, out}
}

type tracesRouter struct {
	connector.TracesRouterAndConsumer
	out port
}

func (r tracesRouter) ConsumeTraces(ctx context.Context, data ptrace.Traces) error {
	return tracesPort{r.TracesRouterAndConsumer, r.out}.ConsumeTraces(ctx, data)
}

func (r tracesRouter) Consumer(ids ...pipeline.ID) (consumer.Traces, error) {
	chosen, err := r.TracesRouterAndConsumer.Consumer(ids...)
	return tracesPort{chosen, r.out}, err
}

func routedMetrics(next consumer.Metrics, out port) consumer.Metrics {
	if router, ok := next.(connector.MetricsRouterAndConsumer); ok {
		return metricsRouter{router, out}
	}
	return metricsPort{next, out}
}

type metricsRouter struct {
	connector.MetricsRouterAndConsumer
	out port
}

func (r metricsRouter) ConsumeMetrics(ctx context.Context, data pmetric.Metrics) error {
	return metricsPort{r.MetricsRouterAndConsumer, r.out}.ConsumeMetrics(ctx, data)
}

func (r metricsRouter) Consumer(ids ...pipeline.ID) (consumer.Metrics, error) {
	chosen, err := r.MetricsRouterAndConsumer.Consumer(ids...)
	return metricsPort{chosen, r.out}, err
}

func routedLogs(next consumer.Logs, out port) consumer.Logs {
	if router, ok := next.(connector.LogsRouterAndConsumer); ok {
		return logsRouter{router, out}
	}
	return logsPort{next, out}
}

type logsRouter struct {
	connector.LogsRouterAndConsumer
	out port
}

func (r logsRouter) ConsumeLogs(ctx context.Context, data plog.Logs) error {
	return logsPort{r.LogsRouterAndConsumer, r.out}.ConsumeLogs(ctx, data)
}

func (r logsRouter) Consumer(ids ...pipeline.ID) (consumer.Logs, error) {
	chosen, err := r.LogsRouterAndConsumer.Consumer(ids...)
	return logsPort{chosen, r.out}, err
}
