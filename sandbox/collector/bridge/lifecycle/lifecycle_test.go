package lifecycle_test

import (
	"context"
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/component/componentstatus"
	"go.opentelemetry.io/collector/confmap"
	"go.opentelemetry.io/collector/confmap/provider/envprovider"
	"go.opentelemetry.io/collector/confmap/provider/yamlprovider"
	"go.opentelemetry.io/collector/consumer"
	"go.opentelemetry.io/collector/exporter"
	"go.opentelemetry.io/collector/otelcol"
	"go.opentelemetry.io/collector/pdata/ptrace"
	"go.opentelemetry.io/collector/receiver"
	"go.opentelemetry.io/collector/service/telemetry/otelconftelemetry"

	"spanlab/collector/bridge/lifecycle"
)

// part is a component whose life a test follows; mode says what is wrong with it.
type part struct {
	name string
	log  *[]string
}

func (p part) Start(_ context.Context, host component.Host) error {
	if p.name == fatal {
		go func() {
			<-endNow
			componentstatus.ReportStatus(host, componentstatus.NewFatalErrorEvent(errors.New("the listener is gone")))
		}()
	}
	if p.name == "panic in start" {
		panic("at the start")
	}
	*p.log = append(*p.log, "start "+p.name)
	return nil
}

func (p part) Shutdown(context.Context) error {
	*p.log = append(*p.log, "end "+p.name)
	return nil
}

func (part) Capabilities() consumer.Capabilities { return consumer.Capabilities{} }

// fatal is the name of a receiver that ends the Collector when it is told to.
const fatal = "fatal"

var endNow = make(chan struct{})

type settings struct {
	Name string `mapstructure:"name"`
}

func plain(log *[]string) otelcol.CollectorSettings {
	in := receiver.NewFactory(component.MustNewType("in"), func() component.Config { return &settings{} },
		receiver.WithTraces(func(_ context.Context, _ receiver.Settings, cfg component.Config, _ consumer.Traces) (receiver.Traces, error) {
			name := cfg.(*settings).Name
			if name == "panic" {
				panic("while being made")
			}
			return part{name, log}, nil
		}, component.StabilityLevelStable))
	out := exporter.NewFactory(component.MustNewType("out"), func() component.Config { return &settings{} },
		exporter.WithTraces(func(context.Context, exporter.Settings, component.Config) (exporter.Traces, error) {
			next, err := consumer.NewTraces(func(context.Context, ptrace.Traces) error { return nil })
			return struct {
				component.StartFunc
				component.ShutdownFunc
				consumer.Traces
			}{Traces: next}, err
		}, component.StabilityLevelStable))
	return otelcol.CollectorSettings{
		BuildInfo: component.NewDefaultBuildInfo(),
		Factories: func() (f otelcol.Factories, err error) {
			f.Telemetry = otelconftelemetry.NewFactory()
			if f.Receivers, err = otelcol.MakeFactoryMap[receiver.Factory](in); err != nil {
				return f, err
			}
			f.Exporters, err = otelcol.MakeFactoryMap[exporter.Factory](out)
			return f, err
		},
		ConfigProviderSettings: otelcol.ConfigProviderSettings{ResolverSettings: confmap.ResolverSettings{
			ProviderFactories: []confmap.ProviderFactory{yamlprovider.NewFactory(), envprovider.NewFactory()},
		}},
	}
}

func config(name string) string {
	return `
receivers: { in: { name: "` + name + `" } }
exporters: { out: {} }
service: { telemetry: { metrics: { level: none }, logs: { level: fatal } }, pipelines: { traces: { receivers: [in], exporters: [out] } } }`
}

// watching notes when a Collector is observed.
type watching struct{ log *[]string }

func (w watching) Tap(plain otelcol.CollectorSettings) (otelcol.CollectorSettings, func()) {
	*w.log = append(*w.log, "tap")
	return plain, func() { *w.log = append(*w.log, "ended") }
}
func (w watching) Closing() { *w.log = append(*w.log, "closing") }
func (w watching) Cut()     {}
func (w watching) Mend()    { *w.log = append(*w.log, "mend") }

