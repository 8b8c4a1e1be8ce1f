package taps_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/open-telemetry/opentelemetry-collector-contrib/connector/spanmetricsconnector"
	"github.com/open-telemetry/opentelemetry-collector-contrib/processor/filterprocessor"
	"github.com/open-telemetry/opentelemetry-collector-contrib/processor/tailsamplingprocessor"
	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/confmap"
	"go.opentelemetry.io/collector/confmap/provider/envprovider"
	"go.opentelemetry.io/collector/confmap/provider/yamlprovider"
	"go.opentelemetry.io/collector/connector"
	"go.opentelemetry.io/collector/connector/forwardconnector"
	"go.opentelemetry.io/collector/consumer"
	"go.opentelemetry.io/collector/exporter"
	"go.opentelemetry.io/collector/exporter/debugexporter"
	"go.opentelemetry.io/collector/exporter/otlphttpexporter"
	"go.opentelemetry.io/collector/otelcol"
	"go.opentelemetry.io/collector/pdata/ptrace"
	"go.opentelemetry.io/collector/processor"
	"go.opentelemetry.io/collector/processor/batchprocessor"
	"go.opentelemetry.io/collector/processor/memorylimiterprocessor"
	"go.opentelemetry.io/collector/receiver"
	"go.opentelemetry.io/collector/service/telemetry/otelconftelemetry"

	"spanlab/collector/bridge/lifecycle"
	"spanlab/collector/bridge/taps"
)

// lab is one observed Collector with real components, but for a receiver that a test pushes into.
type lab struct {
	t         *testing.T
	watcher   *taps.Watcher
	lifecycle *lifecycle.Lifecycle
	next      consumer.Traces
	backend   *httptest.Server
	answer    func(w http.ResponseWriter, r *http.Request)
}

// quiet keeps the Collector's own telemetry, and its port, out of tests.
var quiet = strings.NewReplacer(
	"service: {", "service: { telemetry: { metrics: { level: none }, logs: { level: fatal } },",
	"service:\n", "service:\n  telemetry: { metrics: { level: none }, logs: { level: fatal } }\n",
)

// start runs a configuration; {backend} in it is a server that answers as the test says, by default with 200.
func start(t *testing.T, config string) *lab {
	t.Helper()
	l := &lab{t: t, watcher: taps.New(), answer: func(http.ResponseWriter, *http.Request) {}}
	l.backend = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		l.answer(w, r)
	}))
	t.Cleanup(l.backend.CloseClientConnections)
	t.Cleanup(l.backend.Close)
	l.watcher.Watch(taps.Limits{Spans: 100, Bytes: 100_000})
	l.lifecycle = lifecycle.New(l.settings(), l.watcher, l, func(err error) { t.Error("it ended by itself:", err) })
	env := map[string]string{"BACKEND": l.backend.URL}
	if problem := l.lifecycle.Start("receivers: { push: {} }\n"+quiet.Replace(config), env, 0); problem != "" {
		t.Fatal(problem)
	}
	t.Cleanup(func() { l.lifecycle.Shutdown(0) })
	return l
}

// Cut breaks the connections to the backend.
func (l *lab) Cut() { l.backend.CloseClientConnections() }

// Mend is not needed here.
func (l *lab) Mend() {}

func (l *lab) settings() otelcol.CollectorSettings {
	return otelcol.CollectorSettings{
		BuildInfo: component.NewDefaultBuildInfo(),
		Factories: l.factories,
		ConfigProviderSettings: otelcol.ConfigProviderSettings{ResolverSettings: confmap.ResolverSettings{
			ProviderFactories: []confmap.ProviderFactory{yamlprovider.NewFactory(), envprovider.NewFactory()},
		}},
	}
}

