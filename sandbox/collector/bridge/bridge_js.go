//go:build js && wasm

// Package bridge runs the Collector inside of a JavaScript program.
package bridge

import (
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"os"
	"runtime/debug"
	"syscall/js"
	"time"

	"go.opentelemetry.io/collector/otelcol"

	"spanlab/collector/bridge/lifecycle"
	"spanlab/collector/bridge/machine"
	"spanlab/collector/bridge/outside"
	"spanlab/collector/bridge/taps"
)

// How long what is under way may take, unless the host says: when a Collector makes place for another, and when it ends.
const (
	restartGraceMs  = 250
	shutdownGraceMs = 5000
)

func milliseconds(n int) time.Duration { return time.Duration(n) * time.Millisecond }

// Run offers the Collector as globalThis.spanlabCollector, says so to globalThis.spanlabHost, and does not return.
func Run(settings otelcol.CollectorSettings) error {
	// A JavaScript program gets no memory back, so the garbage must not grow as it would elsewhere. How large it may become
	// the host says, in GOMEMLIMIT.
	debug.SetGCPercent(50)
	host := jsHost{js.Global().Get("spanlabHost")}
	computer := machine.New(host, machine.Sinks{})
	net.LabMachine = computer
	net.DefaultResolver = computer.Resolver()
	transport := http.DefaultTransport.(*http.Transport)
	transport.Proxy = outside.Proxy
	// Without a dialer of its own, Go's client would be the page's fetch.
	transport.DialContext = (&net.Dialer{Timeout: 30 * time.Second, KeepAlive: 30 * time.Second}).DialContext
	line := outside.NewLine(host.exchange)
	if err := serveOutside(computer, line.Exchange); err != nil {
		return err
	}

	settings.LoggingOptions = append(settings.LoggingOptions, lifecycle.AsOnLinux(taps.Passing))
	watcher := taps.New()
	collector := lifecycle.New(settings, watcher, line, func(err error) {
		// The host takes the end of the program for that of the Collector, and reads the reason in its last words.
		fmt.Fprintln(os.Stderr, "Error: the Collector ended by itself:", err)
		os.Exit(1)
	})
	client := &http.Client{
		Transport:     &http.Transport{DialContext: dialListener, DisableCompression: true, MaxIdleConnsPerHost: 8},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	js.Global().Set("spanlabCollector", map[string]any{
		"validate": promising(func(args []js.Value) (any, error) {
			return collector.Validate(args[0].String(), stringMap(args[1])), nil
		}),
		"start": promising(func(args []js.Value) (any, error) {
			options := struct {
				taps.Limits
				GraceMs int `json:"graceMs"`
			}{GraceMs: restartGraceMs}
			if err := json.Unmarshal([]byte(args[2].String()), &options); err != nil {
				return nil, err
			}
			_ = collector.Shutdown(milliseconds(options.GraceMs))
			lost := watcher.Lost()
			watcher.Watch(options.Limits)
			problem := collector.Start(args[0].String(), stringMap(args[1]), milliseconds(options.GraceMs))
			listeners := []taps.Listener{}
			if problem == "" {
				listeners = watcher.Listeners(net.LabListening())
			} else {
				net.LabHangUp()
			}
			return text(map[string]any{"error": problem, "listeners": listeners, "lost": lost})
		}),
		"shutdown": promising(func(args []js.Value) (any, error) {
			grace := shutdownGraceMs
			if len(args) > 0 && args[0].Type() == js.TypeNumber {
				grace = args[0].Int()
			}
			return collector.Shutdown(milliseconds(grace)), nil
		}),
		"lost":    js.FuncOf(func(js.Value, []js.Value) any { return watcher.Lost() }),
		"request": promising(func(args []js.Value) (any, error) { return request(client, args) }),
		"status": js.FuncOf(func(js.Value, []js.Value) any {
			counts, _ := text(map[string]any{"components": watcher.Counts(), "held": watcher.Held()})
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
func serveOutside(computer *machine.Machine, exchange outside.Exchange) error {
	web, err := net.Listen("tcp", "240.0.0.1:80")
	if err != nil {
		return err
	}
	rpc, err := net.Listen("tcp", "240.0.0.2:80")
	if err != nil {
		return err
	}
	computer.SetSinks(machine.Sinks{HTTP: web.Addr().(*net.TCPAddr), GRPC: rpc.Addr().(*net.TCPAddr)})
	go func() { _ = outside.ServeHTTP(web, exchange, computer.Name) }()
	go func() { _ = outside.ServeGRPC(rpc, exchange, computer.Name) }()
	return nil
}

func hops(watcher *taps.Watcher) any {
	list := []any{}
	for _, hop := range watcher.Hops() {
		list = append(list, map[string]any{
			"pipeline": hop.Pipeline, "index": hop.Index, "total": hop.Total,
			"body": jsBytes(hop.Body), "batches": jsNumbers(hop.Batches),
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
