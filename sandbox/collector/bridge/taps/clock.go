package taps

import (
	"reflect"
	"time"

	"go.opentelemetry.io/collector/component"
)

// shortest is the shortest time that JavaScript's timers know. A ticker that is faster, as `timeout: 5` makes one of 5 ns, would
// keep Go busy for good, and a program of one thread would never hear from its host again.
const shortest = time.Millisecond

// slowDown lengthens durations of a configuration that are too short for JavaScript. Lists are left alone: they are thresholds.
func slowDown(cfg component.Config) { slowDownValue(reflect.ValueOf(cfg)) }

func slowDownValue(value reflect.Value) {
	switch value.Kind() {
	case reflect.Pointer, reflect.Interface:
		if !value.IsNil() {
			slowDownValue(value.Elem())
		}
	case reflect.Struct:
		for i := range value.NumField() {
			slowDownValue(value.Field(i))
		}
	case reflect.Int64:
		if value.Type() == reflect.TypeFor[time.Duration]() && value.CanSet() && value.Int() > 0 && value.Int() < int64(shortest) {
			value.SetInt(int64(shortest))
		}
	}
}
