package taps

import (
	"context"
	"fmt"
	"runtime/debug"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/consumer"
	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/collector/pdata/pmetric"
	"go.opentelemetry.io/collector/pdata/ptrace"
)

// port sees everything that goes through one door of a component.
type port interface {
	// pass hands n items on. spans is nil for other signals.
	pass(ctx context.Context, n int64, spans *ptrace.Traces, next func(ctx context.Context) error) error
}

// The three signals differ in their types, and in nothing else.

type tracesPort struct {
	consumer.Traces
	port port
}

func (p tracesPort) ConsumeTraces(ctx context.Context, data ptrace.Traces) error {
	return p.port.pass(ctx, int64(data.SpanCount()), &data, func(ctx context.Context) (err error) {
		defer recovered(&err)
		return p.Traces.ConsumeTraces(ctx, data)
	})
}

type metricsPort struct {
	consumer.Metrics
	port port
}

func (p metricsPort) ConsumeMetrics(ctx context.Context, data pmetric.Metrics) error {
	return p.port.pass(ctx, int64(data.DataPointCount()), nil, func(ctx context.Context) (err error) {
		defer recovered(&err)
		return p.Metrics.ConsumeMetrics(ctx, data)
	})
}

type logsPort struct {
	consumer.Logs
	port port
}

func (p logsPort) ConsumeLogs(ctx context.Context, data plog.Logs) error {
	return p.port.pass(ctx, int64(data.LogRecordCount()), nil, func(ctx context.Context) (err error) {
		defer recovered(&err)
		return p.Logs.ConsumeLogs(ctx, data)
	})
}

// A component with its entrance watched.

type tracesComponent struct {
	component.Component
	consumer.Traces
}

type metricsComponent struct {
	component.Component
	consumer.Metrics
}

type logsComponent struct {
	component.Component
	consumer.Logs
}

// recovered turns a panic into an error, where it would end the program and with it every lab of the page.
func recovered(err *error) {
	if reason := recover(); reason != nil {
		*err = fmt.Errorf("panic: %v\n\n%s", reason, debug.Stack())
	}
}

// guard is a component whose start and end cannot end the program either.
type guard struct {
	component.Component
	host func(component.Host) component.Host
}

func (g guard) Start(ctx context.Context, host component.Host) (err error) {
	defer recovered(&err)
	if g.host != nil {
		host = g.host(host)
	}
	return g.Component.Start(ctx, host)
}

func (g guard) Shutdown(ctx context.Context) (err error) {
	defer recovered(&err)
	return g.Component.Shutdown(ctx)
}

// aliases is what the Collector asks of a factory that goes by an older name as well.
type aliases interface {
	DeprecatedAlias() component.Type
	SetDeprecatedAlias(component.Type)
}

func aliasesOf(factory component.Factory) aliases {
	if has, ok := factory.(aliases); ok {
		return has
	}
	return noAlias{}
}

type noAlias struct{}

func (noAlias) DeprecatedAlias() component.Type   { return component.Type{} }
func (noAlias) SetDeprecatedAlias(component.Type) {}
