package ingest

import (
	"os"
	"path/filepath"
	"time"
)

const folderName = "huike-import-"

// folder makes the folder of an import for its temporary files, and removes those
// of imports that were killed: people's data lie in them. The open file is the
// sign of life, until it is closed.
func folder(in string) (dir string, alive *os.File, err error) {
	sweep(in)
	if dir, err = os.MkdirTemp(in, folderName); err != nil {
		return "", nil, err
	}
	if alive, err = os.Create(filepath.Join(dir, "alive")); err != nil {
		_ = os.RemoveAll(dir)
		return "", nil, err
	}
	held(alive)
	return dir, alive, nil
}

// sweep leaves young folders alone: their import may not have given its sign of
// life yet.
func sweep(in string) {
	if in == "" {
		in = os.TempDir()
	}
	all, _ := filepath.Glob(filepath.Join(in, folderName+"*"))
	for _, dir := range all {
		if info, err := os.Lstat(dir); err != nil || !info.IsDir() || time.Since(info.ModTime()) < time.Minute {
			continue
		}
		if f, err := os.OpenFile(filepath.Join(dir, "alive"), os.O_RDWR, 0); err == nil {
			dead := held(f)
			_ = f.Close()
			if !dead {
				continue
			}
		} else if !os.IsNotExist(err) {
			continue
		}
		_ = os.RemoveAll(dir)
	}
}
