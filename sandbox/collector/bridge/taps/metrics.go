package taps

import (
	"context"
	"strings"
	"sync/atomic"

	"go.opentelemetry.io/otel/metric"
)

// exporterMetrics listens in on what exporterhelper counts. It needs no reader, and no metrics level in the configuration.
type exporterMetrics struct {
	metric.MeterProvider
	tally *exporterTally
}

func (m exporterMetrics) Meter(name string, options ...metric.MeterOption) metric.Meter {
	return exporterMeter{m.MeterProvider.Meter(name, options...), m.tally}
}

type exporterMeter struct {
	metric.Meter
	tally *exporterTally
}

func (m exporterMeter) Int64Counter(name string, options ...metric.Int64CounterOption) (metric.Int64Counter, error) {
	counter, err := m.Meter.Int64Counter(name, options...)
	total := m.tally.measure(name)
	if err != nil || total == nil {
		return counter, err
	}
	return heardCounter{counter, m.tally, total}, nil
}

// measure finds what a metric is about, if it is about the fate of items.
func (t *exporterTally) measure(name string) *atomic.Int64 {
	name = strings.TrimPrefix(name, "otelcol_exporter_")
	switch {
	case strings.HasPrefix(name, "sent_"):
		t.measured.Store(true)
		return &t.delivered
	case strings.HasPrefix(name, "send_failed_"):
		return &t.failed
	case strings.HasPrefix(name, "enqueue_failed_"):
		return &t.notEnqueued
	}
	return nil
}

type heardCounter struct {
	metric.Int64Counter
	tally *exporterTally
	total *atomic.Int64
}

func (c heardCounter) Add(ctx context.Context, n int64, options ...metric.AddOption) {
	c.total.Add(n)
	if c.total != &c.tally.delivered {
		if current, ok := ctx.Value(callKey{c.tally}).(*call); ok && !current.over.Load() {
			current.failed.Add(n)
		}
	}
	c.Int64Counter.Add(ctx, n, options...)
}

func (heardCounter) Enabled(context.Context) bool { return true }
