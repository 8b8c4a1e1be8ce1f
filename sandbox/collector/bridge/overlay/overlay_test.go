package overlay_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"spanlab/collector/bridge/overlay"
)

func goEnv(t *testing.T, key string) string {
	t.Helper()
	output, err := exec.Command("go", "env", key).Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(output))
}

func TestAProgramForJSFindsTheNetworkOfALinuxHost(t *testing.T) {
	folder := t.TempDir()
	goroot := goEnv(t, "GOROOT")
	path, err := overlay.Write(filepath.Join(folder, "overlay"), goroot)
	if err != nil {
		t.Fatal(err)
	}
	program, err := os.ReadFile("testdata/host.go.txt")
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"main.go": string(program), "go.mod": "module host\n\ngo 1.25\n"} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	build := exec.Command("go", "build", "-overlay", path, "-o", "host.wasm", ".")
	build.Dir = folder
	build.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm", "GOFLAGS=")
	if output, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, output)
	}
	run := exec.Command("node", filepath.Join(goroot, "lib/wasm/wasm_exec_node.js"), "host.wasm")
	run.Dir = folder
	run.Env = []string{"PATH=" + os.Getenv("PATH")}
	output, err := run.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, output)
	}
	want := `0.0.0.0:4318 -> [::]:4318
:4318 -> listen tcp :4318: bind: address already in use
127.0.0.1:4318 -> listen tcp 127.0.0.1:4318: bind: address already in use
127.0.0.1:16686 -> listen tcp 127.0.0.1:16686: bind: address already in use
172.18.0.9:80 -> listen tcp 172.18.0.9:80: bind: cannot assign requested address
172.18.0.2:5000 -> 172.18.0.2:5000
127.0.0.1:5000 -> 127.0.0.1:5000
127.0.0.1:4318: called 127.0.0.1:4318 by 127.0.0.1, high port: true
127.0.0.1:4318: called 127.0.0.1:4318 by 127.0.0.1, high port: true
[::1]:4318: called [::1]:4318 by ::1, high port: true
172.18.0.2:4318: called 172.18.0.2:4318 by 172.18.0.2, high port: true
172.18.0.2:5000: called 172.18.0.2:5000 by 172.18.0.2, high port: true
172.18.0.3:4317: called 172.18.0.3:4317 by 172.18.0.2, high port: true
dial tcp 172.18.0.3:4318: connect: connection refused
dial tcp 127.0.0.1:9: connect: connection refused
dial tcp 127.0.0.1:4318: connect: connection refused
127.0.0.1:4318 -> 127.0.0.1:4318
3 listening
0 listening after hanging up
127.0.0.1:4318 -> 127.0.0.1:4318
`
	if string(output) != want {
		t.Errorf("found\n%s\nexpected\n%s", output, want)
	}
}

func TestAnUnknownGoIsRefusedWithWords(t *testing.T) {
	if _, err := overlay.Network("package net"); err == nil || !strings.Contains(err.Error(), "net/net_fake.go") {
		t.Errorf("found %v, expected the file to be named", err)
	}
	if _, err := overlay.Words("package syscall", "package syscall"); err == nil || !strings.Contains(err.Error(), "syscall/") {
		t.Errorf("found %v, expected the file to be named", err)
	}
	if _, err := overlay.Write(t.TempDir(), t.TempDir()); err == nil {
		t.Error("found an overlay of no Go at all")
	}
}

func TestAModuleIsCopiedWithAFileForJS(t *testing.T) {
	module, copied := t.TempDir(), filepath.Join(t.TempDir(), "copy")
	if err := os.Mkdir(filepath.Join(module, "z"), 0o755); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"go.mod": "module m\n", "z/mmap_wasip1.go": "//go:build wasip1\n\npackage z\n", "z/mmap_unix.go": "package z // no js\n", "z/a_test.go": "package z\n",
	} {
		if err := os.WriteFile(filepath.Join(module, name), []byte(text), 0o444); err != nil {
			t.Fatal(err)
		}
	}
	for range 2 { // A second time over the first.
		if err := overlay.Modules[0].Copy(module, copied); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(filepath.Join(copied, "z", "mmap_unix.go"))
	if err != nil || string(got) != "//go:build js\n\npackage z\n" {
		t.Errorf("found %q, %v, expected what wasip1 has", got, err)
	}
	if _, err := os.Stat(filepath.Join(copied, "z", "a_test.go")); err == nil {
		t.Error("found others' tests copied")
	}
	if err := overlay.Modules[1].Copy(module, copied); err == nil {
		t.Error("found a file put where there was none")
	}
}
