package taps_test

import (
	"fmt"
	"strings"
	"testing"

	"go.opentelemetry.io/collector/pdata/ptrace"
	"go.opentelemetry.io/collector/pdata/ptrace/ptraceotlp"

	"spanlab/collector/bridge/taps"
)

const filtered = `
processors: { batch: { timeout: 1h, send_batch_size: 1 }, filter: { error_mode: ignore, traces: { span: ['name == "0"'] } } }
exporters: { debug: {} }
service: { pipelines: { traces/a: { receivers: [push], processors: [filter, batch], exporters: [debug] }, traces/b: { receivers: [push], exporters: [debug] } } }`

// seen is each hop as "pipeline[index] batches total: names".
func seen(t *testing.T, l *lab) string {
	t.Helper()
	lines := []string{}
	for _, hop := range l.watcher.Hops() {
		request := ptraceotlp.NewExportRequest()
		if err := request.UnmarshalProto(hop.Body); err != nil {
			t.Fatal(err)
		}
		names := ""
		for _, resource := range request.Traces().ResourceSpans().All() {
			for _, scope := range resource.ScopeSpans().All() {
				for _, span := range scope.Spans().All() {
					names += " " + span.Name()
				}
			}
		}
		lines = append(lines, fmt.Sprintf("%s[%d] %v %d:%s", hop.Pipeline, hop.Index, hop.Batches, hop.Total, names))
	}
	return strings.Join(lines, "\n")
}

func expectSeen(t *testing.T, l *lab, want string) {
	t.Helper()
	if got := seen(t, l); got != want {
		t.Errorf("found\n%s\nexpected\n%s", got, want)
	}
}

func TestEachHopShowsWhatPassedThere(t *testing.T) {
	l := start(t, filtered)
	_ = l.push(3)
	l.expect("processor", "batch", 2, 0, 2, 0, 0)
	expectSeen(t, l, "traces/a[0] [3] 3: 0 1 2\ntraces/a[1] [2] 2: 1 2\ntraces/a[2] [2] 2: 1 2\ntraces/b[0] [3] 3: 0 1 2")
}

func TestOnlyTheFirstSpansAreCopiedAndAllAreCounted(t *testing.T) {
	l := start(t, filtered)
	l.watcher.Watch(taps.Limits{Spans: 2, Bytes: 1000})
	_ = l.push(3)
	l.expect("processor", "batch", 2, 0, 2, 0, 0)
	expectSeen(t, l, "traces/a[0] [3] 3: 0 1\ntraces/a[1] [2] 2: 1 2\ntraces/a[2] [2] 2: 1 2\ntraces/b[0] [3] 3: 0 1")
	// A new watch forgets, the account goes on.
	l.watcher.Watch(taps.Limits{Spans: 9, Bytes: 80})
	expectSeen(t, l, "traces/a[0] [] 0:\ntraces/a[1] [] 0:\ntraces/a[2] [] 0:\ntraces/b[0] [] 0:")
	_ = l.push(3)
	l.expect("processor", "batch", 4, 0, 4, 0, 0)
	// A span of these weighs 31 bytes, its resource and the scope 30.
	expectSeen(t, l, "traces/a[0] [3] 3: 0\ntraces/a[1] [2] 2: 1\ntraces/a[2] [2] 2: 1\ntraces/b[0] [3] 3: 0")
}

func TestAResourceAndAScopeThatAreTooLargeAreNotCopied(t *testing.T) {
	for name, enlarge := range map[string]func(ptrace.ResourceSpans){
		"resource": func(r ptrace.ResourceSpans) { r.Resource().Attributes().PutStr("large", strings.Repeat("x", 5<<20)) },
		"scope": func(r ptrace.ResourceSpans) {
			r.ScopeSpans().At(0).Scope().Attributes().PutStr("large", strings.Repeat("x", 5<<20))
		},
	} {
		l := start(t, filtered)
		traces := spans(3)
		enlarge(traces.ResourceSpans().At(0))
		_ = l.next.ConsumeTraces(t.Context(), traces)
		for _, hop := range l.watcher.Hops() {
			if len(hop.Body) > 0 {
				t.Errorf("%s: found a copy of %d bytes at %s[%d], expected none beyond 100,000", name, len(hop.Body), hop.Pipeline, hop.Index)
			}
		}
	}
}

func TestTheProcessorOfAnEmptyPipelineIsNobodysBusiness(t *testing.T) {
	l := start(t, filtered)
	for _, c := range l.watcher.Counts() {
		if strings.Contains(c.ID, "spanlab") {
			t.Errorf("found %+v among the learner's components", c)
		}
	}
	for _, mistake := range []string{
		"processors: { bach: {} }",
		"service: { pipelines: { traces: { receivers: [push], exporters: [nobody] } } }",
		"service: { pipelines: { traces: {} } }",
		"receivers: [",
		"",
		strings.Repeat("x: [\n", 1000),
	} {
		for _, problem := range []string{l.lifecycle.Validate(mistake, nil), l.lifecycle.Start(mistake, nil, 0)} {
			if problem == "" || strings.Contains(problem, "spanlab") {
				t.Errorf("%s: found %q, expected the Collector's words and none of ours", mistake, problem)
			}
		}
	}
}
