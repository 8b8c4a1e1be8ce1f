package describe_test

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"testing"
	"time"

	"spanlab/collector/schema/describe"
)

type Mode string

func (m *Mode) UnmarshalText(text []byte) error {
	if t := string(text); t == "fast" || t == "slow" {
		*m = Mode(t)
		return nil
	}
	return fmt.Errorf("no such mode: %s", text)
}

type Shared struct {
	Name string `mapstructure:"name"`
}

type Nested struct {
	Size  int      `mapstructure:"size"`
	Below *Nested  `mapstructure:"below"`
	Tags  []string `mapstructure:"tags,omitempty"`
}

type Config struct {
	Shared  `mapstructure:",squash"`
	Timeout time.Duration     `mapstructure:"timeout"`
	Mode    Mode              `mapstructure:"mode"`
	Nested  Nested            `mapstructure:"nested"`
	Items   []Nested          `mapstructure:"items"`
	Labels  map[string]string `mapstructure:"labels"`
	Ratio   float64           `mapstructure:"ratio"`
	Count   uint32            `mapstructure:"count"`
	On      *bool             `mapstructure:"on"`
	Any     any               `mapstructure:"any"`
	Secret  string            `mapstructure:"-"`
	private int
}

type Rest struct {
	Known  string         `mapstructure:"known"`
	Others map[string]int `mapstructure:",remain"`
}

type docs struct{}

func (docs) Type(reflect.Type) string                 { return "" }
func (docs) Field(_ reflect.Type, name string) string { return "About " + name + "." }
func (docs) Constants(t reflect.Type) []string {
	if t.Name() == "Mode" {
		return []string{"fast", "slow", "wrong"}
	}
	return nil
}

func described(t *testing.T, config any) describe.Node {
	t.Helper()
	d := describe.Describer{Docs: docs{}}
	value := reflect.ValueOf(config)
	return d.Value(value.Type(), value)
}

func property(t *testing.T, node describe.Node, path ...string) describe.Node {
	t.Helper()
	for _, key := range path {
		next, ok := node["properties"].(describe.Node)[key].(describe.Node)
		if !ok {
			t.Fatalf("no property %q among %v", key, node["properties"])
		}
		node = next
	}
	return node
}

func TestKeysAreThoseThatMapstructureReads(t *testing.T) {
	node := described(t, &Config{})
	var keys []string
	for key := range node["properties"].(describe.Node) {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	want := []string{"any", "count", "items", "labels", "mode", "name", "nested", "on", "ratio", "timeout"}
	if !slices.Equal(keys, want) {
		t.Errorf("got %v, want %v", keys, want)
	}
	if node["additionalProperties"] != false {
		t.Errorf("other keys: got %v, want none", node["additionalProperties"])
	}
}

func TestDefaultsComeFromTheDefaultConfiguration(t *testing.T) {
	on := true
	node := described(t, &Config{
		Shared: Shared{Name: "n"}, Timeout: 90 * time.Second, Mode: "fast", Nested: Nested{Size: 3}, Ratio: 0.5, On: &on,
	})
	for path, want := range map[string]any{"name": "n", "timeout": "1m30s", "mode": "fast", "ratio": 0.5, "on": true, "count": uint64(0)} {
		if got := property(t, node, path)["default"]; got != want {
			t.Errorf("%s: got %v, want %v", path, got, want)
		}
	}
	if got := property(t, node, "nested", "size")["default"]; got != int64(3) {
		t.Errorf("nested.size: got %v, want 3", got)
	}
	items := property(t, node, "items")["items"].(describe.Node)
	if got, has := property(t, items, "size")["default"]; has {
		t.Errorf("an item nobody has written has a default: %v", got)
	}
}

func TestDurationsNeedAUnit(t *testing.T) {
	pattern := regexp.MustCompile(property(t, described(t, &Config{}), "timeout")["pattern"].(string))
	for text, want := range map[string]bool{
		"200ms": true, "1m30s": true, "1.5h": true, ".5s": true, "-1s": true, "0": true, "${env:T}": true,
		"5": false, "5 s": false, "five": false, "": false, "ms": false,
	} {
		if got := pattern.MatchString(text); got != want {
			t.Errorf("%q: got %v, want %v", text, got, want)
		}
	}
}

func TestChoicesAreTheConstantsThatTheTypeReads(t *testing.T) {
	mode := property(t, described(t, &Config{}), "mode")
	got := mode["anyOf"].([]describe.Node)[0]["enum"]
	if !reflect.DeepEqual(got, []string{"fast", "slow"}) {
		t.Errorf("got %v, want fast and slow", got)
	}
}

func TestARemainingMapTakesOtherKeys(t *testing.T) {
	rest := described(t, &Rest{})["additionalProperties"].(describe.Node)
	if !reflect.DeepEqual(rest["type"], []string{"integer", "null", "string"}) {
		t.Errorf("got %v, want integers", rest)
	}
}

func TestATypeWithinItselfEnds(t *testing.T) {
	inner := property(t, described(t, &Nested{}), "below", "below")
	if properties, has := inner["properties"]; has {
		t.Errorf("a third level is described: %v", properties)
	}
}

func TestCommentsAndConstantsAreReadFromSources(t *testing.T) {
	folder := t.TempDir()
	source := "package p\n\n// Mode is how.\n// Two lines.\n//\n//   - a list\ntype Mode string\n\nconst (\n\tFast Mode = \"fast\"\n\tslow = Mode(\"slow\")\n)\n\n" +
		"type Config struct {\n\t// Name of it.\n\tName string\n\tSize int // Size behind it.\n\tShared\n}\n"
	if err := os.WriteFile(filepath.Join(folder, "p.go"), []byte(source), 0o600); err != nil {
		t.Fatal(err)
	}
	sources := describe.Sources{Folders: map[string]string{reflect.TypeFor[Mode]().PkgPath(): folder}}
	mode, config := reflect.TypeFor[Mode](), reflect.TypeFor[Config]()
	if got, want := sources.Type(mode), "Mode is how. Two lines.\n\n  - a list"; got != want {
		t.Errorf("type: got %q, want %q", got, want)
	}
	if got := sources.Constants(mode); !slices.Equal(got, []string{"fast", "slow"}) {
		t.Errorf("constants: got %v", got)
	}
	if got := sources.Field(config, "Name"); got != "Name of it." {
		t.Errorf("field: got %q", got)
	}
	if got := sources.Field(config, "Size"); got != "Size behind it." {
		t.Errorf("field with its comment behind: got %q", got)
	}
	if got := sources.Type(reflect.TypeFor[time.Duration]()); got != "" {
		t.Errorf("a package without a folder: got %q", got)
	}
}
