package describe

import (
	"encoding"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"
	"unicode"
)

// One number, or several, each with a unit: 200ms, 1m30s. A number alone would be nanoseconds, which nobody means.
const durationPattern = `^[-+]?(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+$|^[-+]?0$|` + substitution

func durationNode(def reflect.Value) Node {
	node := Node{
		"type":        []string{"string", "integer", "null"},
		"pattern":     durationPattern,
		"minimum":     0,
		"maximum":     0,
		"description": "A duration, with its unit: 200ms, 5s, 1m30s.",
		"examples":    []string{"200ms", "5s", "1m"},
	}
	if def.IsValid() {
		node["default"] = durationText(time.Duration(def.Int()))
	}
	return node
}

// durationText is as people write it: 1m, where Go says 1m0s.
func durationText(d time.Duration) string {
	text := d.String()
	if strings.HasSuffix(text, "m0s") {
		text = strings.TrimSuffix(text, "0s")
	}
	if strings.HasSuffix(text, "h0m") {
		text = strings.TrimSuffix(text, "0m")
	}
	return text
}

// scalar describes numbers and booleans.
func scalar(t reflect.Type, def reflect.Value) Node {
	node := Node{"pattern": substitution}
	kind := ""
	switch t.Kind() {
	case reflect.Bool:
		kind = "boolean"
		if def.IsValid() {
			node["default"] = def.Bool()
		}
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		kind = "integer"
		if def.IsValid() {
			node["default"] = def.Int()
		}
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		kind = "integer"
		node["minimum"] = 0
		if def.IsValid() {
			node["default"] = def.Uint()
		}
	case reflect.Float32, reflect.Float64:
		kind = "number"
		if def.IsValid() {
			node["default"] = def.Float()
		}
	default:
		// Functions, channels: nothing that can be written.
		return Node{}
	}
	node["type"] = []string{kind, "null", "string"}
	return node
}

// text describes strings, and types that are read from one.
func (d *Describer) text(t reflect.Type, def reflect.Value) Node {
	node := Node{"type": []string{"string", "null"}}
	if value, ok := textOf(t, def); ok && value != "" {
		node["default"] = value
	}
	values, closed := d.choices(t)
	if len(values) < 2 {
		return node
	}
	if !closed {
		node["examples"] = values
		return node
	}
	delete(node, "type")
	others := Node{"type": []string{"string", "null"}, "pattern": substitution}
	if reads(t, strings.ToUpper(values[0])) && strings.ToUpper(values[0]) != values[0] {
		others["pattern"] = anyCase(values) + "|" + substitution
	}
	node["anyOf"] = []Node{{"enum": values}, others}
	return node
}

// choices are the values a type has constants for, and whether it takes no others.
func (d *Describer) choices(t reflect.Type) (values []string, closed bool) {
	if t.PkgPath() == "" {
		return nil, false
	}
	unmarshals := reflect.PointerTo(t).Implements(textUnmarshaler)
	var all []string
	switch {
	case t.Kind() == reflect.String && d.Docs != nil:
		all = d.Docs.Constants(t)
	case unmarshals && t.Kind() >= reflect.Int && t.Kind() <= reflect.Int64:
		all = names(t)
	}
	for _, value := range all {
		if value != "" && !slices.Contains(values, value) && (!unmarshals || reads(t, value)) {
			values = append(values, value)
		}
	}
	return values, !unmarshals || !reads(t, "no such value")
}

// names are what a numbered type calls its first few values, in lower case where it takes that.
func names(t reflect.Type) []string {
	var all []string
	for i := int64(-8); i < 16; i++ {
		value := reflect.New(t).Elem()
		value.SetInt(i)
		name, _ := textOf(t, value)
		if lower := strings.ToLower(name); reads(t, lower) {
			name = lower
		}
		// A made-up name, such as Level(7), is not one it reads.
		if reads(t, name) {
			all = append(all, name)
		}
	}
	return all
}

// reads says whether a type can be read from a text.
func reads(t reflect.Type, text string) bool {
	reader, ok := reflect.New(t).Interface().(encoding.TextUnmarshaler)
	return ok && reader.UnmarshalText([]byte(text)) == nil
}

func textOf(t reflect.Type, v reflect.Value) (string, bool) {
	if !v.IsValid() || !v.CanInterface() || strings.HasSuffix(t.PkgPath(), "/configopaque") {
		return "", false
	}
	if t.Kind() == reflect.String {
		return v.String(), true
	}
	switch value := v.Interface().(type) {
	case encoding.TextMarshaler:
		text, err := value.MarshalText()
		return string(text), err == nil
	case fmt.Stringer:
		return value.String(), true
	}
	return "", false
}

// anyCase is a pattern for one of the values in whatever case. JSON Schema's patterns have no flag for that.
func anyCase(values []string) string {
	var pattern strings.Builder
	for i, value := range values {
		if i > 0 {
			pattern.WriteByte('|')
		}
		pattern.WriteByte('^')
		for _, r := range value {
			if upper, lower := unicode.ToUpper(r), unicode.ToLower(r); upper != lower {
				fmt.Fprintf(&pattern, "[%c%c]", upper, lower)
			} else {
				fmt.Fprintf(&pattern, "%c", r)
			}
		}
		pattern.WriteByte('$')
	}
	return pattern.String()
}
