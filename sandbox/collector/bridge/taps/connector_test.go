package taps_test

import (
	"testing"
	"time"
)

func TestConnectorsCountWhatTheyTakeAndWhatTheyMake(t *testing.T) {
	l := start(t, `
connectors: { forward: {}, span_metrics: { metrics_flush_interval: 5ms, metrics_expiration: 1h } }
exporters: { debug: {} }
service:
  pipelines:
    traces: { receivers: [push], exporters: [forward, span_metrics] }
    traces/next: { receivers: [forward], exporters: [debug] }
    metrics: { receivers: [span_metrics], exporters: [debug] }`)
	_ = l.push(2)
	l.expect("connector", "forward", 2, 0, 2, 0, 0)
	made := l.count("connector", "span_metrics")
	for deadline := time.Now().Add(5 * time.Second); made.Sent == 0 && time.Now().Before(deadline); time.Sleep(time.Millisecond) {
		made = l.count("connector", "span_metrics")
	}
	l.lifecycle.Shutdown(0)
	made = l.count("connector", "span_metrics")
	if made.Received != 2 || made.Sent == 0 || made.Queued != 0 || made.Dropped != 0 {
		t.Errorf("found %+v, expected 2 spans in and data points out", made)
	}
	if debug := l.count("exporter", "debug"); debug.Sent != 2+made.Sent {
		t.Errorf("found %+v, expected 2 spans and %d points", debug, made.Sent)
	}
}
