package taps

import (
	"context"
	"net"
	"slices"
	"strconv"
	"strings"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/confmap"
	"go.opentelemetry.io/collector/extension"
)

// Listener is where a component listens.
type Listener struct {
	// Component is empty for the Collector's own metrics.
	Component string `json:"component"`
	Network   string `json:"network"`
	// Address is as configured.
	Address string `json:"address"`
	Port    int    `json:"port"`
	// Protocol is the component's own word, `grpc` or `http`.
	Protocol string `json:"protocol,omitempty"`
}

// endpoint is an address in a component's configuration, defaults included.
type endpoint struct{ component, address, protocol string }

// extensionFactory makes extensions whose addresses are noted.
type extensionFactory struct {
	extension.Factory
	aliases
	run *run
}

func (f extensionFactory) Create(ctx context.Context, set extension.Settings, cfg component.Config) (extension.Extension, error) {
	slowDown(cfg)
	f.run.endpointsOf(set.ID.String(), cfg)
	return f.Factory.Create(ctx, set, cfg)
}

// endpointsOf notes the addresses of a configuration.
func (r *run) endpointsOf(id string, cfg component.Config) {
	conf := confmap.New()
	if conf.Marshal(cfg) != nil {
		return
	}
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.endpoints = append(r.endpoints, endpointsIn(id, "", conf.ToStringMap())...)
}

func endpointsIn(id, key string, conf map[string]any) []endpoint {
	found := []endpoint{}
	if address, ok := conf["endpoint"].(string); ok && address != "" {
		found = append(found, endpoint{id, address, key})
	}
	for inner, value := range conf {
		if nested, ok := value.(map[string]any); ok {
			found = append(found, endpointsIn(id, inner, nested)...)
		}
	}
	return found
}

func (r *run) listeners(open []*net.TCPAddr) []Listener {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	list := []Listener{}
	for _, addr := range open {
		listener := Listener{Network: "tcp", Address: addr.String(), Port: addr.Port}
		for _, e := range r.endpoints {
			if strings.HasSuffix(e.address, ":"+strconv.Itoa(addr.Port)) {
				listener.Component, listener.Address, listener.Protocol = e.component, e.address, e.protocol
			}
		}
		list = append(list, listener)
	}
	slices.SortFunc(list, func(a, b Listener) int { return a.Port - b.Port })
	return list
}
