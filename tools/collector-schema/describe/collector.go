package describe

import (
	"reflect"
	"strings"
)

// Types of the Collector's own that read themselves. They are known by name, so that this package needs none of them.

func isNamed(t reflect.Type, pkg, name string) bool {
	return t.Name() == name && strings.HasSuffix(t.PkgPath(), "/"+pkg)
}

// isOptional: configoptional.Optional[T], a part of a configuration that may be absent.
func isOptional(t reflect.Type) bool {
	return t.Kind() == reflect.Struct && strings.HasSuffix(t.PkgPath(), "/config/configoptional") &&
		strings.HasPrefix(t.Name(), "Optional[")
}

func optionalOf(t reflect.Type) reflect.Type {
	get, _ := reflect.PointerTo(t).MethodByName("Get")
	return get.Type.Out(0).Elem()
}

// inOptional is what an optional part is made of, and what it starts from when it is written.
func (d *Describer) inOptional(t reflect.Type, def reflect.Value) (reflect.Type, reflect.Value) {
	inner := optionalOf(t)
	if !def.IsValid() || !def.CanInterface() {
		return inner, reflect.Value{}
	}
	copied := reflect.New(t)
	copied.Elem().Set(def)
	if inner.Kind() != reflect.Struct && !copied.MethodByName("HasValue").Call(nil)[0].Bool() {
		return inner, reflect.Value{}
	}
	return inner, elem(copied.MethodByName("GetOrInsertDefault").Call(nil)[0])
}

func (d *Describer) optional(t reflect.Type, def reflect.Value, within []reflect.Type) Node {
	inner, value := d.inOptional(t, def)
	node := d.value(inner, value, within)
	if properties, ok := node["properties"].(Node); ok && inner.Kind() == reflect.Struct {
		enabled := scalar(reflect.TypeFor[bool](), reflect.Value{})
		enabled["description"] = "Whether this part is used, though it is written."
		properties["enabled"] = enabled
	}
	return node
}

// mapList: configopaque.MapList, names and values as a map or as a list of pairs.
func (d *Describer) mapList(t reflect.Type, within []reflect.Type) Node {
	pair := d.value(t.Elem(), reflect.Value{}, within)
	return Node{
		"type":                 []string{"object", "array", "null", "string"},
		"pattern":              substitution,
		"additionalProperties": Node{"type": []string{"string", "null"}},
		"items":                pair,
	}
}

// readsItself: a type with `Unmarshal(*confmap.Conf) error`.
func readsItself(t reflect.Type) bool {
	method, ok := reflect.PointerTo(t).MethodByName("Unmarshal")
	if !ok || method.Type.NumIn() != 2 || method.Type.In(1).Kind() != reflect.Pointer {
		return false
	}
	// confmap.Conf is another name of a type in a package below it.
	conf := method.Type.In(1).Elem()
	return conf.Name() == "Conf" && strings.Contains(conf.PkgPath(), "/confmap")
}

// alsoText allows text where a list wants structures: types that read themselves (transform, filter) have that short form.
func alsoText(t reflect.Type, list Node) {
	if t.Kind() != reflect.Slice || t.Elem().Kind() != reflect.Struct {
		return
	}
	items, ok := list["items"].(Node)
	if !ok || items["pattern"] == nil {
		return
	}
	delete(items, "pattern")
}
