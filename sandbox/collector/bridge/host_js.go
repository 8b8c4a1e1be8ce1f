//go:build js && wasm

package bridge

import (
	"context"
	"encoding/json"
	"errors"
	"syscall/js"

	"spanlab/collector/bridge/outside"
)

// jsHost is globalThis.spanlabHost.
type jsHost struct{ value js.Value }

var errGaveUp = errors.New("the Collector gave up waiting")

// Look implements machine.Outside.
func (h jsHost) Look(host string, port int) string { return h.value.Call("look", host, port).String() }

// Taken implements machine.Outside.
func (h jsHost) Taken(port int) bool {
	return h.value.Get("taken").Type() == js.TypeFunction && h.value.Call("taken", port).Truthy()
}

// exchange implements outside.Exchange. The host gets an AbortSignal, for when the Collector gives up.
func (h jsHost) exchange(ctx context.Context, call outside.Call, body []byte) (outside.Answer, error) {
	described, err := json.Marshal(call)
	if err != nil {
		return outside.Answer{}, err
	}
	abort := js.Global().Get("AbortController").New()
	answered, err := await(h.value.Call("exchange", string(described), jsBytes(body), abort.Get("signal")), ctx.Done())
	if err != nil {
		if errors.Is(err, errGaveUp) {
			abort.Call("abort")
		}
		return outside.Answer{}, err
	}
	answer := outside.Answer{Status: answered.Get("status").Int(), Body: goBytes(answered.Get("body"))}
	if headers := answered.Get("headers"); headers.Type() == js.TypeString {
		if err := json.Unmarshal([]byte(headers.String()), &answer.Headers); err != nil {
			return outside.Answer{}, err
		}
	}
	if code := answered.Get("grpcStatus"); code.Type() == js.TypeNumber {
		answer.GRPCStatus = uint32(code.Int())
	}
	if message := answered.Get("grpcMessage"); message.Type() == js.TypeString {
		answer.GRPCMessage = message.String()
	}
	return answer, nil
}
