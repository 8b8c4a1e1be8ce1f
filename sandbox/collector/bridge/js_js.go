//go:build js && wasm

package bridge

import (
	"fmt"
	"runtime/debug"
	"syscall/js"
)

var (
	uint8Array   = js.Global().Get("Uint8Array")
	promiseClass = js.Global().Get("Promise")
	errorClass   = js.Global().Get("Error")
)

// promising is a JavaScript function whose work is done in a goroutine of its own.
func promising(work func(args []js.Value) (any, error)) js.Func {
	return js.FuncOf(func(_ js.Value, args []js.Value) any {
		var executor js.Func
		executor = js.FuncOf(func(_ js.Value, settle []js.Value) any {
			executor.Release()
			go func() {
				result, err := guarded(work, args)
				if err != nil {
					settle[1].Invoke(errorClass.New(err.Error()))
					return
				}
				settle[0].Invoke(result)
			}()
			return nil
		})
		return promiseClass.New(executor)
	})
}

func guarded(work func(args []js.Value) (any, error), args []js.Value) (result any, err error) {
	defer func() {
		if reason := recover(); reason != nil {
			err = fmt.Errorf("panic: %v\n\n%s", reason, debug.Stack())
		}
	}()
	return work(args)
}

// await waits for a promise, or until gaveUp is closed. What is not a promise is its own result.
func await(value js.Value, gaveUp <-chan struct{}) (js.Value, error) {
	type settled struct {
		value js.Value
		err   error
	}
	done := make(chan settled, 1)
	var resolve, reject js.Func
	release := func() { resolve.Release(); reject.Release() }
	resolve = js.FuncOf(func(_ js.Value, args []js.Value) any {
		release()
		result := js.Undefined()
		if len(args) > 0 {
			result = args[0]
		}
		done <- settled{value: result}
		return nil
	})
	reject = js.FuncOf(func(_ js.Value, args []js.Value) any {
		release()
		reason := "rejected"
		if len(args) > 0 {
			reason = js.Global().Call("String", args[0]).String()
		}
		done <- settled{err: fmt.Errorf("%s", reason)}
		return nil
	})
	promiseClass.Call("resolve", value).Call("then", resolve, reject)
	select {
	case result := <-done:
		return result.value, result.err
	case <-gaveUp:
		return js.Undefined(), errGaveUp
	}
}

func jsBytes(data []byte) js.Value {
	array := uint8Array.New(len(data))
	js.CopyBytesToJS(array, data)
	return array
}

func jsNumbers(numbers []int64) []any {
	list := make([]any, len(numbers))
	for at, number := range numbers {
		list[at] = number
	}
	return list
}

func goBytes(value js.Value) []byte {
	if value.IsNull() || value.IsUndefined() {
		return nil
	}
	data := make([]byte, value.Get("byteLength").Int())
	js.CopyBytesToGo(data, value)
	return data
}
