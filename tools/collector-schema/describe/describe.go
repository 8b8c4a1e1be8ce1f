// Package describe makes a JSON Schema (draft-07) from the Go types the Collector reads its configuration into.
package describe

import (
	"encoding"
	"reflect"
	"strings"
	"time"
)

// Node is a part of a JSON Schema.
type Node = map[string]any

// Docs says what a type's source says.
type Docs interface {
	// Type is the comment on a type.
	Type(t reflect.Type) string
	// Field is the comment on a struct's field.
	Field(t reflect.Type, name string) string
	// Constants are the values of the string constants of a type, in order.
	Constants(t reflect.Type) []string
}

// Describer describes types. The Collector replaces ${env:NAME} and the like before it looks at types: that is allowed everywhere.
type Describer struct {
	Docs Docs
	// Open says of which types not all keys are known, because they read other formats, too.
	Open func(t reflect.Type) bool
}

const substitution = `\$\{.*\}`

var (
	duration        = reflect.TypeFor[time.Duration]()
	textUnmarshaler = reflect.TypeFor[encoding.TextUnmarshaler]()
)

// Value describes what may be written for a value of a type. def is the default, if there is one.
func (d *Describer) Value(t reflect.Type, def reflect.Value) Node {
	return d.value(t, def, nil)
}

func (d *Describer) value(t reflect.Type, def reflect.Value, within []reflect.Type) Node {
	if t.Kind() == reflect.Pointer {
		return d.value(t.Elem(), elem(def), within)
	}
	if t.Kind() == reflect.Struct && count(within, t) > 1 {
		return Node{}
	}
	switch {
	case t == duration:
		return durationNode(def)
	case isOptional(t):
		return d.optional(t, def, within)
	case isNamed(t, "config/configopaque", "MapList"):
		return d.mapList(t, within)
	case reflect.PointerTo(t).Implements(textUnmarshaler):
		return d.text(t, def)
	}
	switch t.Kind() {
	case reflect.Struct:
		return d.structure(t, def, within)
	case reflect.Map:
		rest := d.value(t.Elem(), reflect.Value{}, within)
		return container("object", Node{"additionalProperties": rest})
	case reflect.Slice, reflect.Array:
		node := container("array", Node{"items": d.value(t.Elem(), reflect.Value{}, within)})
		if t.Elem().Kind() == reflect.String || reflect.PointerTo(t.Elem()).Implements(textUnmarshaler) {
			// Names in one text, with commas between.
			delete(node, "pattern")
		}
		return node
	case reflect.Interface:
		if concrete := elem(def); concrete.IsValid() {
			return d.value(concrete.Type(), concrete, within)
		}
		return Node{}
	case reflect.String:
		return d.text(t, def)
	default:
		return scalar(t, def)
	}
}

// container is an object or a list. One that is written but left empty is null.
func container(kind string, rest Node) Node {
	rest["type"] = []string{kind, "null", "string"}
	rest["pattern"] = substitution
	return rest
}

func (d *Describer) structure(t reflect.Type, def reflect.Value, within []reflect.Type) Node {
	properties := Node{}
	var rest any = d.Open != nil && d.Open(t)
	d.fields(t, def, append(within, t), properties, &rest)
	return container("object", Node{"properties": properties, "additionalProperties": rest})
}

func (d *Describer) fields(t reflect.Type, def reflect.Value, within []reflect.Type, into Node, rest *any) {
	for i := range t.NumField() {
		field := t.Field(i)
		name, options, _ := strings.Cut(field.Tag.Get("mapstructure"), ",")
		if name == "-" {
			continue
		}
		value := reflect.Value{}
		if def.IsValid() {
			value = def.Field(i)
		}
		switch {
		case strings.Contains(options, "squash"):
			d.squash(field.Type, value, within, into, rest)
		case strings.Contains(options, "remain"):
			*rest = d.remain(field.Type, within)
		case field.IsExported():
			if name == "" {
				name = field.Name
			}
			node := d.value(field.Type, value, within)
			if readsItself(t) {
				alsoText(field.Type, node)
			}
			d.comment(node, t, field)
			into[name] = node
		}
	}
}

func (d *Describer) squash(t reflect.Type, def reflect.Value, within []reflect.Type, into Node, rest *any) {
	if t.Kind() == reflect.Pointer {
		t, def = t.Elem(), elem(def)
	}
	if isOptional(t) {
		t, def = d.inOptional(t, def)
	}
	if t.Kind() != reflect.Struct || count(within, t) > 1 {
		return
	}
	if d.Open != nil && d.Open(t) {
		*rest = true
	}
	d.fields(t, def, append(within, t), into, rest)
}

// remain describes the values of the keys that have no field.
func (d *Describer) remain(t reflect.Type, within []reflect.Type) any {
	if t.Kind() == reflect.Map {
		return d.value(t.Elem(), reflect.Value{}, within)
	}
	return true
}

// comment says what the field's comment says, or else that of its type.
func (d *Describer) comment(node Node, owner reflect.Type, field reflect.StructField) {
	if d.Docs == nil {
		return
	}
	text := d.Docs.Field(owner, field.Name)
	if text == "" {
		text = d.Docs.Type(base(field.Type))
	}
	if text == "" {
		return
	}
	if hint, ok := node["description"].(string); ok {
		text += "\n\n" + hint
	}
	node["description"] = text
	if strings.Contains(text, "Deprecated:") {
		node["deprecated"] = true
		node["deprecationMessage"] = text[strings.Index(text, "Deprecated:"):]
	}
}

func count(types []reflect.Type, t reflect.Type) int {
	n := 0
	for _, each := range types {
		if each == t {
			n++
		}
	}
	return n
}

// elem is what a pointer or an interface holds: nothing, for nil.
func elem(v reflect.Value) reflect.Value {
	if !v.IsValid() || (v.Kind() != reflect.Pointer && v.Kind() != reflect.Interface) || v.IsNil() {
		return reflect.Value{}
	}
	if v.Kind() == reflect.Interface && v.Elem().Kind() == reflect.Pointer {
		return elem(v.Elem())
	}
	return v.Elem()
}

// base is the type that carries the documentation of a field: of a list its items', of an optional what is optional.
func base(t reflect.Type) reflect.Type {
	for {
		switch {
		case t.Kind() == reflect.Pointer, t.Kind() == reflect.Slice && t.Name() == "":
			t = t.Elem()
		case isOptional(t):
			t = optionalOf(t)
		default:
			return t
		}
	}
}
