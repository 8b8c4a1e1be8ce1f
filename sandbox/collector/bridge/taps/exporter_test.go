package taps_test

import (
	"net/http"
	"sync/atomic"
	"testing"
	"time"
)

func toBackend(settings string) string {
	return `
exporters: { otlp_http: { endpoint: "${env:BACKEND}", ` + settings + ` } }
service: { pipelines: { traces: { receivers: [push], exporters: [otlp_http] } } }`
}

func TestASpanIsQueuedUntilItIsDelivered(t *testing.T) {
	l := start(t, toBackend(`compression: none`))
	release := l.hold()
	_ = l.push(3)
	l.expect("exporter", "otlp_http", 3, 0, 0, 0, 3)
	release()
	l.expect("exporter", "otlp_http", 3, 0, 3, 0, 0)
}

func TestARetryThatSucceedsIsADelivery(t *testing.T) {
	l := start(t, toBackend(`retry_on_failure: { initial_interval: 5ms }`))
	var asked atomic.Int32
	l.answer = func(w http.ResponseWriter, _ *http.Request) {
		if asked.Add(1) < 3 {
			w.WriteHeader(http.StatusServiceUnavailable)
		}
	}
	_ = l.push(3)
	l.expect("exporter", "otlp_http", 3, 0, 3, 0, 0)
}

func TestWhatFailsForGoodIsDropped(t *testing.T) {
	l := start(t, toBackend(`compression: none`))
	l.answer = func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadRequest) }
	_ = l.push(3)
	l.expect("exporter", "otlp_http", 3, 0, 0, 3, 0)
	l.expect("receiver", "push", 3, 0, 3, 0, 0)
}

func TestWithoutAQueueAFailureIsDroppedAndTheReceiverHearsOfIt(t *testing.T) {
	l := start(t, toBackend(`sending_queue: { enabled: false }`))
	l.answer = func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadRequest) }
	if l.push(3) == nil {
		t.Error("found no error, expected the backend's")
	}
	l.expect("exporter", "otlp_http", 3, 0, 0, 3, 0)
	l.expect("receiver", "push", 3, 3, 0, 0, 0)
}

func TestAFailureThatTheSenderWaitsForIsDroppedOnce(t *testing.T) {
	l := start(t, toBackend(`sending_queue: { wait_for_result: true }`))
	l.answer = func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadRequest) }
	if l.push(5) == nil {
		t.Error("found no error, expected the backend's")
	}
	l.expect("exporter", "otlp_http", 5, 0, 0, 5, 0)
}

func TestWhatAFullQueueDoesNotTakeIsDropped(t *testing.T) {
	l := start(t, toBackend(`sending_queue: { queue_size: 2, num_consumers: 1 }`))
	l.hold()
	failed := int64(0)
	for range 5 {
		if l.push(1) != nil {
			failed++
		}
	}
	if failed == 0 {
		t.Fatal("found room for 5 in a queue of 2 and one sender")
	}
	l.expect("exporter", "otlp_http", 5, 0, 0, failed, 5-failed)
	l.expect("receiver", "push", 5, failed, 5-failed, 0, 0)
}

func TestABackendThatNeverAnswersDoesNotHoldUpTheEndAndIsCounted(t *testing.T) {
	l := start(t, toBackend(`timeout: 30s`))
	l.hold()
	_ = l.push(3)
	l.expect("exporter", "otlp_http", 3, 0, 0, 0, 3)
	began := time.Now()
	if problem := l.lifecycle.Shutdown(50 * time.Millisecond); problem != "" {
		t.Error(problem)
	}
	if took := time.Since(began); took > 3*time.Second {
		t.Errorf("found an end that took %v, expected the connection to be cut", took)
	}
	l.expect("exporter", "otlp_http", 3, 0, 0, 3, 0)
	if lost := l.watcher.Lost(); lost != 3 {
		t.Errorf("found %d lost, expected 3", lost)
	}
}

func TestWhatABatchIsHandingToAnExporterIsHeldOnce(t *testing.T) {
	l := start(t, `
processors: { batch: { timeout: 1ms } }
exporters: { otlp_http: { endpoint: "${env:BACKEND}", timeout: 30s, sending_queue: { enabled: false } } }
service: { pipelines: { traces: { receivers: [push], processors: [batch], exporters: [otlp_http] } } }`)
	release := l.hold()
	_ = l.push(10)
	l.expect("exporter", "otlp_http", 10, 0, 0, 0, 10)
	if held := l.watcher.Held(); held != 10 {
		t.Errorf("found %d held, expected 10", held)
	}
	release()
	l.expect("exporter", "otlp_http", 10, 0, 10, 0, 0)
	l.expect("processor", "batch", 10, 0, 10, 0, 0)
	if held := l.watcher.Held(); held != 0 {
		t.Errorf("found %d held, expected none", held)
	}
}

func TestWhatTailSamplingIsHandingOnIsNeitherDroppedNorHeldTwice(t *testing.T) {
	l := start(t, `
processors: { tail_sampling: { decision_wait: 50ms, policies: [ { name: all, type: always_sample } ] } }
exporters: { otlp_http: { endpoint: "${env:BACKEND}", timeout: 30s, sending_queue: { enabled: false } } }
service: { pipelines: { traces: { receivers: [push], processors: [tail_sampling], exporters: [otlp_http] } } }`)
	release := l.hold()
	_ = l.push(3)
	l.expect("exporter", "otlp_http", 1, 0, 0, 0, 1)
	l.expect("processor", "tail_sampling", 3, 0, 0, 0, 3)
	if held := l.watcher.Held(); held != 3 {
		t.Errorf("found %d held, expected 3", held)
	}
	release()
	l.expect("processor", "tail_sampling", 3, 0, 3, 0, 0)
}
