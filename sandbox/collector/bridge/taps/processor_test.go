package taps_test

import "testing"

func TestWhatAFilterTakesOutIsDropped(t *testing.T) {
	l := start(t, `
processors: { filter: { error_mode: ignore, traces: { span: ['name == "0"', 'name == "1"'] } } }
exporters: { debug: {} }
service: { pipelines: { traces: { receivers: [push], processors: [filter], exporters: [debug] } } }`)
	if err := l.push(5); err != nil {
		t.Fatal(err)
	}
	l.expect("receiver", "push", 5, 0, 5, 0, 0)
	l.expect("processor", "filter", 5, 0, 3, 2, 0)
	l.expect("exporter", "debug", 3, 0, 3, 0, 0)
	// A batch of which nothing is left never reaches the next one.
	if err := l.push(2); err != nil {
		t.Fatal(err)
	}
	l.expect("processor", "filter", 7, 0, 3, 4, 0)
}

func TestABatchIsQueuedUntilItIsSent(t *testing.T) {
	l := start(t, `
processors: { batch: { timeout: 1h, send_batch_size: 8 } }
exporters: { debug: {} }
service: { pipelines: { traces: { receivers: [push], processors: [batch], exporters: [debug] } } }`)
	_ = l.push(5)
	l.expect("processor", "batch", 5, 0, 0, 0, 5)
	_ = l.push(5)
	l.expect("processor", "batch", 10, 0, 10, 0, 0)
	_ = l.push(2)
	l.lifecycle.Shutdown(0)
	l.expect("processor", "batch", 12, 0, 12, 0, 0)
	l.expect("exporter", "debug", 12, 0, 12, 0, 0)
	if lost := l.watcher.Lost(); lost != 0 {
		t.Errorf("found %d lost, expected the last batch to be delivered", lost)
	}
}

func TestABatchThatNobodyTakesIsDropped(t *testing.T) {
	l := start(t, `
processors: { batch: { timeout: 1ms }, panicking: {} }
exporters: { debug: {} }
service: { pipelines: { traces: { receivers: [push], processors: [batch, panicking], exporters: [debug] } } }`)
	_ = l.push(3)
	l.expect("processor", "batch", 3, 0, 0, 3, 0)
	l.expect("processor", "panicking", 3, 3, 0, 0, 0)
}

func TestWhatTheMemoryLimiterSendsBackIsRefusedByAllBeforeIt(t *testing.T) {
	l := start(t, `
processors: { memory_limiter: { check_interval: 10ms, limit_mib: 1 } }
exporters: { debug: {} }
service: { pipelines: { traces: { receivers: [push], processors: [memory_limiter], exporters: [debug] } } }`)
	refused := int64(0)
	for refused == 0 {
		if l.push(4) != nil {
			refused = 4
		}
	}
	sent := l.count("exporter", "debug").Received
	l.expect("processor", "memory_limiter", sent+4, 4, sent, 0, 0)
	l.expect("receiver", "push", sent+4, 4, sent, 0, 0)
}

func TestATailSamplerHoldsDropsAndForgets(t *testing.T) {
	l := start(t, `
processors:
  tail_sampling:
    decision_wait: 1s
    num_traces: 10
    policies: [{ name: some, type: ottl_condition, ottl_condition: { error_mode: ignore, span: ['name == "19"'] } }]
exporters: { debug: {} }
service: { pipelines: { traces: { receivers: [push], processors: [tail_sampling], exporters: [debug] } } }`)
	_ = l.push(20)
	// It remembers 10 traces; the others are gone at once.
	l.expect("processor", "tail_sampling", 20, 0, 0, 10, 10)
	// Traces come to it in any order, so the one to sample may be among the forgotten.
	l.lifecycle.Shutdown(0)
	end := l.count("processor", "tail_sampling")
	if end.Queued != 0 || end.Sent > 1 || end.Sent+end.Dropped != 20 {
		t.Errorf("found %+v, expected a decision for all of 20", end)
	}
}

func TestAPanicIsAnErrorAndTheProgramGoesOn(t *testing.T) {
	l := start(t, `
processors: { panicking: {} }
exporters: { debug: {} }
service: { pipelines: { traces: { receivers: [push], processors: [panicking], exporters: [debug] } } }`)
	if err := l.push(2); err == nil {
		t.Error("found no error, expected the panic")
	}
	l.expect("processor", "panicking", 2, 2, 0, 0, 0)
	l.expect("receiver", "push", 2, 2, 0, 0, 0)
}

func TestAProcessorCountsForEachOfItsPipelines(t *testing.T) {
	l := start(t, `
processors: { filter: { error_mode: ignore, traces: { span: ['name == "0"'] } } }
connectors: { forward: {} }
exporters: { debug: {} }
service:
  pipelines:
    traces/in: { receivers: [push], processors: [filter], exporters: [forward] }
    traces/out: { receivers: [forward], processors: [filter], exporters: [debug] }`)
	_ = l.push(4)
	for _, c := range l.watcher.Counts() {
		if c.Kind != "processor" {
			continue
		}
		want := map[string]int64{"traces/in": 4, "traces/out": 3}[c.Pipeline]
		if c.Received != want || c.Sent != 3 {
			t.Errorf("%s: found %+v, expected %d received and 3 sent", c.Pipeline, c, want)
		}
	}
}
