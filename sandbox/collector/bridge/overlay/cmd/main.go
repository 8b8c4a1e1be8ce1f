// Command cmd makes a Collector's module ready for js/wasm. In the module's folder, natively:
//
//	go run spanlab/collector/bridge/overlay/cmd overlay
//
// It fills the folder overlay, adds replace directives to go.mod, and prints what go build's -overlay takes.
package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"spanlab/collector/bridge/overlay"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "expected one folder, in that of go.mod, to write the overlay into")
		os.Exit(2)
	}
	path, err := prepare(os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println(path)
}

func prepare(folder string) (string, error) {
	goroot, err := ask("env", "GOROOT")
	if err != nil {
		return "", err
	}
	for _, module := range overlay.Modules {
		original, err := ask("list", "-mod=mod", "-m", "-f", "{{.Dir}}", module.Path)
		if err != nil || original == "" {
			// A manifest without the component that needs it has no such module.
			continue
		}
		copied := filepath.Join(folder, filepath.Base(module.Path))
		if err := module.Copy(original, copied); err != nil {
			return "", err
		}
		if _, err := ask("mod", "edit", "-replace", module.Path+"=./"+filepath.ToSlash(copied)); err != nil {
			return "", err
		}
	}
	return overlay.Write(folder, goroot)
}

func ask(args ...string) (string, error) {
	command := exec.Command("go", args...)
	command.Stderr = os.Stderr
	output, err := command.Output()
	return strings.TrimSpace(string(output)), err
}
