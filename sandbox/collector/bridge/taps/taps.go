// Package taps counts.
package taps

import (
	"net"

	"go.opentelemetry.io/collector/otelcol"
)

// Limits bound what is copied at each hop.
type Limits struct {
	Spans int `json:"hopSpans"`
	Bytes int `json:"hopBytes"`
}

// Listener is where a component listens.
type Listener struct {
	Component string `json:"component"`
	Network   string `json:"network"`
	Address   string `json:"address"`
	Port      int    `json:"port"`
	Protocol  string `json:"protocol,omitempty"`
}

type Hop struct {
	Pipeline string
	Index    int
	Total    int64
	Body     []byte
}

type Watcher struct{}

func New() *Watcher { return &Watcher{} }

func (w *Watcher) Tap(plain otelcol.CollectorSettings) (otelcol.CollectorSettings, func()) {
	return plain, nil
}
func (w *Watcher) Watch(Limits) {}
func (w *Watcher) Listeners(open []*net.TCPAddr) []Listener {
	list := []Listener{}
	for _, o := range open {
		list = append(list, Listener{Address: o.String(), Port: o.Port, Network: "tcp"})
	}
	return list
}
func (w *Watcher) Counts() []any { return []any{} }
func (w *Watcher) Hops() []Hop   { return nil }