func (l *lab) factories() (f otelcol.Factories, err error) {
	push := receiver.NewFactory(component.MustNewType("push"), func() component.Config { return &struct{}{} },
		receiver.WithTraces(func(_ context.Context, _ receiver.Settings, _ component.Config, next consumer.Traces) (receiver.Traces, error) {
			l.next = next
			return still{}, nil
		}, component.StabilityLevelStable))
	f.Telemetry = otelconftelemetry.NewFactory()
	receivers, e1 := otelcol.MakeFactoryMap[receiver.Factory](push)
	processors, e2 := otelcol.MakeFactoryMap[processor.Factory](
		batchprocessor.NewFactory(), filterprocessor.NewFactory(), memorylimiterprocessor.NewFactory(),
		tailsamplingprocessor.NewFactory(), panicking())
	exporters, e3 := otelcol.MakeFactoryMap[exporter.Factory](debugexporter.NewFactory(), otlphttpexporter.NewFactory())
	connectors, e4 := otelcol.MakeFactoryMap[connector.Factory](forwardconnector.NewFactory(), spanmetricsconnector.NewFactory())
	f.Receivers, f.Processors, f.Exporters, f.Connectors = receivers, processors, exporters, connectors
	return f, errors.Join(e1, e2, e3, e4)
}

type still struct {
	component.StartFunc
	component.ShutdownFunc
}

// panicking is a processor with a mistake in it.
func panicking() processor.Factory {
	return processor.NewFactory(component.MustNewType("panicking"), func() component.Config { return &struct{}{} },
		processor.WithTraces(func(context.Context, processor.Settings, component.Config, consumer.Traces) (processor.Traces, error) {
			return struct {
				still
				consumer.Traces
			}{Traces: failing()}, nil
		}, component.StabilityLevelStable))
}

func failing() consumer.Traces {
	made, _ := consumer.NewTraces(func(context.Context, ptrace.Traces) error {
		var nothing map[string]int
		nothing["x"]++
		return nil
	})
	return made
}

// push hands n spans in, named "0", "1", …, each a trace of its own, and returns what the pipeline said.
func (l *lab) push(n int) error { return l.next.ConsumeTraces(context.Background(), spans(n)) }

func spans(n int) ptrace.Traces {
	traces := ptrace.NewTraces()
	resource := traces.ResourceSpans().AppendEmpty()
	resource.Resource().Attributes().PutStr("service.name", "shop")
	scope := resource.ScopeSpans().AppendEmpty()
	for i := range n {
		span := scope.Spans().AppendEmpty()
		span.SetName(fmt.Sprint(i))
		span.SetTraceID([16]byte{1, byte(i >> 8), byte(i)})
		span.SetSpanID([8]byte{1, byte(i)})
	}
	return traces
}

// count is one component's account, checked to add up.
func (l *lab) count(kind, id string) taps.Counts {
	l.t.Helper()
	for _, c := range l.watcher.Counts() {
		if c.Kind == kind && c.ID == id {
			if kind != "connector" && c.Received != c.Refused+c.Sent+c.Dropped+c.Queued {
				l.t.Fatalf("the account does not add up: %+v", c)
			}
			return c
		}
	}
	l.t.Fatalf("found %+v, expected %s %s among them", l.watcher.Counts(), kind, id)
	return taps.Counts{}
}

// expect waits until a component's account is received, refused, sent, dropped, queued.
func (l *lab) expect(kind, id string, want ...int64) {
	l.t.Helper()
	var got []int64
	for deadline := time.Now().Add(5 * time.Second); time.Now().Before(deadline); time.Sleep(time.Millisecond) {
		c := l.count(kind, id)
		got = []int64{c.Received, c.Refused, c.Sent, c.Dropped, c.Queued}
		if fmt.Sprint(got) == fmt.Sprint(want) {
			return
		}
	}
	l.t.Fatalf("%s %s: found %v, expected %v (received, refused, sent, dropped, queued)", kind, id, got, want)
}

// hold makes the backend keep every request until released, which it is at the end of the test.
func (l *lab) hold() (release func()) {
	gate := make(chan struct{})
	release = sync.OnceFunc(func() { close(gate) })
	l.t.Cleanup(release)
	l.answer = func(_ http.ResponseWriter, r *http.Request) {
		select {
		case <-gate:
		case <-r.Context().Done():
		}
	}
	return release
}
