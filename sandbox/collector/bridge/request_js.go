//go:build js && wasm

package bridge

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"strconv"
	"syscall/js"
)

// request makes a real HTTP request to one of the Collector's listeners: port, method, path, headers (JSON), body?
func request(client *http.Client, args []js.Value) (any, error) {
	var body []byte
	if len(args) > 4 {
		body = goBytes(args[4])
	}
	address := "http://" + net.JoinHostPort("collector", strconv.Itoa(args[0].Int()))
	sent, err := http.NewRequest(args[1].String(), address+args[2].String(), bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	var headers [][2]string
	if err := json.Unmarshal([]byte(args[3].String()), &headers); err != nil {
		return nil, err
	}
	for _, header := range headers {
		if http.CanonicalHeaderKey(header[0]) == "Host" {
			sent.Host = header[1]
			continue
		}
		sent.Header.Add(header[0], header[1])
	}
	answer, err := client.Do(sent)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	received, err := io.ReadAll(answer.Body)
	if err != nil {
		return nil, err
	}
	list := [][2]string{}
	for key, values := range answer.Header {
		for _, value := range values {
			list = append(list, [2]string{key, value})
		}
	}
	described, err := text(list)
	return map[string]any{"status": answer.StatusCode, "headers": described, "body": jsBytes(received)}, err
}

// dialListener connects to whatever listens on a port, whichever of the host's addresses it listens on.
func dialListener(ctx context.Context, network, address string) (net.Conn, error) {
	_, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	ip := "127.0.0.1"
	for _, open := range net.LabListening() {
		if strconv.Itoa(open.Port) == port && !open.IP.IsUnspecified() {
			ip = open.IP.String()
		}
	}
	var dialer net.Dialer
	return dialer.DialContext(ctx, network, net.JoinHostPort(ip, port))
}
