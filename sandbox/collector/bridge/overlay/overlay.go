// Package overlay makes the overlay (go help build) that lets the Collector be compiled for js/wasm and behave there as on Linux.
//
// Copies are changed; no installation of Go is touched: Go's in-process network gets the rules of a Linux host (std/net.go.txt),
// and its errors get Linux's words. Modules that know no js are copied, too, see modules.go.
package overlay

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

//go:embed std/net.go.txt
var netRules string

// Write puts the changed files and overlay.json into a folder and returns the path of the latter, for `go build -overlay`.
// goroot is `go env GOROOT`.
func Write(folder, goroot string) (string, error) {
	folder, err := filepath.Abs(folder)
	if err != nil {
		return "", err
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return "", err
	}
	replace := map[string]string{}
	put := func(original, name, text string) error {
		replace[original] = filepath.Join(folder, name)
		return os.WriteFile(replace[original], []byte(text), 0o644)
	}
	std := func(parts ...string) string {
		return filepath.Join(append([]string{goroot, "src"}, parts...)...)
	}

	fake, err := os.ReadFile(std("net", "net_fake.go"))
	if err != nil {
		return "", err
	}
	network, err := Network(string(fake))
	if err != nil {
		return "", err
	}
	js, err := os.ReadFile(std("syscall", "tables_js.go"))
	if err != nil {
		return "", err
	}
	linux, err := os.ReadFile(std("syscall", "zerrors_linux_amd64.go"))
	if err != nil {
		return "", err
	}
	words, err := Words(string(js), string(linux))
	if err != nil {
		return "", err
	}
	for _, file := range []struct{ original, name, text string }{
		{std("net", "net_fake.go"), "net_fake.go", network},
		{std("net", "net_lab.go"), "net_lab.go", netRules},
		{std("syscall", "tables_js.go"), "tables_js.go", words},
	} {
		if err := put(file.original, file.name, file.text); err != nil {
			return "", err
		}
	}
	text, err := json.MarshalIndent(map[string]any{"Replace": replace}, "", "  ")
	if err != nil {
		return "", err
	}
	path := filepath.Join(folder, "overlay.json")
	return path, os.WriteFile(path, append(text, '\n'), 0o644)
}

// Network is net_fake.go with its two decisions, who may listen and who is reached, left to net.go.txt.
func Network(fake string) (string, error) {
	for _, original := range []string{
		"func fakeListen(fd *netFD, laddr sockaddr) (err error) {",
		"func fakeConnect(ctx context.Context, fd *netFD, laddr, raddr sockaddr) error {",
	} {
		if strings.Count(fake, original) != 1 {
			return "", unknownGo("net/net_fake.go", original)
		}
		fake = strings.Replace(fake, original, strings.Replace(original, "func fake", "func netFake", 1), 1)
	}
	return fake, nil
}

var (
	jsTable    = regexp.MustCompile(`(?s)var errorstr = \[\.\.\.\]string\{\n.*?\n\}\n`)
	linuxTable = regexp.MustCompile(`(?s)var errors = \[\.\.\.\]string\{\n(.*?)\n\}\n`)
)

// Words is tables_js.go with Linux's error texts; the numbers are Linux's already.
func Words(js, linux string) (string, error) {
	table := linuxTable.FindStringSubmatch(linux)
	if table == nil {
		return "", unknownGo("syscall/zerrors_linux_amd64.go", "var errors")
	}
	if len(jsTable.FindAllString(js, -1)) != 1 {
		return "", unknownGo("syscall/tables_js.go", "var errorstr")
	}
	js = jsTable.ReplaceAllLiteralString(js, "var errorstr = [...]string{\n"+table[1]+"\n}\n")
	return strings.Replace(js, "\nimport \"runtime\"\n", "\n", 1), nil
}

func unknownGo(file, expected string) error {
	return fmt.Errorf("this Go's %s is not known: expected %q in it once; Go 1.25 and 1.26 have it, so build with one of them", file, expected)
}
