// Package lifecycle checks configurations, and starts, restarts and ends one Collector within this process.
package lifecycle

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime/debug"
	"sync"
	"time"

	"go.opentelemetry.io/collector/otelcol"
)

// Observer sees what a Collector does.
type Observer interface {
	// Tap makes the settings of a Collector that is observed out of those of one that is not. ended is called when it has ended.
	Tap(plain otelcol.CollectorSettings) (settings otelcol.CollectorSettings, ended func())
	// Closing is called when a Collector begins to end.
	Closing()
}

// Line is what a Collector reaches others by.
type Line interface {
	Cut()
	Mend()
}

// Lifecycle is one place for a Collector. Its methods wait for each other.
type Lifecycle struct {
	settings otelcol.CollectorSettings
	observer Observer
	line     Line
	broke    func(error)

	mutex   sync.Mutex
	env     map[string]string
	running *running
}

type running struct {
	collector *otelcol.Collector
	done      chan struct{}
	err       error
}

// New takes the settings that the Builder generated. broke is called when a Collector that ran ends without being asked to.
func New(settings otelcol.CollectorSettings, observer Observer, line Line, broke func(error)) *Lifecycle {
	return &Lifecycle{settings: settings, observer: observer, line: line, broke: broke}
}

// Validate is ” or what `otelcol validate` says of a configuration. Nothing is started.
func (l *Lifecycle) Validate(config string, env map[string]string) string {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	before := l.env
	l.setEnv(env)
	defer l.setEnv(before)
	return text(l.dryRun(config))
}

// Start ends what runs, as Shutdown does, and runs a configuration. It returns when everything listens, or with the Collector's words.
func (l *Lifecycle) Start(config string, env map[string]string, grace time.Duration) string {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	_ = l.shutdown(grace)
	l.setEnv(env)
	settings, ended := with(l.settings, config), func() {}
	err := l.dryRun(config)
	if err == nil {
		settings, ended = l.observer.Tap(settings)
	}
	// A configuration with a mistake fails untouched, so nothing of ours can be in the message. After a panic in the middle of a
	// start, what was open would stay so: that is not tried for real.
	if !errors.As(err, new(panicked)) {
		err = l.run(settings, ended)
	}
	if err != nil {
		// As the Collector's command does.
		fmt.Fprintln(os.Stderr, "Error:", err)
	}
	return text(err)
}

// Shutdown ends what runs, gracefully. After the grace, exchanges with others that are under way break, so that it does end.
func (l *Lifecycle) Shutdown(grace time.Duration) string {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	return text(l.shutdown(grace))
}

func (l *Lifecycle) dryRun(config string) (err error) {
	defer recovered(&err)
	collector, err := otelcol.NewCollector(with(l.settings, config))
	if err != nil {
		return err
	}
	return collector.DryRun(context.Background())
}

func (l *Lifecycle) run(settings otelcol.CollectorSettings, ended func()) error {
	collector, err := otelcol.NewCollector(settings)
	if err != nil {
		return err
	}
	started := &running{collector: collector, done: make(chan struct{})}
	go func() {
		defer close(started.done)
		defer ended()
		defer recovered(&started.err)
		started.err = collector.Run(context.Background())
	}()
	// There is no signal for this.
	for collector.GetState() == otelcol.StateStarting {
		select {
		case <-started.done:
			return started.err
		case <-time.After(time.Millisecond):
		}
	}
	if collector.GetState() != otelcol.StateRunning {
		<-started.done
		return started.err
	}
	l.running = started
	go func() {
		<-started.done
		l.mutex.Lock()
		defer l.mutex.Unlock()
		// One that was asked to end is not this one any more.
		if l.running == started {
			l.running = nil
			l.broke(started.err)
		}
	}()
	return nil
}

func (l *Lifecycle) shutdown(grace time.Duration) error {
	if l.running == nil {
		return nil
	}
	ending := l.running
	l.running = nil
	l.observer.Closing()
	cut := time.AfterFunc(grace, l.line.Cut)
	ending.collector.Shutdown()
	<-ending.done
	cut.Stop()
	l.line.Mend()
	return ending.err
}

// setEnv makes exactly these variables what ${env:X} sees, besides those of the process.
func (l *Lifecycle) setEnv(env map[string]string) {
	for name := range l.env {
		_ = os.Unsetenv(name)
	}
	for name, value := range env {
		_ = os.Setenv(name, value)
	}
	l.env = env
}

func with(settings otelcol.CollectorSettings, config string) otelcol.CollectorSettings {
	settings.ConfigProviderSettings.ResolverSettings.URIs = []string{"yaml:" + config}
	return settings
}

// panicked is what a component did instead of returning.
type panicked struct {
	reason any
	stack  []byte
}

func (p panicked) Error() string { return fmt.Sprintf("panic: %v\n\n%s", p.reason, p.stack) }

// recovered turns a panic of a component into an error.
func recovered(err *error) {
	if reason := recover(); reason != nil {
		*err = panicked{reason, debug.Stack()}
	}
}

func text(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}
