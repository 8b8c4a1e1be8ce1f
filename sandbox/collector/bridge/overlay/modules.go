package overlay

import (
	"os"
	"path/filepath"
	"strings"
)

// Module is one that does not do for js as it is. An overlay may not cover modules, so it is copied, for a replace directive.
type Module struct {
	// Path is the module's.
	Path string
	// File is the one that is changed, from the module's folder.
	File string
	// Change makes its content; read gives that of other files of the module.
	Change func(read func(file string) (string, error)) (string, error)
}

// Modules are all of them.
var Modules = []Module{
	// Among the redaction processor's; it compiles for wasip1, so js gets what wasip1 has.
	{"github.com/outcaste-io/ristretto", "z/mmap_unix.go", func(read func(string) (string, error)) (string, error) {
		wasi, err := read("z/mmap_wasip1.go")
		return strings.Replace(wasi, "//go:build wasip1", "//go:build js", 1), err
	}},
	// memory_limiter's. It asks the system for its memory and does not expect not to be told.
	{"go.opentelemetry.io/collector/internal/memorylimiter", "iruntime/total_memory_other.go", func(func(string) (string, error)) (string, error) {
		return totalMemory, nil
	}},
}

const totalMemory = `//go:build !linux

package iruntime

// TotalMemory is what a WebAssembly program can have at most.
func TotalMemory() (uint64, error) { return 4 << 30, nil }
`

// Copy copies the module from its folder into another, changed.
func (m Module) Copy(module, folder string) error {
	if err := os.RemoveAll(folder); err != nil {
		return err
	}
	// The files of a module cache are read only, so they are not copied with their modes.
	err := filepath.WalkDir(module, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() || strings.HasSuffix(path, "_test.go") {
			return err
		}
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		relative, err := filepath.Rel(module, path)
		if err != nil {
			return err
		}
		target := filepath.Join(folder, relative)
		if err := os.MkdirAll(filepath.Dir(target), 0o755); err != nil {
			return err
		}
		return os.WriteFile(target, content, 0o644)
	})
	if err != nil {
		return err
	}
	content, err := m.Change(func(file string) (string, error) {
		text, err := os.ReadFile(filepath.Join(module, filepath.FromSlash(file)))
		return string(text), err
	})
	if err != nil {
		return err
	}
	target := filepath.Join(folder, filepath.FromSlash(m.File))
	if _, err := os.Stat(target); err != nil {
		// Its release is another than this knows: better no build than one that fails in a lesson.
		return err
	}
	return os.WriteFile(target, []byte(content), 0o644)
}
