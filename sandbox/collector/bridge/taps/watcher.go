package taps

import (
	"net"
	"sync"

	"go.opentelemetry.io/collector/confmap"
	"go.opentelemetry.io/collector/otelcol"
)

// Watcher observes the Collectors of this process, one after another.
type Watcher struct {
	mutex   sync.Mutex
	limits  Limits
	current *run
}

// New makes a watcher that has seen nothing.
func New() *Watcher { return &Watcher{current: newRun(Limits{})} }

// Tap makes the settings of a Collector that is observed out of those of one that is not. ended shall be called when it has ended.
func (w *Watcher) Tap(plain otelcol.CollectorSettings) (settings otelcol.CollectorSettings, ended func()) {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	observed := newRun(w.limits)
	w.current = observed
	settings = plain
	settings.Factories = func() (otelcol.Factories, error) {
		factories, err := plain.Factories()
		if err != nil {
			return factories, err
		}
		return observed.wrap(factories)
	}
	resolver := &settings.ConfigProviderSettings.ResolverSettings
	resolver.ConverterFactories = append(append([]confmap.ConverterFactory{}, resolver.ConverterFactories...), observed.converter())
	return settings, observed.end
}

// Closing says that the Collector begins to end.
func (w *Watcher) Closing() { w.now().closing() }

// Lost is how many items the Collector could not deliver because it ended: exporters gave them up, or processors held them.
func (w *Watcher) Lost() int64 {
	current := w.now()
	current.mutex.Lock()
	defer current.mutex.Unlock()
	return current.lost
}

// Watch forgets what was copied and copies the first spans at each hop from now on.
func (w *Watcher) Watch(limits Limits) {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	w.limits = limits
	w.current.watch(limits)
}

// Counts are those of every component of the Collector that runs, or that ran last.
func (w *Watcher) Counts() []Counts { return w.now().counts() }

// Held is how many items are inside: batched, queued, waiting for a decision or for an answer.
func (w *Watcher) Held() int64 { return w.now().held() }

// Hops are what was seen between components since the watch began.
func (w *Watcher) Hops() []Hop { return w.now().seen() }

// Listeners says which components listen, given the addresses that are open.
func (w *Watcher) Listeners(open []*net.TCPAddr) []Listener { return w.now().listeners(open) }

func (w *Watcher) now() *run {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	return w.current
}
