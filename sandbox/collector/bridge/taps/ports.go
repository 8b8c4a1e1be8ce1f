package taps

import (
	"context"
	"sync/atomic"

	"go.opentelemetry.io/collector/pdata/ptrace"
)

// receiverOut is the exit of a receiver.
type receiverOut struct{ tally *receiverTally }

func (p receiverOut) pass(ctx context.Context, n int64, _ *ptrace.Traces, next func(context.Context) error) error {
	resting.pass()
	err := next(ctx)
	if err != nil {
		p.tally.refused.Add(n)
	} else {
		p.tally.taken.Add(n)
	}
	return err
}

// call follows items through a component, for as long as the call that brought them lasts.
type call struct {
	sent, failed atomic.Int64
	over         atomic.Bool
}

// callKey finds the call of one component in a context.
type callKey struct{ tally any }

// processorIn is the entrance of a processor.
type processorIn struct {
	tally *processorTally
	// The first of a pipeline sees what came into it.
	hop *hop
}

func (p processorIn) pass(ctx context.Context, n int64, spans *ptrace.Traces, next func(context.Context) error) error {
	p.hop.see(n, spans)
	current := &call{}
	p.tally.received.Add(n)
	err := next(context.WithValue(ctx, callKey{p.tally}, current))
	current.over.Store(true)
	if err != nil {
		p.tally.refused.Add(max(0, n-current.sent.Load()))
	}
	return err
}

// processorOut is the exit of a processor.
type processorOut struct {
	tally *processorTally
	hop   *hop
}

func (p processorOut) pass(ctx context.Context, n int64, spans *ptrace.Traces, next func(context.Context) error) error {
	p.hop.see(n, spans)
	current, _ := ctx.Value(callKey{p.tally}).(*call)
	p.tally.handing.Add(n)
	defer p.tally.handing.Add(-n)
	err := next(ctx)
	switch {
	case current != nil && !current.over.Load():
		if err == nil {
			current.sent.Add(n)
			p.tally.sentAtOnce.Add(n)
		}
	case err == nil:
		p.tally.sentLater.Add(n)
	default:
		p.tally.failedLater.Add(n)
	}
	return err
}

// exporterIn is the entrance of an exporter.
type exporterIn struct{ tally *exporterTally }

func (p exporterIn) pass(ctx context.Context, n int64, _ *ptrace.Traces, next func(context.Context) error) error {
	current := &call{}
	p.tally.received.Add(n)
	err := next(context.WithValue(ctx, callKey{p.tally}, current))
	current.over.Store(true)
	if err == nil {
		p.tally.taken.Add(n)
	} else {
		// What its metrics call failed is not sent back as well.
		p.tally.refused.Add(max(0, n-current.failed.Load()))
	}
	return err
}

// both sees an item twice: a connector's exit is one of what it took, and of what it makes.
type both struct{ outer, inner port }

func (p both) pass(ctx context.Context, n int64, spans *ptrace.Traces, next func(context.Context) error) error {
	return p.outer.pass(ctx, n, spans, func(ctx context.Context) error { return p.inner.pass(ctx, n, spans, next) })
}