func newLifecycle() (*lifecycle.Lifecycle, func() string) {
	log := &[]string{}
	watched := watching{log}
	return lifecycle.New(plain(log), watched, watched, func(error) {}), func() string {
		told := strings.Join(*log, ", ")
		*log = nil
		return told
	}
}

func TestAStartEndsWhatRanAndShutdownEndsTheLast(t *testing.T) {
	l, told := newLifecycle()
	for _, step := range []struct {
		do   func() string
		want string
	}{
		{func() string { return l.Validate(config("none"), nil) }, ""},
		{func() string { return l.Shutdown(0) }, ""},
		{func() string { return l.Start(config("one"), nil, 0) }, "tap, start one"},
		{func() string { return l.Start(config("two"), nil, 0) }, "closing, end one, ended, mend, tap, start two"},
		{func() string { return l.Validate(config("three"), nil) }, ""},
		{func() string { return l.Shutdown(0) }, "closing, end two, ended, mend"},
		{func() string { return l.Shutdown(0) }, ""},
	} {
		if problem := step.do(); problem != "" {
			t.Fatal(problem)
		}
		if got := told(); got != step.want {
			t.Errorf("found %q, expected %q", got, step.want)
		}
	}
}

func TestAMistakeEndsWhatRanAndNothingOfOursIsInTheWay(t *testing.T) {
	l, told := newLifecycle()
	_ = l.Start(config("one"), nil, 0)
	told()
	problem := l.Start("receivers: { inn: {} }", nil, 0)
	if !strings.HasPrefix(problem, "failed to get config: cannot unmarshal the configuration:") {
		t.Errorf("found %q, expected the Collector's words", problem)
	}
	if got := told(); got != "closing, end one, ended, mend" {
		t.Errorf("found %q, expected the end of the first and no second", got)
	}
}

func TestAPanicOfAComponentIsAnErrorAndTheNextStartWorks(t *testing.T) {
	l, _ := newLifecycle()
	if problem := l.Validate(config("panic"), nil); !strings.Contains(problem, "while being made") {
		t.Errorf("validate: found %q, expected the panic", problem)
	}
	for _, name := range []string{"panic", "panic in start"} {
		if problem := l.Start(config(name), nil, 0); !strings.HasPrefix(problem, "panic: ") {
			t.Errorf("%s: found %q, expected the panic", name, problem)
		}
	}
	if problem := l.Start(config("well"), nil, 0); problem != "" {
		t.Error(problem)
	}
	l.Shutdown(0)
}

func TestVariablesAreThoseGivenAndEndWithTheirConfiguration(t *testing.T) {
	l, told := newLifecycle()
	t.Cleanup(func() { l.Shutdown(0) })
	_ = l.Start(config("${env:WHO}"), map[string]string{"WHO": "alice", "OLD": "1"}, 0)
	if got := told(); got != "tap, start alice" {
		t.Errorf("found %q, expected alice", got)
	}
	if problem := l.Validate(config("${env:WHO}"), map[string]string{"WHO": "bob"}); problem != "" {
		t.Error(problem)
	}
	if got := os.Getenv("WHO"); got != "alice" {
		t.Errorf("found %q after a validation with other variables, expected alice", got)
	}
	_ = l.Start(config("${env:WHO}${env:OLD:-new}"), map[string]string{"WHO": "carol"}, 0)
	if got := told(); !strings.HasSuffix(got, "start carolnew") {
		t.Errorf("found %q, expected carol, and nothing of before", got)
	}
}

func TestACollectorThatEndsByItselfIsToldOfOnce(t *testing.T) {
	log := &[]string{}
	broke := make(chan error, 2)
	l := lifecycle.New(plain(log), watching{log}, watching{log}, func(err error) { broke <- err })
	if problem := l.Start(config("well"), nil, 0); problem != "" {
		t.Fatal(problem)
	}
	if problem := l.Start(config(fatal), nil, 0); problem != "" {
		t.Fatal(problem)
	}
	close(endNow)
	select {
	case <-broke:
	case <-time.After(10 * time.Second):
		t.Fatal("found no word of it, expected the end to be told")
	}
	if problem := l.Shutdown(0); problem != "" || len(broke) > 0 {
		t.Errorf("found %q and %d more ends, expected nothing left to end", problem, len(broke))
	}
}
