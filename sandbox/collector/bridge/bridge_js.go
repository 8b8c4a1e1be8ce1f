//go:build js && wasm

// Package bridge runs the Collector inside of a JavaScript program.
package bridge

import (
	"encoding/json"
	"net"
	"net/http"
	"syscall/js"
	"time"

	"go.opentelemetry.io/collector/otelcol"

	"spanlab/collector/bridge/lifecycle"
	"spanlab/collector/bridge/machine"
	"spanlab/collector/bridge/outside"
	"spanlab/collector/bridge/taps"
)

// Run offers the Collector as globalThis.spanlabCollector, says so to globalThis.spanlabHost, and does not return.
func Run(settings otelcol.CollectorSettings) error {
	host := jsHost{js.Global().Get("spanlabHost")}
	computer := machine.New(host, machine.Sinks{})
	net.LabMachine = computer
	net.DefaultResolver = computer.Resolver()
	// Without a dialer of its own, Go's client would be the page's fetch.
	http.DefaultTransport.(*http.Transport).DialContext = (&net.Dialer{Timeout: 30 * time.Second, KeepAlive: 30 * time.Second}).DialContext
	if err := serveOutside(computer, host); err != nil {
		return err
	}

	watcher := taps.New()
	collector := lifecycle.New(settings, watcher.Tap)
	client := &http.Client{
		Transport:     &http.Transport{DialContext: dialListener, DisableCompression: true, MaxIdleConnsPerHost: 8},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	js.Global().Set("spanlabCollector", map[string]any{
		"validate": promising(func(args []js.Value) (any, error) {
			return collector.Validate(args[0].String(), stringMap(args[1])), nil
		}),
		"start": promising(func(args []js.Value) (any, error) {
			limits := taps.Limits{}
			_ = json.Unmarshal([]byte(args[2].String()), &limits)
			watcher.Watch(limits)
			problem := collector.Start(args[0].String(), stringMap(args[1]))
			listeners := []taps.Listener{}
			if problem == "" {
				listeners = watcher.Listeners(net.LabListening())
			}
			return text(map[string]any{"error": problem, "listeners": listeners})
		}),
		"shutdown": promising(func([]js.Value) (any, error) { return collector.Shutdown(), nil }),
		"request":  promising(func(args []js.Value) (any, error) { return request(client, args) }),
		"status": js.FuncOf(func(js.Value, []js.Value) any {
			counts, _ := text(map[string]any{"components": watcher.Counts()})
			return counts
		}),
		"watchHops": js.FuncOf(func(_ js.Value, args []js.Value) any {
			watcher.Watch(taps.Limits{Spans: args[0].Int(), Bytes: args[1].Int()})
			return nil
		}),
		"hops": promising(func([]js.Value) (any, error) { return hops(watcher), nil }),
	})
	host.value.Call("ready")
	select {}
}

// serveOutside starts the servers that stand for everybody else, at addresses that nobody can write into a configuration by accident.
func serveOutside(computer *machine.Machine, host jsHost) error {
	web, err := net.Listen("tcp", "240.0.0.1:80")
	if err != nil {
		return err
	}
	rpc, err := net.Listen("tcp", "240.0.0.2:80")
	if err != nil {
		return err
	}
	computer.SetSinks(machine.Sinks{HTTP: web.Addr().(*net.TCPAddr), GRPC: rpc.Addr().(*net.TCPAddr)})
	go func() { _ = outside.ServeHTTP(web, host.exchange, computer.Name) }()
	go func() { _ = outside.ServeGRPC(rpc, host.exchange, computer.Name) }()
	return nil
}

func hops(watcher *taps.Watcher) any {
	list := []any{}
	for _, hop := range watcher.Hops() {
		list = append(list, map[string]any{
			"pipeline": hop.Pipeline, "index": hop.Index, "total": hop.Total, "body": jsBytes(hop.Body),
		})
	}
	return list
}

func text(value any) (string, error) {
	encoded, err := json.Marshal(value)
	return string(encoded), err
}

// stringMap reads JSON of an object of strings; nothing is none.
func stringMap(value js.Value) map[string]string {
	read := map[string]string{}
	if value.Type() == js.TypeString {
		_ = json.Unmarshal([]byte(value.String()), &read)
	}
	return read
}
