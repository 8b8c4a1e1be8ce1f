// Command schema writes the JSON Schema (draft-07) of a configuration of the Collector whose components.go it is compiled with.
//
// Its one argument is a file with what `go list -deps -json=ImportPath,Dir` says of it: where the sources are that comments come from.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"spanlab/collector/schema/describe"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	if len(os.Args) != 2 {
		return errors.New("expected one file: the output of go list -deps -json=ImportPath,Dir")
	}
	folders, err := readFolders(os.Args[1])
	if err != nil {
		return err
	}
	factories, err := components()
	if err != nil {
		return err
	}
	schema := describeConfiguration(factories, folders)
	encoder := json.NewEncoder(os.Stdout)
	encoder.SetEscapeHTML(false)
	return encoder.Encode(schema)
}

// readFolders reads one JSON object after the other.
func readFolders(file string) (map[string]string, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	folders := map[string]string{}
	for decoder := json.NewDecoder(strings.NewReader(string(text))); ; {
		var found struct{ ImportPath, Dir string }
		if err := decoder.Decode(&found); errors.Is(err, io.EOF) {
			return folders, nil
		} else if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		folders[found.ImportPath] = found.Dir
	}
}

var _ describe.Docs = (*describe.Sources)(nil)
