package sink

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"

	"huike"
)

// folder writes mails as numbered files and goes on counting where an earlier
// sink stopped.
type folder struct {
	path string
	last atomic.Int64
}

// openFolder returns nil for an empty path.
func openFolder(path string) (*folder, error) {
	if path == "" {
		return nil, nil
	}
	entries, err := os.ReadDir(path)
	if err != nil {
		return nil, huike.Because(err, huike.Invalid, "sink.folder", "The folder %s for mails cannot be read; create it or choose another.", path)
	}
	f := &folder{path: path}
	for _, e := range entries {
		stem, ok := strings.CutSuffix(e.Name(), ".eml")
		n, err := strconv.ParseInt(stem, 10, 64)
		if ok && err == nil && n > f.last.Load() {
			f.last.Store(n)
		}
	}
	return f, nil
}

// write puts a mail into a file of its own. It is written aside and renamed, so
// that a reader never sees half of it.
func (f *folder) write(raw []byte) error {
	aside, err := os.CreateTemp(f.path, "*.part")
	if err != nil {
		return err
	}
	_, err = aside.Write(raw)
	if err = errors.Join(err, aside.Close()); err != nil {
		return errors.Join(err, os.Remove(aside.Name()))
	}
	name := fmt.Sprintf("%08d.eml", f.last.Add(1))
	return os.Rename(aside.Name(), filepath.Join(f.path, name))
}
