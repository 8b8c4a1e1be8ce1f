package overlay

import (
	"os"
	"path/filepath"
	"strings"
)

// Ristretto is a module, among the redaction processor's, that compiles for wasip1, but not for js.
const Ristretto = "github.com/outcaste-io/ristretto"

// CopyRistretto copies that module from its folder into another and gives it for js what it has for wasip1. The copy is for a
// replace directive: an overlay may not cover modules.
func CopyRistretto(module, folder string) error {
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
	wasi, err := os.ReadFile(filepath.Join(module, "z", "mmap_wasip1.go"))
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(folder, "z", "mmap_unix.go"), []byte(Mmap(string(wasi))), 0o644)
}

// Mmap makes the file for wasip1 one for js.
func Mmap(wasi string) string {
	return strings.Replace(wasi, "//go:build wasip1", "//go:build js", 1)
}
