package z

import (
	"errors"
	"os"
)

var errNoMmap = errors.New("files cannot be mapped into memory in a WebAssembly program")

func mmap(*os.File, bool, int64) ([]byte, error) { return nil, errNoMmap }

func munmap([]byte) error { return errNoMmap }

func madvise([]byte, bool) error { return errNoMmap }

func msync([]byte) error { return errNoMmap }
